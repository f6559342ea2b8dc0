"""The small package with its expected answers, byte for byte, from folders and from the live database."""

import io
from pathlib import Path

import pytest

from wegplan.domains.absolventenmanagement import befehl
from wegplan.domains.absolventenmanagement.befehl import main

from . import paket

BEISPIEL = Path(__file__).parent / "beispiel"
JAHR = ["--von", "2025-01", "--bis", "2025-12"]


def aufruf(soll: Path) -> list[str]:
    """The command that must give this file: quoten-cottbus-jobcenter-team.csv → groups jobcenter and team."""
    art, regelwerk, *rest = soll.stem.split("-")
    match art:
        case "faelle":
            return ["absolventenmanagement", "--regelwerk", regelwerk, *JAHR, "--faelle"]
        case "quoten":
            return ["absolventenmanagement", "--regelwerk", regelwerk, *JAHR, "--gruppe", ",".join(rest)]
    return ["vorschau", "--regelwerk", regelwerk, "--stichtag", "-".join(rest)]


SOLL = sorted((BEISPIEL / "soll").glob("*.csv"))
jede_antwort = pytest.mark.parametrize("soll", SOLL, ids=lambda datei: datei.stem)


def test_alle_erwarteten_antworten_sind_dabei():
    assert len(SOLL) == 12


@jede_antwort
def test_am12_am15_am20_ordner_mit_csv_gibt_die_erwartete_antwort(soll, capsys):
    assert main([*aufruf(soll), "--quelle", str(BEISPIEL / "paket")]) == 0
    ausgabe = capsys.readouterr()
    assert ausgabe.out == soll.read_text(encoding="utf-8")
    assert ausgabe.err == ""


@jede_antwort
def test_am17_ordner_mit_parquet_gibt_dieselbe_antwort(soll, capsys, tmp_path):
    ordner = paket.als_parquet(BEISPIEL / "paket", tmp_path)
    assert main([*aufruf(soll), "--quelle", str(ordner)]) == 0
    assert capsys.readouterr().out == soll.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_am17_datenbank_gibt_dieselben_antworten(als_dienst, capsys, monkeypatch):
    from wegplan.domains.absolventenmanagement.live import Datenbank

    monkeypatch.setattr(befehl, "_datenbank", Datenbank)  # the connection of the test instead of a new process
    with als_dienst():
        paket.lesen(BEISPIEL / "paket").in_datenbank()
        for soll in SOLL:
            assert main(aufruf(soll)) == 0
            assert capsys.readouterr().out == soll.read_text(encoding="utf-8"), soll.name


@jede_antwort
def test_geaenderte_antwort_faellt_auf(soll, capsys):
    """The comparison bites: one changed byte of the expected answer is a difference."""
    text = soll.read_text(encoding="utf-8")
    geaendert = io.StringIO(text.replace(",0,", ",1,", 1).replace("fehlt", "erledigt", 1).replace("true", "false", 1))
    main([*aufruf(soll), "--quelle", str(BEISPIEL / "paket")])
    assert capsys.readouterr().out != geaendert.read()
