"""Folders from outside: what may be missing, what is a fault, and where it is said to be (chapter 80)."""

import subprocess
import sys
from pathlib import Path

import pytest

from wegplan.domains.absolventenmanagement.befehl import main

from . import paket

BEISPIEL = Path(__file__).parent / "beispiel"
AUFRUF = ["absolventenmanagement", "--regelwerk", "cottbus", "--von", "2025-01", "--bis", "2025-12"]
SOLL = (BEISPIEL / "soll" / "faelle-cottbus.csv").read_text(encoding="utf-8")


@pytest.fixture
def ordner(tmp_path):
    """A copy of the example that a test may spoil."""
    for datei in (BEISPIEL / "paket").glob("*.csv"):
        (tmp_path / datei.name).write_bytes(datei.read_bytes())
    return tmp_path


@pytest.fixture
def antwort(ordner, capsys):
    """Exit code, output and messages of the cases of the folder."""

    def von(*weitere):
        code = main([*AUFRUF, *(weitere or ["--faelle"]), "--quelle", str(ordner)])
        ausgabe = capsys.readouterr()
        return code, ausgabe.out, ausgabe.err

    return von


def aendern(datei, zeile, alt, neu):
    """Replace text in one line (header = 1) of a file."""
    zeilen = datei.read_text(encoding="utf-8").split("\n")
    assert alt in zeilen[zeile - 1]
    zeilen[zeile - 1] = zeilen[zeile - 1].replace(alt, neu, 1)
    datei.write_text("\n".join(zeilen), encoding="utf-8")


# --- what may be as it is ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("umschreiben", ["bom", "crlf", "ohne_letzten_umbruch", "spalten_vertauscht", "alles_zitiert"])
def test_dp_schreibweisen_von_csv_aendern_nichts(umschreiben, ordner, antwort):
    import csv

    datei = ordner / "teilnahmen.csv"
    inhalt = datei.read_bytes()
    match umschreiben:
        case "bom":
            datei.write_bytes(b"\xef\xbb\xbf" + inhalt)
        case "crlf":
            datei.write_bytes(inhalt.replace(b"\n", b"\r\n"))
        case "ohne_letzten_umbruch":
            datei.write_bytes(inhalt.rstrip(b"\n"))
        case _:
            zeilen = list(csv.reader(inhalt.decode().splitlines()))
            with datei.open("w", encoding="utf-8", newline="") as ziel:
                zitieren = csv.QUOTE_ALL if umschreiben == "alles_zitiert" else csv.QUOTE_MINIMAL
                ordnung = -1 if umschreiben == "spalten_vertauscht" else 1
                csv.writer(ziel, quoting=zitieren).writerows(zeile[::ordnung] for zeile in zeilen)
    assert antwort() == (0, SOLL, "")


def test_dp_dateien_die_nicht_gebraucht_werden_duerfen_fehlen(ordner, antwort):
    for name in ("organisationen", "teams", "personen"):
        (ordner / f"{name}.csv").unlink()
    assert antwort() == (0, SOLL, "")


def test_dp_fremde_dateien_stoeren_nicht(ordner, antwort):
    (ordner / "anwesenheiten.csv").write_text("irgendwas", encoding="utf-8")
    (ordner / "liesmich.txt").write_text("irgendwas", encoding="utf-8")
    assert antwort() == (0, SOLL, "")


def test_dp_ohne_vereinbarungen_wird_beurteilt_und_darauf_hingewiesen(ordner, antwort):
    (ordner / "vereinbarungen.csv").unlink()
    code, aus, meldung = antwort()
    assert code == 0
    assert "keine_vereinbarung" in aus and "vereinbarung_abgelaufen" not in aus
    assert meldung == ("Hinweis: vereinbarungen.csv fehlt im Ordner: beurteilt wird, als gäbe es keine Einträge.\n")


def test_dp_eigene_spalten_team_und_jobcenter_gehen_denen_der_person_vor(ordner, antwort):
    datei = ordner / "teilnahmen.csv"
    zeilen = datei.read_text(encoding="utf-8").splitlines()
    datei.write_text("\n".join([zeilen[0] + ",jobcenter,team", *(z + ",JC9,T9" for z in zeilen[1:])]), encoding="utf-8")
    code, aus, _ = antwort("--gruppe", "jobcenter,team")
    assert code == 0
    assert aus.splitlines()[1:] == ["JC9,T9,28,3,10.7,3,10.7"]


