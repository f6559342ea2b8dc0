"""A provider starts a plan with the catalogue, hands it over, enters a group's results by keyboard; the Regionalbüro
reads it (JPS-20, JPS-21)."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import Welt
from wegplan.domains.qualifizierungsplan.models import Katalogmodul, Modulergebnis, Qualifizierungsplan
from wegplan.domains.teilnahme.models import Teilnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Frau Eigen's running Teilnahme in QAB klassisch; her project has a module in its catalogue."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "QAB-K", ["stammdaten", "leistung"]
        m.save()
        Katalogmodul.objects.create(massnahme=m, kennung="K1", reihe=1, bezeichnung="Lagerkunde", stunden=80)
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def test_jps20_vom_katalog_zum_plan_beim_regionalbuero(
    fall: Teilnahme,
    seite: "Page",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    als_dienst: Any,
) -> None:
    reiter = f"/personen/{fall.person_id}/qualifizierungsplan/"
    anmelden(seite, "bdl-a")
    seite.goto(reiter)
    expect(seite.get_by_role("heading", name="Qualifizierung", exact=True)).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("link", name="Qualifizierungsplan beginnen").click()
    seite.get_by_role("button", name="Entwurf anlegen").click()
    seite.get_by_role("link", name="Qualifizierungsplan, Fassung 1").click()
    expect(seite.get_by_role("rowheader", name="Lagerkunde")).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("link", name="Ziel, Inhalte und Praxis").click()
    seite.get_by_label("Qualifizierungsziel").fill("Fachkraft für Lagerlogistik")
    seite.get_by_label("Fachliche Inhalte").fill("Wareneingang und Versand")
    seite.get_by_label("Praxis").fill("Lehrlager")
    axe_pruefen(seite)
    seite.get_by_role("button", name="Speichern").click()
    seite.get_by_role("link", name="An das Regionalbüro geben").click()
    seite.get_by_label("Der Plan ist mit der Person besprochen.").check()
    seite.get_by_role("button", name="Übergeben").click()
    expect(seite.get_by_text("liegt jetzt beim Regionalbüro")).to_be_visible()
    seite.goto(f"/massnahmen/{fall.massnahme_id}/modulergebnisse/")
    axe_pruefen(seite)
    seite.get_by_label("Ergebnis, Eigen, Robin").focus()
    seite.keyboard.press("b")
    seite.keyboard.press("Tab")
    seite.keyboard.type("gut")
    seite.keyboard.press("Enter")
    expect(seite.get_by_text("Ein Ergebnis ist gespeichert.")).to_be_visible()
    with als_dienst():
        assert Modulergebnis.objects.get().ausgang == "bestanden"
        nummer = Qualifizierungsplan.objects.get().pk
    seite.context.clear_cookies()
    anmelden(seite, "rb-a")
    seite.goto(f"/qualifizierungsplaene/{nummer}/")
    expect(seite.get_by_role("heading", level=1)).to_have_text("Qualifizierungsplan, Fassung 1")
    expect(seite.get_by_text("bestanden")).to_be_visible()
    axe_pruefen(seite)
    seite.goto("/qualifizierungsplaene/")
    expect(seite.get_by_role("heading", level=1)).to_contain_text("Qualifizierungspläne")
    axe_pruefen(seite)
