"""What a journey in the browser stands on.

`seite` is a page that fails its test on console errors, violations of the Content-Security-Policy and requests to
other hosts (DS-34); `anmelden(seite, benutzername)` signs in; `axe_pruefen(seite)` and `ohne_ueberlauf(seite)`
check what DS-40 asks for. Write journeys as tests/browser/test_*.py.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.beobachter import Beobachter
from tests.browser.demo import demo as demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NORMEN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def ohne_gezaehlte_fehlversuche() -> None:
    """Failed sign-ins of one journey are not held against the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def neue_seite(browser: "Browser", live_server: Any) -> Iterator[Callable[..., "Page"]]:
    """Opens pages of the running server; `neue_seite(java_script_enabled=False)` takes Playwright's options."""
    offen: list[tuple[Any, Beobachter]] = []

    def oeffnen(**optionen: Any) -> "Page":
        optionen = {"viewport": {"width": 1280, "height": 800}, "locale": "de-DE"} | optionen
        kontext = browser.new_context(base_url=live_server.url, **optionen)
        kontext.set_default_timeout(30_000)
        page = kontext.new_page()
        offen.append((kontext, Beobachter(page, urlsplit(live_server.url).netloc)))
        return page

    yield oeffnen
    maengel = [m for _, beobachter in offen for m in beobachter.maengel]
    for kontext, _ in offen:
        kontext.close()
    assert not maengel, "\n".join(maengel)


@pytest.fixture
def seite(neue_seite: Callable[..., "Page"]) -> "Page":
    return neue_seite()


@pytest.fixture
def anmelden(live_server: Any) -> Callable[["Page", str], None]:
    """`anmelden(seite, "tl1")` signs the account in without the form, with a session of its own."""

    def _anmelden(page: "Page", benutzername: str) -> None:
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client()
        client.force_login(get_user_model().objects.get(username=benutzername), settings.AUTHENTICATION_BACKENDS[-1])
        kennung = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kennung, "url": live_server.url}])

    return _anmelden


@pytest.fixture(scope="session")
def axe_pruefen() -> Callable[..., None]:
    """`axe_pruefen(seite)` fails on any finding of axe, with rule, place and remedy."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def _pruefen(page: "Page", **optionen: Any) -> None:
        einstellung = {"runOnly": NORMEN, "resultTypes": ["violations"]} | optionen
        befunde = axe.run(page, options=einstellung).response["violations"]
        assert not befunde, f"axe on {page.url}:\n" + "\n".join(
            f"{b['id']}: {b['help']}\n  "
            + "\n  ".join(f"{k['html'][:200]} {k['failureSummary']}" for k in b["nodes"][:5])
            for b in befunde
        )

    return _pruefen


@pytest.fixture(scope="session")
def ohne_ueberlauf() -> Callable[["Page"], None]:
    """`ohne_ueberlauf(seite)` fails when the page as a whole scrolls sideways (WCAG 1.4.10)."""

    def _pruefen(page: "Page") -> None:
        breite, sichtbar = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert breite <= sichtbar, f"{page.url} is {breite} px wide in a window of {sichtbar} px"

    return _pruefen