def test_dp_nur_die_leere_eigene_zelle_weicht_der_person(ordner, antwort):
    datei = ordner / "teilnahmen.csv"
    zeilen = datei.read_text(encoding="utf-8").splitlines()
    datei.write_text("\n".join([zeilen[0] + ",jobcenter,team", *(z + ",," for z in zeilen[1:])]), encoding="utf-8")
    soll = (BEISPIEL / "soll" / "quoten-cottbus-jobcenter-team.csv").read_text(encoding="utf-8")
    assert antwort("--gruppe", "jobcenter,team") == (0, soll, "")


def test_dp_datapackage_json_nennt_die_dateien(ordner, antwort):
    (ordner / "teilnahmen.csv").rename(ordner / "t-2025.csv")
    namen = ("massnahmen", "vereinbarungen", "vermittlungen", "personen")
    paket.beschreibung(ordner, {"teilnahmen": "t-2025.csv", **{name: f"{name}.csv" for name in namen}})
    assert antwort() == (0, SOLL, "")


def test_parquet_in_unterordner_wird_als_eine_tabelle_gelesen(ordner, antwort, tmp_path_factory):
    parquet = paket.als_parquet(ordner, tmp_path_factory.mktemp("parquet"))
    (ordner / "teilnahmen.csv").unlink()
    (ordner / "teilnahmen").mkdir()
    (parquet / "teilnahmen.parquet").rename(ordner / "teilnahmen" / "2025.parquet")
    assert antwort() == (0, SOLL, "")


def test_teilnahme_in_unbekannter_massnahme_wird_nicht_gezaehlt_und_genannt(ordner, antwort):
    aendern(ordner / "teilnahmen.csv", 2, "M000", "M999")
    code, aus, meldung = antwort()
    assert code == 0
    assert "T000000-0,2025-04-19,false,foerderart,,,,,," in aus
    assert meldung == (
        "Hinweis: 1 Teilnahme nennt eine Maßnahme, die im Ordner fehlt; ohne Förderart wird nicht gezählt.\n"
    )


# --- faults ----------------------------------------------------------------------------------------------------------


def test_dp02_unbekannte_spalte_ist_ein_fehler(ordner, antwort):
    aendern(ordner / "massnahmen.csv", 1, "titel", "tittel")
    code, aus, meldung = antwort()
    assert (code, aus) == (1, "")
    assert meldung.startswith("massnahmen.csv, Zeile 1, Spalte tittel: Die Spalte ist unbekannt. Möglich sind: ")


