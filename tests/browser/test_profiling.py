"""From the office over the Regionalbüro to the provider: assign, invite, Profiling, hand over, opening talk (JPS-01 to
JPS-03); each page checked by axe, wide and light, narrow and dark."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.profiling.models import Gutachten, Veranstaltung

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
ANSICHTEN = {
    "breit_hell": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "schmal_dunkel": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}
ABSCHNITTE = (
    "So lief das Profiling",
    "Fachliche Stärken und Lücken",
    "Was die Person möchte",
    "Einschätzung und Begründung",
    "Zielplanung: Fernziel",
    "Zielplanung: Nahziele",
)


@pytest.fixture
def programm(welt: Welt, als_dienst: Any) -> Welt:
    """Measure A belongs to the programme."""
    with als_dienst():
        welt.massnahmen["M-A"].foerderart, welt.massnahmen["M-A"].programmstufe = "ESF", "IEB"
        welt.massnahmen["M-A"].save()
    return welt


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_jps02_vom_amt_ueber_das_regionalbuero_zum_traeger(
    ansicht: str,
    programm: Welt,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    als_dienst: Any,
) -> None:
    person = f"/personen/{programm.fremd.pk}"

    def als(konto: str) -> "Page":
        seite = neue_seite(**ANSICHTEN[ansicht])
        anmelden(seite, konto)
        return seite

    amt = als("ifk-b")
    amt.goto(f"{person}/programm/zuweisen/")
    amt.get_by_label("Regionalbüro").select_option(label="Stelle RB-A")
    amt.get_by_role("button", name="Zuweisen").click()
    expect(amt.get_by_text("führt jetzt das Profiling")).to_be_visible()

    rb = als("rb-a")
    _einladen(rb, axe_pruefen, als_dienst)
    rb.goto(f"{person}/programm/")
    rb.get_by_role("link", name="Profiling", exact=True).last.click()
    axe_pruefen(rb)
    rb.get_by_role("button", name="Entwurf anlegen").click()
    with als_dienst():
        gutachten = Gutachten.objects.get().pk
    _schreiben(rb, gutachten, axe_pruefen)

    rb.goto(f"{person}/profiling/")
    expect(rb.get_by_role("heading", name="Kurzgutachten und Unterstützungsbedarf")).to_be_visible()
    axe_pruefen(rb)
    rb.goto(f"/profiling/gutachten/{gutachten}/")
    rb.get_by_role("link", name="Übergeben").click()
    expect(rb.get_by_label("Maßnahme")).to_have_value(str(programm.massnahmen["M-A"].pk))
    rb.get_by_role("button", name="Speichern").click()
    expect(rb.get_by_text("schuldet jetzt das Auftaktgespräch")).to_be_visible()

    bdl = als("bdl-a")
    bdl.goto(f"/profiling/gutachten/{gutachten}/")
    expect(bdl.get_by_text("Text zu Zielplanung: Fernziel")).to_be_visible()
    axe_pruefen(bdl)
    bdl.goto(f"{person}/programm/")
    bdl.get_by_role("link", name="Auftakt eintragen").click()
    axe_pruefen(bdl)
    bdl.get_by_label("Dabei für das Regionalbüro").fill("Kim Büro")
    bdl.get_by_label("Dabei für den Träger").fill("Chris Träger")
    for feld in ("Verlauf der Qualifizierung", "sozialpädagogischen Betreuung", "individuellen Unterstützung"):
        bdl.get_by_label(feld).fill("Vereinbart")
    bdl.get_by_role("button", name="Speichern").click()
    expect(bdl.get_by_text("Das Auftaktgespräch ist festgehalten")).to_be_visible()
    axe_pruefen(bdl)


def _einladen(rb: "Page", axe_pruefen: "Callable[[Page], None]", als_dienst: Any) -> None:
    rb.goto("/veranstaltungen/neu/")
    axe_pruefen(rb)
    rb.get_by_label("Tag").fill(f"{HEUTE:%Y-%m-%d}")
    rb.get_by_label("Ort").fill("Rathaus")
    rb.get_by_label("Plätze").fill("12")
    rb.get_by_role("button", name="Anlegen").click()
    with als_dienst():
        nummer = Veranstaltung.objects.get().pk
    axe_pruefen(rb)
    rb.goto(f"/veranstaltungen/{nummer}/einladen/")
    axe_pruefen(rb)
    rb.get_by_label("Fremd, Robin").check()
    rb.get_by_role("button", name="Einladen").click()
    expect(rb.get_by_text("Eingeladen: 1.")).to_be_visible()
    axe_pruefen(rb)
    rb.get_by_label("eingeladen", exact=True).focus()  # by keyboard: one key per person
    rb.keyboard.press("ArrowDown")
    rb.get_by_role("button", name="Besuche speichern").press("Enter")
    expect(rb.get_by_text("1 Einträge geändert")).to_be_visible()


def _schreiben(rb: "Page", gutachten: int, axe_pruefen: "Callable[[Page], None]") -> None:
    rb.goto(f"/profiling/gutachten/{gutachten}/schreiben/")
    expect(rb.get_by_text("Vorbelegt aus: Zuweisung")).to_be_visible()
    axe_pruefen(rb)
    for abschnitt in ABSCHNITTE:
        rb.get_by_label(abschnitt).fill(f"Text zu {abschnitt}")
    rb.get_by_role("button", name="Speichern").click()
    rb.goto(f"/profiling/gutachten/{gutachten}/geschuetzt/schreiben/")
    axe_pruefen(rb)
    rb.get_by_label("Gesundheit und Belastbarkeit").fill("Rücken schonen")
    rb.get_by_role("button", name="Speichern").click()
    rb.goto(f"/profiling/gutachten/{gutachten}/abschliessen/")
    axe_pruefen(rb)
    rb.get_by_label("geeignet", exact=True).check()
    rb.get_by_label("Integration und Einstiegsbegleitung").check()
    rb.get_by_label("Empfohlenes Projekt").select_option(index=1)
    rb.get_by_role("button", name="Abschließen").click()
    expect(rb.get_by_text("Das ist jetzt zu tun")).to_be_visible()
    axe_pruefen(rb)
    rb.goto(f"/profiling/gutachten/{gutachten}/geschuetzt/")
    rb.get_by_label("Wofür brauchen Sie").fill("Übergabegespräch")
    rb.get_by_role("button", name="Geschützte Angaben öffnen").click()
    expect(rb.get_by_text("Rücken schonen")).to_be_visible()
    axe_pruefen(rb)
