"""Paper comes in by telephone and is read; a question on a case is asked and answered; letters for a whole measure
(PX-01, PX-09, PX-11)."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.beleg.tests.conftest import foto
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import auftrag_ausfuehren

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SCHMAL = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Frau Eigen's running Teilnahme, in a measure that may keep papers."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.zweckbindung = "ESF", ["stammdaten", "leistung"]
        m.save()
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def test_px01_ein_vertrag_wird_am_telefon_fotografiert_abgelegt_und_vom_regionalbuero_gelesen(
    fall: Teilnahme,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    ohne_ueberlauf: "Callable[[Page], None]",
) -> None:
    telefon = neue_seite(**SCHMAL)
    anmelden(telefon, "bdl-a")

    def pruefen(titel: str) -> None:
        expect(telefon.get_by_role("heading", name=titel, exact=False).first).to_be_visible()
        axe_pruefen(telefon)
        ohne_ueberlauf(telefon)

    telefon.goto(f"/personen/{fall.person_id}/belege/")
    pruefen("Belege")
    telefon.get_by_role("link", name="Papier ablegen").click()
    pruefen("Papier ablegen")
    telefon.get_by_label("Vertrag").check()
    telefon.get_by_role("button", name="Weiter").click()
    telefon.get_by_label("Bezeichnung").fill("Praktikum Bäckerei Vogel")
    telefon.get_by_label("Tag auf dem Papier").fill(HEUTE.isoformat())
    telefon.get_by_label("Dateien").set_input_files(_bilder(b"kein Bild"))  # type: ignore[arg-type]
    telefon.get_by_role("button", name="Ablegen").click()
    expect(telefon.get_by_text("Nur PDF, JPEG und PNG lassen sich ablegen").first).to_be_visible()
    expect(telefon.get_by_label("Bezeichnung")).to_have_value("Praktikum Bäckerei Vogel")
    pruefen("Vertrag ablegen")
    telefon.get_by_label("Dateien").set_input_files(_bilder(foto(), foto("grey")))  # type: ignore[arg-type]
    telefon.get_by_role("button", name="Ablegen").click()
    expect(telefon.get_by_text("2 Seiten")).to_be_visible()
    pruefen("Belege")

    rb = neue_seite()
    anmelden(rb, "rb-a")
    rb.goto(f"/personen/{fall.person_id}/belege/")
    rb.get_by_role("link", name="Vertrag vom").click()
    expect(rb.get_by_role("img", name="Seite 2 von 2")).to_be_visible()
    assert rb.evaluate("[...document.images].every(bild => bild.naturalWidth > 0)")
    axe_pruefen(rb)
    with rb.expect_download() as geladen:
        rb.get_by_role("link", name="Als PDF").click()
    assert Path(geladen.value.path()).read_bytes().startswith(b"%PDF-")


def _bilder(*inhalte: bytes) -> list[dict[str, Any]]:
    return [{"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": i} for n, i in enumerate(inhalte)]


def test_px09_eine_frage_wird_gestellt_und_von_der_anderen_stelle_beantwortet(
    fall: Teilnahme,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
) -> None:
    amt = neue_seite()
    anmelden(amt, "ifk-a")
    amt.goto(f"/personen/{fall.person_id}/fragen/")
    axe_pruefen(amt)
    amt.get_by_role("link", name="Frage stellen").click()
    axe_pruefen(amt)
    amt.get_by_label("Stelle TR-A").check()
    amt.get_by_label("Frage", exact=True).fill("Ist der Vertrag da?")
    amt.get_by_role("button", name="Frage senden").click()
    expect(amt.get_by_text("Jetzt wartet sie auf Stelle TR-A.")).to_be_visible()
    axe_pruefen(amt)

    traeger = neue_seite(**SCHMAL, color_scheme="dark")
    anmelden(traeger, "bdl-a")
    traeger.goto("/fragen/?bei_uns=on")
    axe_pruefen(traeger)
    traeger.get_by_role("link", name="Eigen, Robin").click()
    expect(traeger.get_by_text("wartet auf Ihre Stelle")).to_be_visible()
    axe_pruefen(traeger)
    traeger.get_by_role("link", name="Antworten").click()
    axe_pruefen(traeger)
    traeger.get_by_label("Antwort oder Rückfrage").fill("Ja, seit heute bei den Belegen.")
    traeger.get_by_role("button", name="Senden").click()
    expect(traeger.get_by_text("Jetzt wartet die Frage auf die andere Stelle.")).to_be_visible()

    amt.reload()
    expect(amt.get_by_text("Ja, seit heute bei den Belegen.")).to_be_visible()
    amt.get_by_role("button", name="Abschließen").click()
    expect(amt.get_by_text("Die Frage ist abgeschlossen.")).to_be_visible()


def test_px11_ein_brief_an_alle_einer_massnahme(
    fall: Teilnahme,
    seite: "Page",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    als_dienst: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.VAR = tmp_path
    anmelden(seite, "bdl-a")
    seite.goto("/seriendruck/")
    axe_pruefen(seite)
    seite.get_by_role("link", name="Maßnahme A").click()
    axe_pruefen(seite)
    seite.get_by_label("Was soll gedruckt werden?").select_option(label="Serienbrief")
    seite.get_by_label("Eigen, Robin").first.check()
    seite.get_by_role("button", name="Prüfen, was fehlt").click()
    expect(seite.get_by_text("Ein Brief braucht einen Betreff.").first).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_label("Betreff des Briefes").fill("Sommerpause")
    seite.get_by_label("Text des Briefes").fill("Wir schließen für eine Woche.")
    seite.get_by_role("button", name="Prüfen, was fehlt").click()
    expect(seite.get_by_text("Serienbrief: 1 Blatt.")).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("button", name="Alle drucken").click()
    expect(seite.get_by_text("wartet", exact=True)).to_be_visible()
    with als_dienst():
        auftrag_ausfuehren(Auftrag.objects.latest("pk").pk)
    seite.get_by_role("link", name="Ergebnis ansehen").click()  # appears by itself
    expect(seite.get_by_text("Blätter in der Datei: 1")).to_be_visible()
    axe_pruefen(seite)
    with seite.expect_download() as geladen:
        seite.get_by_role("link", name="PDF laden").click()
    assert Path(geladen.value.path()).read_bytes().startswith(b"%PDF-")
