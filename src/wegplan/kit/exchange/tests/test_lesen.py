"""Reading CSV and XLSX: the line of the file, one reading only, cells as the package writes them (DP-02, DP-04)."""

import csv
import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegplan.kit.exchange.datei import csv_lesen
from wegplan.kit.exchange.fehler import Bericht, kurz
from wegplan.kit.exchange.lesbar import tabelle_csv
from wegplan.kit.exchange.mappe import als_text, mappe_oeffnen
from wegplan.kit.exchange.pruefung import Pruefstand
from wegplan.kit.exchange.saetze import saetze
from wegplan.kit.exchange.schema import laden

TEAMS = laden()["teams"]


def lies(text: str) -> list[tuple[int, list[str] | None]]:
    return [(s.zeile, s.felder) for s in saetze(io.StringIO(text, newline=""))]


def test_dp02_die_zeile_ist_die_der_datei_auch_nach_umbruechen_im_text():
    assert lies('a,b\n1,"x\ny\r\nz"\n\n2,3\n') == [(1, ["a", "b"]), (2, ["1", "x\ny\r\nz"]), (6, ["2", "3"])]


def test_dp02_nach_einem_offenen_anfuehrungszeichen_wird_weitergelesen():
    assert lies('a,b\n1,"x\n2,3\n4,5\n') == [(1, ["a", "b"]), (2, None), (3, ["2", "3"]), (4, ["4", "5"])]


def test_dp02_viele_offene_anfuehrungszeichen_enden_mit_einem_satz():
    ergebnis = [s.fehler for s in saetze(io.StringIO('"x\n1,2\n' * 500, newline=""))]
    assert any("nicht mehr lesbar" in f for f in ergebnis) or all(ergebnis)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=4), min_size=1, max_size=3), max_size=5))
def test_dp02_was_richtig_geschrieben_ist_wird_unveraendert_gelesen(zeilen):
    puffer = io.StringIO(newline="")
    csv.writer(puffer, quoting=csv.QUOTE_ALL).writerows(zeilen)
    assert [f for _, f in lies(puffer.getvalue())] == zeilen


@settings(max_examples=60, deadline=None)  # each one costs a database
@given(st.text(alphabet='ab,"\n\r ;', max_size=40))
def test_dp02_es_gibt_nur_eine_lesart(tmp_path_factory, text):
    """Whatever way a file is read (as it is, or record by record), the rows are the same."""
    ort = tmp_path_factory.mktemp("lesart")
    datei = ort / "teams.csv"
    datei.write_bytes(b"kennung,organisation,name\n" + text.encode())
    bericht = Bericht()
    gelesen = csv_lesen(datei, TEAMS, "teams.csv", bericht, ort)
    erwartet = [s for s in saetze(io.StringIO(text, newline="")) if s.felder is not None]
    with Pruefstand(ort, bericht) as stand:
        stand.laden(gelesen)
        zeilen = stand.fragen("select kennung, organisation, name, _kaputt from teams order by rowid")
    assert [list(z[:3]) for z in zeilen] == [[f or None for f in (s.felder + [""] * 3)[:3]] for s in erwartet]
    assert [z[3] for z in zeilen] == [len(s.felder) != 3 for s in erwartet]


@pytest.mark.parametrize("name", ["a b", "ü,ß", "it's", 'x"y', "a*b", "[1]", "?"])
def test_dp01_der_ordner_darf_heissen_wie_er_will(tmp_path, name):
    ordner = tmp_path / name
    ordner.mkdir()
    (ordner / "teams.csv").write_text("kennung,organisation,name\nT1,JC1,A\n")
    bericht = Bericht()
    with Pruefstand(ordner, bericht) as stand:
        stand.laden(csv_lesen(ordner / "teams.csv", TEAMS, "teams.csv", bericht, ordner))
        stand.pruefen({})
        assert stand.tabellen["teams"].anzahl == 1
        assert stand.ausgeben("teams", ["kennung"]).read_text() == "0,true,T1\n"
    assert bericht.einwandfrei


def test_dp01_byte_order_mark_und_windows_zeilenenden_sind_erlaubt(tmp_path):
    (tmp_path / "teams.csv").write_bytes(b"\xef\xbb\xbfkennung,organisation,name\r\nT1,JC1,\xc3\xa4\r\n")
    bericht = Bericht()
    with Pruefstand(tmp_path, bericht) as stand:
        stand.laden(csv_lesen(tmp_path / "teams.csv", TEAMS, "teams.csv", bericht, tmp_path))
        assert stand.fragen("select kennung, organisation, name from teams") == [("T1", "JC1", "ä")]


@pytest.mark.parametrize(
    ("zelle", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (4711, "4711"),
        (4711.0, "4711"),
        (1.5, "1.5"),
        (datetime.datetime(2025, 3, 5), "2025-03-05"),
        (datetime.date(2025, 3, 5), "2025-03-05"),
        (datetime.datetime(2025, 3, 5, 14, 30), "2025-03-05 14:30:00"),
        ("K001", "K001"),
    ],
)
def test_dp04_zellen_werden_geschrieben_wie_im_paket(zelle, text):
    assert als_text(zelle) == text


def mappe(ort: Path, **blaetter: list[list[object]]) -> Path:
    buch = openpyxl.Workbook()
    buch.remove(buch.active)
    for name, zeilen in blaetter.items():
        blatt = buch.create_sheet(name)
        for zeile in zeilen:
            blatt.append(zeile)
    buch.save(ort / "teams.xlsx")
    return ort / "teams.xlsx"


def test_dp04_formeln_und_falsche_werte_in_einer_mappe_mit_zeile(tmp_path):
    pfad = mappe(tmp_path, teams=[["kennung", "organisation", "name"], ["T1", "JC1", "=1+1"], [], ["T1", "JC1", None]])
    bericht = Bericht()
    buch = mappe_oeffnen(pfad, "teams.xlsx", bericht)
    with Pruefstand(tmp_path, bericht) as stand:
        stand.laden(buch.lesen("teams", TEAMS, "teams.xlsx", bericht, tmp_path))
        stand.pruefen({})
    assert [(f.zeile, f.spalte, f.satz[:20]) for f in bericht.fehler] == [
        (2, "3. Spalte", "Die Zelle enthält ei"),
        (4, "kennung", "Der Schlüssel (kennu"),
    ]


def test_dp03_csv_fuer_menschen_fuehrt_keine_formel_aus():
    text = tabelle_csv(["=a", "b"], [["=1+1", None], ["+49", "-"], ["@x", "\tx"], [5, -3]]).decode("utf-8-sig")
    assert text.splitlines() == ["=a;b", "'=1+1;", "'+49;'-", "'@x;'\tx", "5;'-3"]


def test_dp02_ein_wert_wird_kurz_und_in_einer_zeile_wiederholt():
    assert kurz("a\nb\x00" + "x" * 100) == "a⏎b�" + "x" * 75 + "…"