@pytest.mark.parametrize(
    ("datei", "zeile", "alt", "neu", "meldung"),
    [
        ("teilnahmen", 1, ",austritt,", ",", "teilnahmen.csv, Zeile 1, Spalte austritt: Die Spalte fehlt."),
        ("teilnahmen", 1, "austrittsgrund", "austritt", "Zeile 1, Spalte austritt: Die Spalte steht doppelt."),
        ("teilnahmen", 3, "2025-07-20", "2025-07-32", "Zeile 3, Spalte eintritt [2025-07-32]: Hier wird ein Tag"),
        ("teilnahmen", 3, "2025-07-20", "20.07.2025", "Zeile 3, Spalte eintritt [20.07.2025]: Hier wird ein Tag"),
        (
            "teilnahmen",
            4,
            "stufenwechsel",
            "umzug",
            "teilnahmen.csv, Zeile 4, Spalte austrittsgrund [umzug]: Diesen Code",
        ),
        (
            "teilnahmen",
            4,
            "stufenwechsel",
            "stufenwechsel,x",
            "teilnahmen.csv, Zeile 4: Die Zeile hat zu viele Felder.",
        ),
        ("teilnahmen", 4, ",stufenwechsel", "", "teilnahmen.csv, Zeile 4: Die Zeile hat zu wenige Felder."),
        ("teilnahmen", 4, "stufenwechsel", '"stufenwechsel', "Die Anführungszeichen passen nicht."),
        (
            "teilnahmen",
            3,
            "T000000-1",
            "T000000-0",
            "teilnahmen.csv, Zeile 3, Spalte teilnahme_id [T000000-0]: Dieser Schlüssel",
        ),
        ("massnahmen", 3, "M001", "M000", "massnahmen.csv, Zeile 3, Spalte massnahmenummer [M000]: Dieser Schlüssel"),
        ("vermittlungen", 5, "false", "nein", "vermittlungen.csv, Zeile 5, Spalte sv_pflichtig [nein]: Hier wird true"),
        ("vermittlungen", 2, "VV", "XX", "vermittlungen.csv, Zeile 2, Spalte art [XX]: Diesen Code gibt es nicht"),
        (
            "vereinbarungen",
            2,
            "KOOP",
            "EinV",
            "vereinbarungen.csv, Zeile 2, Spalte art [EinV]: Diesen Code gibt es nicht",
        ),
    ],
)
def test_dp02_fehler_wird_mit_datei_zeile_spalte_und_wert_genannt(ordner, antwort, datei, zeile, alt, neu, meldung):
    aendern(ordner / f"{datei}.csv", zeile, alt, neu)
    code, aus, gesagt = antwort()
    assert (code, aus) == (1, "")
    assert meldung in gesagt


def test_dp02_zeile_stimmt_auch_nach_einem_umbruch_im_feld(ordner, antwort):
    aendern(ordner / "massnahmen.csv", 3, "Maßnahme 1", '"Maß\nnahme"')
    aendern(ordner / "massnahmen.csv", 6, "MAT", "MTA")
    assert "massnahmen.csv, Zeile 6, Spalte foerderart [MTA]" in antwort()[2]


def test_dp02_alle_fehler_aller_dateien_werden_genannt(ordner, antwort):
    aendern(ordner / "teilnahmen.csv", 3, "2025-07-20", "gestern")
    aendern(ordner / "teilnahmen.csv", 6, "2025-10-10", "heute")
    aendern(ordner / "vermittlungen.csv", 2, "VV", "XX")
    meldungen = antwort()[2].splitlines()
    assert [m.split(":")[0].split(" [")[0] for m in meldungen] == [
        "teilnahmen.csv, Zeile 3, Spalte eintritt",
        "teilnahmen.csv, Zeile 6, Spalte austritt",
        "vermittlungen.csv, Zeile 2, Spalte art",
    ]


def test_dp02_mehr_als_tausend_fehler_werden_gezaehlt(ordner, antwort):
    kopf = (ordner / "vermittlungen.csv").read_text(encoding="utf-8").splitlines()[0]
    zeilen = [f"V{n},K,VV,irgendwann,arbeit,true,true,true" for n in range(1500)]
    (ordner / "vermittlungen.csv").write_text("\n".join([kopf, *zeilen]), encoding="utf-8")
    meldungen = antwort()[2].splitlines()
    assert len(meldungen) == 1001
    assert meldungen[-1] == "… und 500 weitere Fehler."


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (b"teilnahme_id;kundennummer;massnahmenummer;eintritt\n", "mit Semikolon getrennt"),
        ("teilnahme_id,straße\n".encode("latin-1"), "nicht lesbar"),
        (b"", "Spalte teilnahme_id: Die Spalte fehlt."),
        (b"\x00\x01\x02", "unbekannt"),
    ],
)
def test_dp02_unlesbare_datei_ist_ein_satz_und_kein_absturz(ordner, antwort, inhalt, satz):
    (ordner / "teilnahmen.csv").write_bytes(inhalt)
    code, aus, meldung = antwort()
    assert (code, aus) == (1, "")
    assert satz in meldung


def test_dp02_zeile_in_fremder_kodierung_wird_genannt(ordner, antwort):
    datei = ordner / "teilnahmen.csv"
    zeilen = datei.read_bytes().split(b"\n")
    zeilen[3] = zeilen[3].replace(b"487B", "48ü7B".encode("latin-1"))
    datei.write_bytes(b"\n".join(zeilen))
    assert "teilnahmen.csv, Zeile 4: Die Zeile ist nicht in UTF-8 geschrieben." in antwort()[2]


