"""The Regiestelle's journey: ask for a report, read it, hand it on; each page checked by axe (JPS-95, JPS-96)."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import Welt
from wegplan.domains.programmbericht.inhalt import inhalt_berechnen, pruefsumme
from wegplan.domains.programmbericht.models import Programmbericht
from wegplan.domains.programmbericht.ordner import Ordner
from wegplan.domains.programmbericht.rules import berichtsregel_laden
from wegplan.domains.programmdemo.erzeugen import ordner_schreiben, programm
from wegplan.domains.programmdemo.fakten import fakten

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
ANSICHTEN: dict[str, dict[str, Any]] = {
    "hell": {"color_scheme": "light"},
    "schmal_dunkel": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def inhalt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of the published programme."""
    ordner: Path = ordner_schreiben(programm(), tmp_path_factory.mktemp("programm"))
    return inhalt_berechnen(Ordner(ordner), berichtsregel_laden(), fakten().stichtag)


@pytest.fixture
def bericht(welt: Welt, als_dienst: Any, inhalt: dict[str, Any]) -> Programmbericht:
    """Two versions; the older one differs in a figure."""
    alt = {**inhalt, "tafeln": [dict(t, werte=dict(t["werte"])) for t in inhalt["tafeln"]]}
    alt["tafeln"][0]["werte"]["begonnen"] = alt["tafeln"][0]["werte"]["begonnen"] | {"gesamt": 5540}
    gleich = {"stichtag": fakten().stichtag, "erstellt_von": welt["regiestelle"], "unterschrift": "Kim Regie"}
    with als_dienst():
        erste = Programmbericht.objects.create(fassung=1, inhalt=alt, pruefsumme=pruefsumme(alt), **gleich)
        Programmbericht.objects.create(fassung=2, inhalt=inhalt, pruefsumme=pruefsumme(inhalt), **gleich)
    return erste


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_jps95_die_regiestelle_erstellt_liest_und_gibt_den_bericht_weiter(
    ansicht: str,
    bericht: Programmbericht,
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    ohne_ueberlauf: Callable[["Page"], None],
) -> None:
    seite = neue_seite(**ANSICHTEN[ansicht])
    anmelden(seite, "regiestelle-a")

    def pruefen(ueberschrift: str) -> None:
        expect(seite.locator("h1")).to_contain_text(ueberschrift)
        axe_pruefen(seite)
        ohne_ueberlauf(seite)

    seite.goto("/programmberichte/")
    pruefen("Programmberichte")
    seite.get_by_role("link", name="Bericht erstellen").click()
    pruefen("Programmbericht erstellen")
    seite.get_by_label("Stichtag").fill("2099-01-01")
    seite.get_by_role("button", name="Bericht erstellen").click()
    expect(seite.get_by_role("alert")).to_be_focused()
    pruefen("Programmbericht erstellen")
    seite.get_by_label("Stichtag").fill("2022-05-02")
    seite.get_by_role("button", name="Bericht erstellen").click()
    expect(seite.locator("h1")).to_contain_text("Programmbericht zum 02.05.2022")  # the Auftrag

    seite.goto(f"/programmberichte/{bericht.pk}/")
    pruefen("Programmbericht zum 02.05.2022")
    expect(seite.get_by_role("heading", name="Was die neuere Fassung anders zählt")).to_be_visible()
    seite.get_by_role("link", name="Fassung 2 öffnen").click()
    pruefen("Programmbericht zum 02.05.2022")
    expect(seite.get_by_role("row", name="RB Bautzen 1.970 1.378").first).to_be_visible()
    seite.get_by_role("link", name="Regionalbüros", exact=True).click()
    pruefen("Regionalbüros zum Programmbericht")
    seite.go_back()
    with seite.expect_download() as geladen:
        seite.get_by_role("link", name="Als PDF").click()
    assert geladen.value.suggested_filename == "programmbericht-2022-05-02-fassung-2.pdf"
