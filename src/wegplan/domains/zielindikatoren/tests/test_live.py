"""Folder and live database answer byte for byte the same on the same package (JPS-90, AW-02, chapter 80)."""

import csv
import shutil
from pathlib import Path

import pytest
from django.db import connection

from wegplan.auswertungsbefehl import main
from wegplan.domains.datenpaket.services import einlesen
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.verbleib.models import Verbleib

BEISPIEL = Path(__file__).parent / "beispiel" / "paket"
GRUPPEN = ("", "traeger", "massnahme,stufe", "regionalbuero,traeger,massnahme")
STICHTAGE = ("2024-07-31", "2025-03-31", "2025-12-31")


@pytest.fixture
def paket(tmp_path):
    """The example with internships: some on the first labour market, some not, one of a coming time."""
    ordner = tmp_path / "paket"
    shutil.copytree(BEISPIEL, ordner)
    with (ordner / "teilnahmen.csv").open(encoding="utf-8") as f:
        teilnahmen = list(csv.DictReader(f))
    kopf = "praktikum_id,teilnahme_id,unternehmen,beginn,ende,taetigkeit,selbst_gesucht,auswertung_erfolgt"
    zeilen = [f"{kopf},erster_arbeitsmarkt"]
    for nr, t in enumerate(teilnahmen):
        zeilen.append(f"P{nr},{t['teilnahme_id']},,{t['eintritt']},,,,,{('true', 'false', '')[nr % 3]}")
    zeilen.append(f"P-spaet,{teilnahmen[1]['teilnahme_id']},,2026-05-01,,,,,true")
    (ordner / "praktika.csv").write_text("\n".join([*zeilen, ""]), encoding="utf-8")
    return ordner


@pytest.fixture
def bestand(paket, db, settings, tmp_path, monkeypatch):
    """The package in the database; the test works as wegplan_dienst, as the command line does."""
    settings.VAR = tmp_path
    monkeypatch.setattr("wegplan.befehle.django_bereit", lambda rolle: None)  # it is ready: this test runs in it
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_dienst', true)")
    ergebnis = einlesen(paket)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    return paket


@pytest.fixture
def lauf(capsys):
    def von(*argv):
        code = main(list(argv))
        aus = capsys.readouterr().out
        assert code == 0
        return aus

    return von


@pytest.mark.parametrize("stichtag", STICHTAGE)
def test_jps90_ordner_und_datenbank_antworten_byte_fuer_byte_gleich(bestand, lauf, stichtag):
    aufrufe = [["zielindikatoren", *(["--gruppe", g] if g else [])] for g in GRUPPEN]
    for aufruf in [*aufrufe, ["austrittsstatus"]]:
        argv = [*aufruf, "--stichtag", stichtag]
        ordner = lauf(*argv, "--quelle", str(bestand))
        assert lauf(*argv) == ordner
        assert len(ordner.splitlines()) > 10


def test_jps91_die_eigene_stufe_der_teilnahme_geht_auch_in_der_datenbank_vor(bestand, lauf):
    argv = ("zielindikatoren", "--stichtag", "2025-12-31")
    vorher = lauf(*argv)
    m = Massnahme.objects.get(massnahmenummer="P-QAB-D")
    m.teilnahmen.update(programmstufe="VDB")
    nachher = lauf(*argv)
    assert "VDB,teilnehmende,8,,8.0" in vorher and "VDB,teilnehmende,16,,16.0" in nachher


def test_aw01_die_datenbank_zaehlt_was_dort_steht(bestand, lauf):
    vorher = lauf("austrittsstatus", "--stichtag", "2025-12-31")
    Verbleib.objects.all().delete()
    nachher = lauf("austrittsstatus", "--stichtag", "2025-12-31")
    assert vorher != nachher
    assert {z.split(",")[3] for z in nachher.splitlines()[1:]} == {"0"}
