"""`wegplan auswertung programmbericht`: the figures of the report on the command line (JPS-95, AW-01, AW-06)."""

import csv
import io
import subprocess
import sys

import pytest

from tests.welt import HEUTE
from wegplan.auswertungsbefehl import main
from wegplan.domains.programmbericht.rules import berichtsregel_laden

from .paket import TAG, ordner_schreiben, zufaellig

AUFRUF = ("programmbericht", "--stichtag")


@pytest.fixture(scope="module")
def ordner(tmp_path_factory):
    return ordner_schreiben(zufaellig(4, 60), tmp_path_factory.mktemp("programm"))


@pytest.fixture
def lauf(capsys):
    """Exit code, rows and messages of a call."""

    def von(*argv):
        code = main([*AUFRUF, *argv])
        ausgabe = capsys.readouterr()
        return code, list(csv.DictReader(io.StringIO(ausgabe.out))), ausgabe.err

    return von


def test_jps95_jede_tafel_steht_mit_zahlen_und_quoten_in_der_ausgabe(lauf, ordner):
    code, zeilen, meldung = lauf(TAG.isoformat(), "--quelle", str(ordner))
    assert (code, meldung) == (0, "")
    assert list(zeilen[0]) == ["tafel", "gruppe", "zahl", "wert", "n", "geschuetzt"]
    tafeln = berichtsregel_laden().tafeln(TAG)
    assert [*dict.fromkeys(z["tafel"] for z in zeilen)] == [t.schluessel for t in tafeln]
    quoten = {(t.schluessel, q.schluessel) for t in tafeln for q in t.quoten}
    assert quoten <= {(z["tafel"], z["zahl"]) for z in zeilen}
    mit_n = [z for z in zeilen if z["n"] and z["wert"]]
    assert mit_n and all(int(z["n"]) > 0 and "." in z["wert"] for z in mit_n)


def test_aw06_auch_die_kommandozeile_zeigt_keine_ein_oder_zwei_personen(lauf, ordner):
    _, zeilen, _ = lauf(TAG.isoformat(), "--quelle", str(ordner))
    geschuetzt = [z for z in zeilen if z["geschuetzt"] == "true"]
    assert geschuetzt and all(not z["wert"] and not z["n"] for z in geschuetzt)
    massnahmen = {"massnahmen"}  # measures are no persons
    anzahlen = [z for z in zeilen if z["tafel"] not in massnahmen and z["wert"] and "." not in z["wert"]]
    assert len(anzahlen) > 100 and not [z for z in anzahlen if z["wert"] in ("1", "2")]


@pytest.mark.django_db
def test_aw02_die_datenbank_sagt_was_der_bericht_sagt(welt, programm, bericht, lauf, als_dienst, monkeypatch):
    monkeypatch.setattr("wegplan.befehle.django_bereit", lambda rolle: None)  # it is ready: this test runs in it
    with als_dienst():
        code, zeilen, _ = lauf(HEUTE.isoformat())
    assert code == 0
    bestand = next(t for t in bericht.inhalt["tafeln"] if t["schluessel"] == "bestand")["werte"]
    gesagt = {(z["zahl"], z["gruppe"]): z["wert"] for z in zeilen if z["tafel"] == "bestand"}
    assert gesagt["begonnen", "IEB"] == "11"
    assert all(gesagt[n, g] == ("" if w is None else str(w)) for n, je in bestand.items() for g, w in je.items())


def test_dp02_eine_fehlende_datei_wird_gesagt_und_ein_falscher_aufruf_erklaert(lauf, tmp_path):
    ordner = ordner_schreiben(zufaellig(4, 10), tmp_path)
    (ordner / "merkmale.csv").unlink()
    code, _, meldung = lauf(TAG.isoformat(), "--quelle", str(ordner))
    assert code == 0 and meldung.startswith("Hinweis: merkmale.csv fehlt im Ordner")
    (ordner / "teilnahmen.csv").unlink()
    code, zeilen, meldung = lauf(TAG.isoformat(), "--quelle", str(ordner))
    assert (code, zeilen) == (1, []) and "teilnahmen.csv: Die Datei fehlt" in meldung
    assert lauf("gestern")[0] == 2


def test_quelle_braucht_weder_datenbank_noch_django(ordner):
    """Seen from outside: a fresh process that cannot import Django's database layer."""
    programm = (
        "import sys; sys.modules.update(dict.fromkeys(['django.db', 'django.conf', 'psycopg']))\n"
        "from wegplan.auswertungsbefehl import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    argv = [sys.executable, "-c", programm, *AUFRUF, TAG.isoformat(), "--quelle", str(ordner)]
    lauf = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert lauf.returncode == 0 and lauf.stdout.startswith("tafel,gruppe,zahl,wert,n,geschuetzt\n"), lauf.stderr
