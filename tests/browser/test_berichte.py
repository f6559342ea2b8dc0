"""A provider writes a report, its lead releases and sends it, the Jobcenter accepts (JPS-50 to JPS-53)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.bericht.rules import davor, quartal_von
from wegplan.domains.teilnahme.models import Teilnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
QUARTAL = davor(quartal_von(HEUTE))
TEXTE = (
    "Theoretische Kenntnisse",
    "Praktische Fertigkeiten",
    "Persönliche Situation",
    "Maßnahmen der individuellen",
    "Unterstützung für den Träger",
)


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Frau Eigen's running Teilnahme in the programme, since the day before the quarter. By its stage the report goes
    to the Jobcenter."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "EZU", ["stammdaten", "leistung"]
        m.save()
        Teilnahme.objects.filter(person=welt.eigen, austritt=None).update(eintritt=QUARTAL - timedelta(days=1))
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def test_jps52_der_traeger_schreibt_die_leitung_gibt_frei_das_jobcenter_nimmt_an(
    fall: Teilnahme,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
) -> None:
    seite = neue_seite()
    anmelden(seite, "bdl-a")
    seite.goto("/berichte/")
    expect(seite.get_by_role("heading", level=1)).to_contain_text("Entwicklungsberichte")
    axe_pruefen(seite)
    seite.goto(f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/berichte/neu/")
    seite.get_by_label("Quartal").select_option(QUARTAL.isoformat())
    seite.get_by_role("button", name="Entwurf anlegen").click()
    seite.get_by_role("link", name="Entwicklungsbericht", exact=False).last.click()
    expect(seite.get_by_text("Vor der Freigabe ist noch zu tun:")).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("link", name="Schreiben").click()
    axe_pruefen(seite)
    for frage in ("Maßnahmeziel gefährdet", "Vorzeitiger Projektaustritt", "Empfehlung Stufenwechsel"):
        seite.get_by_role("group", name=frage).get_by_label("nein").check()
    for text in TEXTE:
        seite.get_by_label(text).fill("Es geht gut voran.")
    seite.get_by_role("button", name="Entwurf speichern").click()
    expect(seite.get_by_text("Er ist vollständig und kann freigegeben werden.")).to_be_visible()
    adresse = seite.url

    leitung = neue_seite()
    anmelden(leitung, "bdl_leitung-a")
    leitung.goto(f"{adresse}freigeben/")
    axe_pruefen(leitung)
    leitung.get_by_label("hat ihn zur Kenntnis genommen und ist einverstanden").check()
    leitung.get_by_label("Ort").fill("Auenmark")
    leitung.get_by_role("button", name="Freigeben").click()
    expect(leitung.get_by_text("Übermittelt ist er noch nicht.")).to_be_visible()
    leitung.get_by_role("link", name="Übermitteln").click()
    axe_pruefen(leitung)
    leitung.get_by_label("hier im Programm").check()
    leitung.get_by_role("button", name="Übermitteln").click()
    expect(leitung.get_by_text("Er liegt jetzt bei Stelle JC-A.")).to_be_visible()

    amt = neue_seite()
    anmelden(amt, "ifk-a")
    amt.goto("/berichte/")
    amt.get_by_role("link", name="Eigen, Robin").click()
    axe_pruefen(amt)
    amt.get_by_role("link", name="Annehmen oder zurückgeben").click()
    axe_pruefen(amt)
    amt.get_by_label("Bericht annehmen").check()
    amt.get_by_role("button", name="Entscheidung speichern").click()
    expect(amt.get_by_text("ist angenommen.")).to_be_visible()
