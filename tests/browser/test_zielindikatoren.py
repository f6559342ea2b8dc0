"""From a missed target to the persons behind it and a counter-measure, in the browser (JPS-90, DS-40)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from wegplan.domains.datenpaket.services import einlesen
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.zielindikatoren.tests.test_live import BEISPIEL
from wegplan.domains.zielvereinbarung.messen import messen, monatsenden
from wegplan.domains.zielvereinbarung.tests.conftest import TAG

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def regionalbuero(als_dienst: Any, settings: Any, tmp_path: Any) -> str:
    """The example of the target indicators, two measured days; the Regionalbüro sees everybody. Gives the account."""
    settings.VAR, settings.WEGPLAN_STICHTAG = tmp_path, TAG.isoformat()
    with als_dienst():
        assert einlesen(BEISPIEL).gelungen
        buero = Organisation.objects.get(kennung="RB1")
        Zustaendigkeit.objects.bulk_create(
            Zustaendigkeit(person=p, grund="regionalbuero", organisation=buero, von=TAG) for p in Person.objects.all()
        )
        for tag in [*monatsenden(TAG, 1), TAG]:
            messen(tag)
        Nutzer.objects.create(username="rb-reise", rolle="rb", organisation=buero, last_name="Rand")
    return "rb-reise"


def test_jps90_vom_verfehlten_ziel_zu_den_personen_und_zur_gegenmassnahme(
    regionalbuero: str,
    seite: "Page",
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[..., None],
) -> None:
    anmelden(seite, regionalbuero)
    seite.goto("/zielindikatoren/")
    expect(seite.locator("h1")).to_have_text("Zielindikatoren")
    axe_pruefen(seite)
    seite.get_by_role("table", name="IEB").get_by_role("link", name="Abbruchquote").click()
    expect(seite.locator("h1")).to_have_text("Abbruchquote")
    expect(seite.get_by_text("verfehlt").first).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("table", name="Projekt").get_by_role("link", name="IEB").click()
    axe_pruefen(seite)
    seite.get_by_role("link", name="Die Personen dahinter").click()
    expect(seite.get_by_role("cell", name="vorzeitig ausgetreten").first).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("link", name="Gegenmaßnahme vereinbaren").click()
    seite.get_by_label("Was wird getan?").fill("Jede Woche mit allen sprechen")
    seite.get_by_label("Bis wann").fill("2026-01-31")
    axe_pruefen(seite)
    seite.get_by_role("button", name="Gegenmaßnahme speichern").click()
    expect(seite.get_by_text("Die Gegenmaßnahme ist vereinbart. Nächster Termin: 31.01.2026.")).to_be_visible()
    seite.get_by_role("link", name="Jede Woche mit allen sprechen").click()
    expect(seite.get_by_text("Noch nichts eingetragen.")).to_be_visible()
    axe_pruefen(seite)
