"""A provider's own template from the first upload to the printed plan; a plan signed on the screen and answered
(JPS-10, JPS-12, JPS-14)."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderplan.rules import spaeteste_pruefung
from wegplan.domains.foerderplan.tests.conftest import plan_anlegen
from wegplan.domains.planvorlage.rules import mindeststandards
from wegplan.domains.planvorlage.tests.conftest import ganze
from wegplan.domains.teilnahme.models import Teilnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SCHMAL = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}


@pytest.fixture
def plan(welt: Welt, als_dienst: Any) -> Planfassung:
    """Frau Eigen's draft, in the programme."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "IEB", ["stammdaten", "leistung"]
        m.save()
        return plan_anlegen(Teilnahme.objects.get(person=welt.eigen, austritt=None), welt["bdl"])


def _hochladen(seite: "Page", inhalt: bytes) -> None:
    seite.goto("/planvorlagen/")
    seite.get_by_label("Für Projekte mit diesem Regionalbüro").select_option(label="Stelle RB-A")
    datei = {"name": "plan.docx", "mimeType": "application/octet-stream", "buffer": inhalt}
    seite.get_by_label("Vorlage", exact=True).set_input_files(datei)  # type: ignore[arg-type]
    seite.get_by_role("button", name="Hochladen und prüfen").click()


def test_jps14_eigene_vorlage_abgelehnt_verbessert_freigegeben_und_gedruckt(
    plan: Planfassung,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
) -> None:
    fehlend = mindeststandards("foerderplan", HEUTE)[0]
    leitung = neue_seite()
    anmelden(leitung, "bdl_leitung-a")
    _hochladen(leitung, b"kein Word")
    expect(leitung).to_have_title("Fehler: Vorlagen für Förderpläne – Wegplan")
    axe_pruefen(leitung)
    _hochladen(leitung, ganze("Plan des Hauses", ohne=fehlend.schluessel))
    expect(leitung.get_by_text("So kann die Vorlage nicht eingereicht werden")).to_be_visible()
    expect(leitung.get_by_role("listitem").filter(has_text=fehlend.titel).first).to_be_visible()
    expect(leitung.get_by_role("button", name="Beim Regionalbüro einreichen")).to_have_count(0)
    axe_pruefen(leitung)
    _hochladen(leitung, ganze("Plan des Hauses"))
    axe_pruefen(leitung)
    leitung.get_by_role("button", name="Beim Regionalbüro einreichen").click()
    expect(leitung.get_by_text("Eingereicht beim Regionalbüro")).to_be_visible()

    rb = neue_seite(**SCHMAL)
    anmelden(rb, "rb-a")
    rb.goto("/planvorlagen/pruefung/")
    axe_pruefen(rb)
    rb.get_by_role("link", name="Stelle TR-A").click()
    axe_pruefen(rb)
    rb.get_by_label("Mindeststandards erfüllt").check()
    rb.get_by_role("button", name="Freigeben").click()
    expect(rb.get_by_text("Freigegeben:")).to_be_visible()

    fachkraft = neue_seite()
    anmelden(fachkraft, "bdl-a")
    fachkraft.goto(f"/foerderplaene/{plan.pk}/")
    with fachkraft.expect_download() as geladen:
        fachkraft.get_by_role("link", name="Als Word").click()
    absaetze = [p.text for p in docx.Document(io.BytesIO(Path(geladen.value.path()).read_bytes())).paragraphs]
    assert absaetze[0] == "Plan des Hauses"
    assert any("Ich schaffe Ziel 0." in absatz for absatz in absaetze)


def test_jps12_am_bildschirm_unterschrieben_und_vom_regionalbuero_beantwortet(
    plan: Planfassung,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
) -> None:
    fachkraft = neue_seite()
    anmelden(fachkraft, "bdl-a")
    adresse = f"/foerderplaene/{plan.pk}/"
    fachkraft.goto(adresse)
    fachkraft.get_by_role("link", name="Am Bildschirm unterschreiben").click()
    axe_pruefen(fachkraft)
    fachkraft.get_by_label("Nächste Überprüfung am").fill(spaeteste_pruefung(HEUTE).isoformat())
    fachkraft.get_by_label("Ja, die Stufe passt").check()
    fachkraft.get_by_label("Warum").fill("Sie kommt gut mit.")
    fachkraft.get_by_role("button", name="Speichern").click()
    fachkraft.get_by_role("link", name="Am Bildschirm unterschreiben").click()
    expect(fachkraft.get_by_role("heading", level=1)).to_contain_text("Unterschrift der Teilnehmerin")
    axe_pruefen(fachkraft)
    _unterschreiben(fachkraft, "Robin Fremd")
    expect(fachkraft.get_by_role("alert")).to_be_visible()
    axe_pruefen(fachkraft)
    _unterschreiben(fachkraft, "Robin Eigen")
    expect(fachkraft.get_by_text("Jetzt unterschreibt die Fachkraft.")).to_be_visible()
    fachkraft.get_by_role("link", name="Am Bildschirm unterschreiben").click()
    _unterschreiben(fachkraft, "Kim Kurs")
    expect(fachkraft.get_by_text("ist von beiden unterschrieben")).to_be_visible()
    axe_pruefen(fachkraft)

    rb = neue_seite(**SCHMAL)
    anmelden(rb, "rb-a")
    rb.goto(adresse)
    axe_pruefen(rb)
    rb.get_by_role("link", name="Zustimmen oder anmerken").click()
    axe_pruefen(rb)
    rb.get_by_label("Mit Zielen und Schritten einverstanden").check()
    rb.get_by_role("button", name="Rückmeldung speichern").click()
    expect(rb.get_by_text("ist gespeichert.")).to_be_visible()
    fachkraft.goto(adresse)
    expect(fachkraft.get_by_text("einverstanden", exact=False).first).to_be_visible()


def _unterschreiben(seite: "Page", name: str) -> None:
    seite.get_by_role("checkbox").check()
    seite.get_by_label("Mein Name").fill(name)
    seite.get_by_label("Ort").fill("Auenmark")
    seite.get_by_role("button", name="Unterschreiben").click()