def test_kaputtes_parquet_ist_ein_satz(ordner, antwort):
    (ordner / "teilnahmen.csv").unlink()
    (ordner / "teilnahmen.parquet").write_bytes(b"PAR1 kein Parquet PAR1")
    code, aus, meldung = antwort()
    assert (code, aus) == (1, "")
    assert "teilnahmen.parquet: Die Datei ist nicht lesbar" in meldung


def test_unlesbarer_tag_in_parquet_ist_ein_satz(ordner, antwort):
    import pyarrow as pa
    import pyarrow.parquet as pq

    spalten = (ordner / "teilnahmen.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    (ordner / "teilnahmen.csv").unlink()
    pq.write_table(pa.table({name: ["irgendwann"] for name in spalten}), ordner / "teilnahmen.parquet")
    code, aus, meldung = antwort()
    assert (code, aus) == (1, "")
    assert "Traceback" not in meldung and meldung


@pytest.mark.parametrize("name", ["teilnahmen", "massnahmen"])
def test_ohne_teilnahmen_oder_massnahmen_gibt_es_keine_antwort(name, ordner, antwort):
    (ordner / f"{name}.csv").unlink()
    assert antwort() == (1, "", f"{name}.csv: Die Datei fehlt; ohne sie lässt sich nichts auswerten.\n")


def test_gruppe_team_braucht_personen_oder_eigene_spalten(ordner, antwort):
    (ordner / "personen.csv").unlink()
    assert antwort("--gruppe", "team") == (
        1,
        "",
        "personen.csv: Die Datei fehlt; Jobcenter und Team lassen sich nicht zuordnen.\n",
    )


def test_tabelle_als_csv_und_parquet_zugleich_ist_ein_fehler(ordner, antwort, tmp_path_factory):
    parquet = paket.als_parquet(ordner, tmp_path_factory.mktemp("parquet"))
    (parquet / "teilnahmen.parquet").rename(ordner / "teilnahmen.parquet")
    assert antwort()[::2] == (
        1,
        "teilnahmen.csv: Die Tabelle liegt mehrfach vor: teilnahmen.csv, teilnahmen.parquet.\n",
    )


@pytest.mark.parametrize(
    ("pfad", "satz"),
    [("../heimlich.csv", "Der Pfad führt aus dem Ordner hinaus."), ("weg.csv", "genannt, aber nicht da")],
)
def test_datapackage_json_fuehrt_nicht_aus_dem_ordner(ordner, antwort, pfad, satz):
    (ordner.parent / "heimlich.csv").write_text("teilnahme_id\n", encoding="utf-8")
    paket.beschreibung(ordner, {"teilnahmen": pfad})
    code, _, meldung = antwort()
    assert code == 1
    assert satz in meldung


def test_kaputtes_datapackage_json_ist_ein_satz(ordner, antwort):
    (ordner / "datapackage.json").write_text("{", encoding="utf-8")
    assert antwort()[::2] == (1, "datapackage.json: Das ist keine gültige Beschreibung eines Datenpakets.\n")


def test_ordner_mit_anfuehrungszeichen_im_namen(ordner, capsys):
    anders = ordner / 'O\'Brien "2025" ä'
    anders.mkdir()
    for datei in ordner.glob("*.csv"):
        datei.rename(anders / datei.name)
    assert main([*AUFRUF, "--faelle", "--quelle", str(anders)]) == 0
    assert capsys.readouterr().out == SOLL


def test_quelle_braucht_weder_datenbank_noch_django():
    """Seen from outside: a fresh process that cannot import Django's database layer."""
    programm = (
        "import sys; sys.modules.update(dict.fromkeys(['django.db', 'django.conf', 'psycopg']))\n"
        "from wegplan.domains.absolventenmanagement.befehl import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    lauf = subprocess.run(
        [sys.executable, "-c", programm, *AUFRUF, "--faelle", "--quelle", str(BEISPIEL / "paket")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (lauf.returncode, lauf.stdout, lauf.stderr) == (0, SOLL, "")
