"""Every malformed package is rejected with file, line, column and sentence, and the database stays (DP-02, DS-32)."""

import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from wegplan.domains.datenpaket.befehl import main
from wegplan.domains.datenpaket.models import Datenimport

from .conftest import schreibe
from .kaputte_pakete import FAELLE, Fall


def verderben(paket: Path, fall: Fall) -> None:
    datei = paket / fall.datei
    if fall.aenderung is None:
        datei.unlink()
    elif isinstance(fall.aenderung, bytes):
        datei.write_bytes(fall.aenderung)
    else:
        alt, neu = fall.aenderung
        text = datei.read_text(encoding="utf-8")
        assert alt in text, f"{fall.name}: die Vorlage enthält {alt!r} nicht"
        datei.write_text(text.replace(alt, neu, 1), encoding="utf-8")


def abdruck() -> dict[str, str]:
    """A sum of the content of every table of the project."""
    tabellen = {m._meta.db_table for m in apps.get_models() if m._meta.managed and "wegplan" in m.__module__}
    summen = {}
    with connection.cursor() as c:
        for tabelle in sorted(tabellen - {"audit_zugriff"}):
            c.execute(f"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {tabelle} t")
            summen[tabelle] = c.fetchone()[0]
    return summen


def test_dp02_es_sind_mindestens_sechzig_faelle():
    assert len(FAELLE) >= 60
    assert len({f.name for f in FAELLE}) == len(FAELLE)


@pytest.mark.parametrize("datei", sorted({f.datei for f in FAELLE}))
def test_dp02_ein_kaputtes_paket_wird_genannt_und_nicht_eingelesen(lies, paket, tmp_path, datei):
    """All cases of one file against one stored package: nothing of any of them may stay."""
    assert lies(paket).gelungen
    vorher = abdruck()
    for nr, fall in enumerate(f for f in FAELLE if f.datei == datei):
        kaputt = tmp_path / f"kaputt-{nr}"
        shutil.copytree(paket, kaputt)
        verderben(kaputt, fall)
        ergebnis = lies(kaputt)
        *ort, satz = fall.erwartet
        treffer = [f.satz for f in ergebnis.bericht.fehler if [f.datei, f.zeile, f.spalte] == ort]
        assert any(satz in t for t in treffer), (fall.name, [f.als_text() for f in ergebnis.bericht.fehler])
        assert not ergebnis.gelungen and ergebnis.datenimport is None, fall.name
    assert abdruck() == vorher


def test_dp02_ein_fehler_zieht_keine_scheinfehler_nach_sich(lies, paket):
    """What refers to a row with a fault still finds it; what refers to an unreadable file is not blamed."""
    verderben(paket, Fall("", "personen.csv", ("1980-05-17", "1980-02-30"), ("", 0, "", "")))
    assert [f.spalte for f in lies(paket).bericht.fehler] == ["geburtsdatum"]
    verderben(paket, Fall("", "personen.csv", b"", ("", 0, "", "")))
    assert [f.datei for f in lies(paket).bericht.fehler] == ["personen.csv"]


def test_dp02_alle_fehler_auf_einmal_in_der_ordnung_der_dateien(lies, paket):
    for alt, neu in (("1980-05-17", "x"), ("JC1-T2", "JC9"), ("K004", "K001")):
        verderben(paket, Fall("", "personen.csv", (alt, neu), ("", 0, "", "")))
    verderben(paket, Fall("", "teams.csv", ("JC2-T1,JC2", "JC2-T1,"), ("", 0, "", "")))
    verderben(paket, Fall("", "vereinbarungen.csv", ("KOOP", "KOP"), ("", 0, "", "")))
    orte = [(f.datei, f.zeile, f.spalte) for f in lies(paket).bericht.fehler]
    assert orte == [
        ("teams.csv", 4, "organisation"),
        ("personen.csv", 2, "geburtsdatum"),
        ("personen.csv", 3, "team"),
        ("personen.csv", 5, "kundennummer"),
        ("vereinbarungen.csv", 3, "art"),
    ]


def test_dp02_hoechstens_tausend_fehler_werden_gezeigt_der_rest_gezaehlt(lies, paket):
    schreibe(
        paket / "personen.csv",
        "kundennummer,nachname,vorname,geburtsdatum,geschlecht,jobcenter,team",
        *(f"P{i:05},,,1.1.1980,z,JC1," for i in range(3000)),
    )
    bericht = lies(paket).bericht
    assert bericht.je_datei["personen.csv"] == 6000
    assert len(bericht.fehler) == 1000
    assert bericht.ungezeigt == bericht.gesamt - 1000 > 5000
    erste = [f for f in bericht.fehler if f.datei == "personen.csv"][:2]
    assert [(f.zeile, f.spalte) for f in erste] == [(2, "geburtsdatum"), (2, "geschlecht")]


def test_dp02_warnungen_sind_keine_fehler(lies, paket):
    verderben(
        paket,
        Fall(
            "", "teilnahmen.csv", ("2025-06-30,2025-06-30,regulaer", "2025-06-30,2025-06-15,regulaer"), ("", 0, "", "")
        ),
    )
    ergebnis = lies(paket)
    assert ergebnis.gelungen
    assert ("teilnahmen.csv", (2,)) in [(w.datei, w.zeilen) for w in ergebnis.bericht.warnungen if "regulär" in w.satz]


def test_dp02_die_kommandozeile_endet_mit_1_und_nennt_die_fehler(dienst, paket, capsys, monkeypatch):
    monkeypatch.setattr("wegplan.befehle.django_bereit", lambda rolle: None)
    verderben(paket, Fall("", "personen.csv", ("1980-05-17", "1980-02-30"), ("", 0, "", "")))
    assert main(["importieren", str(paket)]) == 1
    ausgabe = capsys.readouterr()
    assert ausgabe.out == ""
    assert "personen.csv, Zeile 2, Spalte geburtsdatum [1980-02-30]: Diesen Tag gibt es nicht." in ausgabe.err
    assert ausgabe.err.endswith("1 Fehler. Nichts wurde eingelesen.\n")
    assert not Datenimport.objects.exists()


def test_dp02_ein_ordner_den_es_nicht_gibt(lies, tmp_path):
    assert [f.satz for f in lies(tmp_path / "fehlt").bericht.fehler] == ["Diesen Ordner gibt es nicht."]


def test_dp02_ein_ordner_ohne_paket(lies, tmp_path):
    (tmp_path / "leer").mkdir()
    assert "keine Datei eines Datenpakets" in lies(tmp_path / "leer").bericht.fehler[0].satz
