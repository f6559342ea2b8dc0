"""Absence figures from a folder and from the live database, worked out by hand (JPS-33, chapter 80)."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from wegplan.domains.absolventenmanagement.tests.paket import Paket
from wegplan.domains.anwesenheit.befehl import main
from wegplan.domains.anwesenheit.ordner import Ordner
from wegplan.domains.verfahren.rules import REGELWERKE
from wegplan.kit.rules.pruefen import geprueft_lesen

BEISPIEL = Path(__file__).parent / "beispiel"
FALLDATEI = REGELWERKE / "jobperspektive/faelle/anwesenheit/fehlzeiten.yaml"
FAELLE = geprueft_lesen(FALLDATEI, REGELWERKE / "schema/fehlzeitenfaelle.schema.json")[0]["faelle"]
KUERZEL = {"a": "anwesend", "k": "krank", "e": "entschuldigt", "u": "unentschuldigt"}


def marken(fall):
    """(day, place, state) of every mark of a case."""
    return [
        (date.fromisoformat(eintrag["ab"]) + timedelta(days=nr), eintrag["lernort"], KUERZEL[zeichen])
        for eintrag in fall["eintraege"]
        for nr, zeichen in enumerate(eintrag["marken"])
        if zeichen != "-"
    ]


def erwartet(fall):
    zeilen = (text.split() for text in fall["erwartet"])
    return [(ort, int(soll), int(fehl), int(u), Decimal(prozent)) for ort, soll, fehl, u, prozent in zeilen]


@pytest.fixture(scope="module")
def ordner(tmp_path_factory):
    """All cases as one folder: a Teilnahme per case."""
    ort = tmp_path_factory.mktemp("fehlzeiten")
    with (ort / "anwesenheiten.csv").open("w", newline="", encoding="utf-8") as datei:
        schreiber = csv.writer(datei)
        schreiber.writerow(["teilnahme_id", "datum", "lernort", "status"])
        for nr, fall in enumerate(FAELLE):
            schreiber.writerows((f"T{nr:02}", tag, ort_, status) for tag, ort_, status in marken(fall))
    return Ordner(ort)


@pytest.mark.parametrize("nr", range(len(FAELLE)), ids=[fall["fall"] for fall in FAELLE])
def test_jps33_regelfall(nr, ordner):
    zeilen = ordner.fehlzeiten(date.fromisoformat(FAELLE[nr]["stichtag"]))
    assert [z[1:] for z in zeilen if z[0] == f"T{nr:02}"] == erwartet(FAELLE[nr])


@pytest.mark.django_db
def test_jps33_die_datenbank_rechnet_jeden_fall_ebenso(als_dienst, ordner):
    from wegplan.domains.anwesenheit.live import Datenbank
    from wegplan.domains.anwesenheit.models import Anwesenheit
    from wegplan.domains.teilnahme.models import Teilnahme

    with als_dienst():
        Paket(
            personen=[{"kundennummer": f"K{nr}", "nachname": "Muster"} for nr in range(len(FAELLE))],
            massnahmen=[{"massnahmenummer": "M", "foerderart": "ESF", "beginn": date(2024, 1, 1)}],
            teilnahmen=[
                {
                    "teilnahme_id": f"T{nr:02}",
                    "kundennummer": f"K{nr}",
                    "massnahmenummer": "M",
                    "eintritt": date(2024, 1, 1),
                }
                for nr in range(len(FAELLE))
            ],
        ).in_datenbank()
        teilnahmen = {t.teilnahme_id: t for t in Teilnahme.objects.all()}
        Anwesenheit.objects.bulk_create(
            Anwesenheit(teilnahme=t, person_id=t.person_id, datum=tag, lernort=ort, status=status)
            for nr, fall in enumerate(FAELLE)
            for t in [teilnahmen[f"T{nr:02}"]]
            for tag, ort, status in marken(fall)
        )
        for stichtag in {date.fromisoformat(fall["stichtag"]) for fall in FAELLE}:
            assert list(Datenbank().fehlzeiten(stichtag)) == list(ordner.fehlzeiten(stichtag))


def test_jps33_der_befehl_gibt_das_beispiel_byte_fuer_byte(capsys):
    assert main(["fehlzeiten", "--stichtag", "2025-03-31", "--quelle", str(BEISPIEL / "paket")]) == 0
    assert capsys.readouterr().out == (BEISPIEL / "soll/fehlzeiten.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("aufruf", "satz"),
    [
        (["fehlzeiten"], "--stichtag"),
        (["fehlzeiten", "--stichtag", "31.3.2025"], "2025-03-05"),
        (["fehlzeiten", "--stichtag", "2025-03-31", "--form", "xml"], "csv, json, tabelle"),
        (["loeschen"], "fehlzeiten"),
    ],
)
def test_ein_falscher_aufruf_sagt_was_fehlt(aufruf, satz, capsys):
    assert main(aufruf) == 2
    assert satz in capsys.readouterr().err


@pytest.mark.parametrize(
    ("zeilen", "satz"),
    [
        ("T1,2025-03-03,traeger,da\n", "Zeile 2"),
        ("T1,2025-03-03,werkstatt,krank\n", "möglich sind traeger, praktikum"),
        ("T1,2025-03-03,traeger,krank\nT1,2025-03-04,traeger,krank\nT1,2025-03-03,traeger,anwesend\n", "Zeile 4"),
        ("T1,3.3.2025,traeger,krank\n", "Hier wird ein Tag wie"),
        ("T1,2025-03-03,,krank\n", "1 Zeilen sind unvollständig"),
    ],
)
def test_dp02_ein_fehler_im_ordner_nennt_seine_stelle(zeilen, satz, tmp_path, capsys):
    kopf = "teilnahme_id,datum,lernort,status\n"
    (tmp_path / "anwesenheiten.csv").write_text(kopf + zeilen, encoding="utf-8")
    assert main(["fehlzeiten", "--stichtag", "2025-03-31", "--quelle", str(tmp_path)]) == 1
    assert satz in capsys.readouterr().err


def test_ohne_datei_steht_was_fehlt(tmp_path, capsys):
    assert main(["fehlzeiten", "--stichtag", "2025-03-31", "--quelle", str(tmp_path)]) == 1
    assert "anwesenheiten.csv: Die Datei fehlt" in capsys.readouterr().err
