"""`wegplan auswertung zielindikatoren|austrittsstatus` over folders: the example, groups, calls (chapter 80)."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from wegplan.auswertungsbefehl import main

BEISPIEL = Path(__file__).parent / "beispiel"
PAKET = ["--stichtag", "2025-12-31", "--quelle", str(BEISPIEL / "paket")]


@pytest.fixture
def lauf(capsys):
    """Exit code, output and messages of a call."""

    def von(*argv):
        code = main(list(argv))
        ausgabe = capsys.readouterr()
        return code, ausgabe.out, ausgabe.err

    return von


def test_jps90_das_beispiel_byte_fuer_byte_in_seinen_spalten(lauf):
    code, aus, meldung = lauf("zielindikatoren", "--gruppe", "stufe", *PAKET)
    assert (code, meldung) == (0, "Hinweis: praktika.csv fehlt im Ordner: gezählt wird, als gäbe es keine Praktika.\n")
    kopf, *soll = (BEISPIEL / "soll/zielindikatoren.csv").read_text(encoding="utf-8").splitlines()
    ist = [",".join(zeile[name] for name in kopf.split(",")) for zeile in csv.DictReader(aus.splitlines())]
    assert [zeile for zeile in ist if zeile in soll] == soll


def test_jps90_spalten_und_ordnung(lauf):
    _, aus, _ = lauf("zielindikatoren", *PAKET)
    zeilen = aus.splitlines()
    assert zeilen[0] == "stufe,indikator,zaehler,nenner,ist,ist_erhoben,soll,richtung,erhoben,faellig"
    assert zeilen[1:] == sorted(zeilen[1:])
    assert "IEB,abbruchquote,2,7,28.6,28.6,20.0,hoechstens,7,7" in zeilen
    assert "EZU,abbruchquote,4,6,66.7,66.7,,,6,6" in zeilen
    assert "EZU,vermittlungsquote_1,0,0,,,50.0,mindestens,0,0" in zeilen
    assert "VDB,teilnehmende,8,,8.0,8.0,1000.0,mindestens,," in zeilen


def test_jps90_die_stufe_ist_immer_dabei_und_das_programmsoll_nur_im_programm(lauf):
    _, aus, _ = lauf("zielindikatoren", "--gruppe", "traeger,massnahme", *PAKET)
    zeilen = aus.splitlines()
    assert zeilen[0].startswith("stufe,traeger,massnahme,indikator,")
    assert "QAB,BDL1,P-QAB-D,teilnehmende,8,,8.0,8.0,,,," in zeilen
    _, aus, _ = lauf("zielindikatoren", "--gruppe", "regionalbuero,stufe", *PAKET)
    assert aus.startswith("regionalbuero,stufe,indikator,")


def test_jps95_austrittsstatus_zeigt_beide_tabellen_mit_allen_status(lauf):
    code, aus, _ = lauf("austrittsstatus", *PAKET)
    zeilen = aus.splitlines()
    assert code == 0 and len(zeilen) == 1 + 2 * 4 * 5
    assert zeilen[0] == "abbruch,stufe,status,anzahl,quote"
    assert zeilen[1:] == sorted(zeilen[1:])
    # EZU, early ends: P00007, P00017, P00022, P00027
    assert [z for z in zeilen if z.startswith("true,EZU")] == [
        "true,EZU,arbeitsuchend,1,25.0",
        "true,EZU,elternzeit,1,25.0",
        "true,EZU,erwerbstaetig,0,0.0",
        "true,EZU,reha_rente_sonstiges,1,25.0",
        "true,EZU,weiterfuehrende_massnahme,1,25.0",
    ]


def test_aw04_eine_spalte_ohne_faelle_hat_keine_quote(lauf):
    _, aus, _ = lauf("austrittsstatus", *PAKET[:1], "2024-07-31", *PAKET[2:])
    assert "true,IEB,elternzeit,0," in aus.splitlines()


def test_json_hat_zahlen_und_null(lauf):
    _, aus, _ = lauf("zielindikatoren", "--form", "json", *PAKET)
    zeile = next(z for z in json.loads(aus) if (z["stufe"], z["indikator"]) == ("EZU", "vermittlungsquote_2"))
    assert (zeile["ist"], zeile["soll"], zeile["faellig"]) == (None, 75.0, 0)


@pytest.mark.parametrize(
    ("argv", "satz"),
    [
        (["zielindikatoren"], "Es fehlt --stichtag"),
        (["zielindikatoren", "--stichtag", "2025-13-01"], "Diesen Tag gibt es nicht"),
        (["zielindikatoren", *PAKET, "--gruppe", "team"], "Möglich sind: stufe, traeger, regionalbuero, massnahme."),
        (["austrittsstatus", *PAKET, "--gruppe", "stufe"], "„--gruppe“ ist hier unbekannt"),
    ],
)
def test_ein_falscher_aufruf_sagt_was_fehlt(lauf, argv, satz):
    code, aus, meldung = lauf(*argv)
    assert (code, aus) == (2, "")
    assert satz in meldung


def test_aw01_die_hilfe_nennt_zaehler_und_nenner(lauf):
    code, aus, _ = lauf("zielindikatoren", "--hilfe")
    assert code == 0
    assert "EZU  abschluss: mit Berufsabschluss beendet / bis zum Stichtag ausgetreten" in aus
    assert "Austritt mindestens 6 Monate her" in aus


def test_dp02_ein_unbekannter_code_nennt_seine_zeile(lauf, tmp_path):
    for datei in (BEISPIEL / "paket").iterdir():
        (tmp_path / datei.name).write_bytes(datei.read_bytes())
    verbleibe = tmp_path / "verbleibe.csv"
    verbleibe.write_text(verbleibe.read_text().replace("elternzeit", "urlaub", 1))
    code, aus, meldung = lauf("zielindikatoren", *PAKET[:2], "--quelle", str(tmp_path))
    assert (code, aus) == (1, "")
    assert "verbleibe.csv, Zeile 3" in meldung and "urlaub" in meldung


def test_eine_fehlende_massnahme_wird_gesagt(lauf, tmp_path):
    for datei in (BEISPIEL / "paket").iterdir():
        (tmp_path / datei.name).write_bytes(datei.read_bytes())
    massnahmen = (tmp_path / "massnahmen.csv").read_text().splitlines()
    (tmp_path / "massnahmen.csv").write_text("\n".join(massnahmen[:-1]) + "\n")
    code, aus, meldung = lauf("zielindikatoren", *PAKET[:2], "--quelle", str(tmp_path))
    assert code == 0 and "VDB" not in aus
    assert "8 Teilnahmen nennen eine Maßnahme, die im Ordner fehlt" in meldung


def test_quelle_braucht_weder_datenbank_noch_django():
    """Seen from outside: a fresh process that cannot import Django's database layer."""
    programm = (
        "import sys; sys.modules.update(dict.fromkeys(['django.db', 'django.conf', 'psycopg']))\n"
        "from wegplan.auswertungsbefehl import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    lauf = subprocess.run(
        [sys.executable, "-c", programm, "austrittsstatus", *PAKET], capture_output=True, text=True, check=False
    )
    assert lauf.returncode == 0 and lauf.stdout.startswith("abbruch,stufe,status,anzahl,quote\n")
