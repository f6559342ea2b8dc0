"""Exporting a package that imports again to the same content (DP-03)."""

from pathlib import Path

import pytest
from django.db import connection
from frictionless import Package

from wegplan.domains.datenpaket.ausgabe import AusgabeFehler, exportieren
from wegplan.domains.person.models import Person

from .conftest import tabelle


def inhalt(ordner: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in ordner.iterdir()}


TABELLEN = """profiling_schutzteil profiling_gutachten uebergang_zuweisung
anwesenheit_anwesenheit foerderung_praktikum foerderung_foerderleistung foerderung_zertifikat
verbleib_verbleib verbleib_ergebnis verbleib_merkmal mitsprache_eigenwort frage_frage
vorgang_vorgang vermittlung_vermittlung vermittlung_vereinbarung
vermittlung_handlungsstrategie
teilnahme_teilnahme massnahme_massnahme person_zustaendigkeit person_person organisation_team
organisation_organisation"""


def alles_loeschen() -> None:
    with connection.cursor() as c:
        for name in TABELLEN.split():
            c.execute(f"delete from {name}")


def test_dp03_ausgeben_einlesen_ausgeben_ist_dasselbe(lies, paket, tmp_path):
    lies(paket)
    exportieren(tmp_path / "eins")
    alles_loeschen()
    ergebnis = lies(tmp_path / "eins")
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    exportieren(tmp_path / "zwei")
    assert inhalt(tmp_path / "eins") == inhalt(tmp_path / "zwei")


def test_dp03_was_eingelesen_wurde_steht_im_ausgegebenen_paket(lies, paket, tmp_path):
    lies(paket)
    exportieren(tmp_path / "aus")
    for name in ("organisationen", "teams", "personen", "massnahmen", "teilnahmen", "vereinbarungen", "vermittlungen"):
        vorher, nachher = tabelle(paket / f"{name}.csv"), tabelle(tmp_path / "aus" / f"{name}.csv")
        spalten = vorher[0].keys()
        assert sorted(map(str, vorher)) == sorted(str({s: z[s] for s in spalten}) for z in nachher), name


def test_dp03_ein_fremdes_werkzeug_findet_das_paket_gueltig(lies, paket, tmp_path):
    lies(paket)
    exportieren(tmp_path / "aus")
    urteil = Package(str(tmp_path / "aus" / "datapackage.json")).validate()
    assert urteil.valid, urteil.to_summary()


def test_dp03_personen_ohne_kundennummer_werden_genannt_statt_verschwiegen(lies, paket, tmp_path):
    lies(paket)
    Person.objects.bulk_create([Person(nachname="Ohne")])
    ausgabe = exportieren(tmp_path / "aus")
    assert ausgabe.warnungen == ["1 Personen ohne Kundennummer sind nicht dabei: Das Paket kennt Personen nur mit ihr."]
    assert len(tabelle(tmp_path / "aus" / "personen.csv")) == 4


def test_dp03_ein_ordner_mit_anderem_inhalt_bleibt_unberuehrt(lies, paket, tmp_path):
    ziel = tmp_path / "voll"
    ziel.mkdir()
    (ziel / "brief.txt").write_text("wichtig")
    with pytest.raises(AusgabeFehler, match=r"brief\.txt"):
        exportieren(ziel)
    assert [p.name for p in ziel.iterdir()] == ["brief.txt"]


def test_ds10_die_ausgabe_hinterlaesst_genau_eine_spur(lies, paket, tmp_path):
    lies(paket)
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_eigner', true)")
        c.execute("delete from audit_zugriff")
        c.execute("select set_config('role', 'wegplan_dienst', true)")
    exportieren(tmp_path / "aus", zweck="Umzug auf neuen Server")
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_eigner', true)")
        c.execute("select art, zweck, cardinality(personen) from audit_zugriff")
        assert c.fetchall() == [("export", "Umzug auf neuen Server", 4)]
        c.execute("select set_config('role', 'wegplan_dienst', true)")
