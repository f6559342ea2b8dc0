"""A lead's journey: a rule, its proposal accepted, many cases moved and taken back, an office template uploaded; each
page checked by axe (VF-12, PX-02, PX-04, DS-40)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.vorlage.standard import standardvorlage

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
ANSICHTEN: dict[str, dict[str, Any]] = {
    "hell": {"color_scheme": "light"},
    "schmal_dunkel": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.fixture
def team(welt: Welt, als_dienst: Any) -> Welt:
    """Team A1 with two cases of the advisor, one without anybody, and a colleague."""
    with als_dienst():
        gemeinsam = {"team": welt.teams["A1"], "jobcenter": welt.stellen["JC-A"]}
        for nachname in ("Berg", "Kurz"):
            person = Person.objects.create(nachname=nachname, vorname="Kim", **gemeinsam)
            Zustaendigkeit.objects.create(
                person=person, grund="fachkraft", rolle="ifk", nutzer=welt["ifk"], von=HEUTE.replace(year=2025, day=1)
            )
        Person.objects.create(nachname="Adler", vorname="Kim", **gemeinsam)
        Nutzer.objects.create(
            username="kranz", first_name="Kim", last_name="Kranz", rolle="ifk", organisation=welt.stellen["JC-A"]
        )
    return welt


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_vf12_px04_die_teamleitung_verteilt_stellt_um_und_nimmt_zurueck(
    ansicht: str,
    team: Welt,
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    ohne_ueberlauf: Callable[["Page"], None],
) -> None:
    seite = neue_seite(**ANSICHTEN[ansicht])
    anmelden(seite, "tl-a")

    def pruefen(ueberschrift: str) -> None:
        expect(seite.locator("h1")).to_contain_text(ueberschrift)
        axe_pruefen(seite)
        ohne_ueberlauf(seite)

    seite.goto("/verteilung/regeln/neu/")
    pruefen("Neue Regel")
    seite.get_by_label("Schlägt vor").select_option(label="Kim Kranz, Integrationsfachkraft")
    seite.get_by_label("Nachname von").fill("A")
    seite.get_by_label("Nachname bis").fill("F")
    seite.get_by_role("button", name="Regel speichern").click()
    pruefen("Regeln der Verteilung")

    seite.goto("/verteilung/")
    pruefen("Fälle ohne Fachkraft")
    seite.get_by_label("Adler, Kim auswählen").check()
    seite.get_by_role("button", name="Gewählte Vorschläge annehmen").click()
    expect(seite.get_by_text("Zugeteilt: Kim Kranz (1).")).to_be_visible()
    pruefen("Fälle ohne Fachkraft")

    seite.goto("/personen/")
    pruefen("Personen")
    for name in ("Berg", "Kurz"):
        seite.get_by_label(f"{name}, Kim auswählen").check()
    seite.get_by_role("button", name="Gewählte umstellen").click()
    pruefen("Fälle umstellen")
    seite.get_by_label("Neue Fachkraft").select_option(label="Kim Kranz, Integrationsfachkraft")
    seite.get_by_label("Übergabenotiz").fill("Bitte bald anrufen.")
    seite.get_by_role("button", name="Vorschau zeigen").click()
    pruefen("Vorschau der Umstellung")
    seite.get_by_role("button", name="Jetzt umstellen").click()
    pruefen("Andere Fachkraft: Kim Kranz")
    seite.get_by_label("Grund").fill("falsche Kollegin")
    seite.get_by_role("button", name="Umstellung zurücknehmen").click()
    expect(seite.get_by_text("Jeder Fall ist wieder so, wie er war.")).to_be_visible()
    pruefen("Andere Fachkraft: Kim Kranz")
    seite.goto("/verteilung/umstellungen/")
    pruefen("Letzte Umstellungen")


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_px02_die_teamleitung_laedt_eine_vorlage_hoch_und_gibt_sie_frei(
    ansicht: str,
    welt: Welt,
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    ohne_ueberlauf: Callable[["Page"], None],
) -> None:
    seite = neue_seite(**ANSICHTEN[ansicht])
    anmelden(seite, "tl-a")
    seite.goto("/vorlagen/")
    dateien = {"gut": standardvorlage("einladung"), "falsch": b"%PDF-1.7"}
    for name, inhalt in dateien.items():
        seite.get_by_label("Vorlage", exact=False).last.set_input_files(
            {"name": f"{name}.docx", "mimeType": "application/octet-stream", "buffer": inhalt}
        )
        seite.get_by_role("button", name="Hochladen und prüfen").click()
        axe_pruefen(seite)
        ohne_ueberlauf(seite)
    expect(seite.get_by_text("keine lesbare DOCX-Datei").first).to_be_visible()
    seite.get_by_role("button", name="Freigeben").click()
    expect(seite.get_by_text("In Gebrauch ist jetzt: Einladung, Fassung 1.")).to_be_visible()
    seite.get_by_text("Platzhalter", exact=True).first.click()
    axe_pruefen(seite)
    seite.goto(f"/personen/{welt.eigen.pk}/vorgaenge/neu/?art=einladung")
    axe_pruefen(seite)
    ohne_ueberlauf(seite)
