"""Import, faults, undo and export in the browser: without script, at 320 px, light and dark (DP-04, PX-13, DS-40)."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

BEISPIEL = Path(__file__).parents[2] / "src/wegplan/domains/datenpaket/tests/beispiel"


@pytest.fixture
def dqm(als_dienst, settings, tmp_path, live_server) -> Any:
    """The example package is stored; an account of data quality that sees it."""
    from wegplan.domains.datenpaket.services import einlesen
    from wegplan.domains.organisation.models import Nutzer, Organisation

    settings.VAR = tmp_path
    with als_dienst():
        assert einlesen(BEISPIEL).gelungen
        stelle = Organisation.objects.get(kennung="JC1")
        return Nutzer.objects.create_user("dqm", rolle="dqm", organisation=stelle, sieht_alle=True, first_name="Dana")


@pytest.fixture
def arbeiten(als_dienst) -> Any:
    """What the worker does with what waits; gives the last Auftrag."""

    def tun() -> Any:
        from wegplan.kit.auftrag.models import Auftrag
        from wegplan.kit.auftrag.services import auftrag_ausfuehren

        with als_dienst():
            auftrag = Auftrag.objects.latest("pk")
            auftrag_ausfuehren(auftrag.pk)
            auftrag.refresh_from_db()
            return auftrag

    return tun


def lieferung(alt: str, neu: str) -> dict[str, Any]:
    """The example as a ZIP with a changed personen.csv."""
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w") as z:
        for datei in BEISPIEL.iterdir():
            z.writestr(datei.name, datei.read_text(encoding="utf-8").replace(alt, neu))
    return {"name": "lieferung.zip", "mimeType": "application/zip", "buffer": puffer.getvalue()}


def hochladen(seite: Any, paket: dict[str, Any]) -> None:
    seite.goto("/daten/hochladen/")
    seite.get_by_label("Datenpaket").set_input_files(paket)
    seite.get_by_role("button", name="Prüfen und einlesen").click()
    seite.get_by_role("heading", level=1, name="Einlesen: lieferung.zip").wait_for()


@pytest.mark.django_db(transaction=True)
def test_dp04_hochladen_fehler_sehen_verbessern_zuruecknehmen(seite, anmelden, dqm, arbeiten) -> None:
    anmelden(seite, "dqm")
    hochladen(seite, lieferung("1980-05-17", "1980-02-30"))
    seite.get_by_text("wartet", exact=True).wait_for()
    arbeiten()
    seite.get_by_role("link", name="Ergebnis ansehen").click()  # appears by itself
    seite.get_by_role("heading", level=1, name="Das Paket wurde nicht eingelesen").wait_for()
    zeile = seite.get_by_role("row").filter(has_text="Diesen Tag gibt es nicht.")
    assert zeile.inner_text().split("\t")[:4] == ["personen.csv", "2", "geburtsdatum", "1980-02-30"]
    hochladen(seite, lieferung("Vogel", "Falke"))
    arbeiten()
    seite.get_by_role("link", name="Ergebnis ansehen").click()
    seite.get_by_role("link", name="Zum Datenpaket").click()
    seite.get_by_role("link", name="Zurücknehmen").first.click()
    seite.get_by_role("row").filter(has_text="Falke").wait_for()
    seite.get_by_label("Grund").fill("Falsche Lieferung")
    seite.get_by_role("button", name="Einlesen zurücknehmen").click()
    arbeiten()
    seite.get_by_role("link", name="Ergebnis ansehen").click()
    seite.get_by_role("heading", level=1, name="Das Einlesen ist zurückgenommen").wait_for()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("breite", "farben"), [(1280, "light"), (320, "dark")])
def test_ds40_alle_seiten_des_datenpakets(
    neue_seite, anmelden, axe_pruefen, ohne_ueberlauf, dqm, arbeiten, farben, breite
) -> None:
    seite = neue_seite(viewport={"width": breite, "height": 900}, color_scheme=farben, java_script_enabled=True)
    anmelden(seite, "dqm")

    def pruefen(titel: str) -> None:
        seite.get_by_role("heading", level=1, name=titel).wait_for()
        axe_pruefen(seite)
        ohne_ueberlauf(seite)

    hochladen(seite, lieferung("1980-05-17", "1980-02-30"))
    pruefen("Einlesen: lieferung.zip")
    fehlerhaft = arbeiten()
    hochladen(seite, lieferung("Vogel", "Falke"))
    gelungen = arbeiten()
    for adresse, titel in (
        ("/daten/", "Datenpaket"),
        (f"/daten/ergebnis/{fehlerhaft.pk}/", "Das Paket wurde nicht eingelesen"),
        (f"/daten/ergebnis/{gelungen.pk}/", "Das Paket ist eingelesen"),
        (f"/auftraege/{gelungen.pk}/", "Einlesen: lieferung.zip"),
        ("/auftraege/", "Meine Aufträge"),
        (f"/daten/zuruecknehmen/{gelungen.ergebnis['datenimport']}/", "Einlesen zurücknehmen"),
        ("/daten/exportieren/", "Daten ausgeben"),
        ("/daten/hochladen/", "Paket einlesen"),
    ):
        seite.goto(adresse)
        pruefen(titel)
    seite.get_by_label("Datenpaket").set_input_files({"name": "bild.png", "mimeType": "image/png", "buffer": b"x"})
    seite.get_by_role("button", name="Prüfen und einlesen").click()
    seite.get_by_text("weder ZIP noch CSV noch XLSX").first.wait_for()
    pruefen("Paket einlesen")


@pytest.mark.django_db(transaction=True)
def test_dp04_ohne_skript_geht_es_auch(neue_seite, anmelden, dqm, arbeiten) -> None:
    seite = neue_seite(java_script_enabled=False)
    anmelden(seite, "dqm")
    hochladen(seite, lieferung("Vogel", "Falke"))
    arbeiten()
    seite.get_by_role("link", name="Stand aktualisieren").click()
    seite.get_by_role("link", name="Ergebnis ansehen").click()
    seite.get_by_role("heading", level=1, name="Das Paket ist eingelesen").wait_for()
