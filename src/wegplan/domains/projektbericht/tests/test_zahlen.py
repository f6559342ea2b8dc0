"""The figures of the report against cases counted by hand, and who may ask for them (JPS-92, AW-01, AW-06)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from wegplan.domains.projektbericht.inhalt import gezaehlt
from wegplan.domains.projektbericht.models import TEXTE
from wegplan.domains.projektbericht.rules import Groesse, abschnitte, verdeckte_abschnitte, zeitraeume
from wegplan.domains.projektbericht.zahlen_sql import NAMEN

from .conftest import QUARTAL, fall_anlegen, konto

FAELLE = yaml.safe_load((Path(__file__).parent / "faelle.yaml").read_text())
ENDE = date(2026, 3, 31)


@pytest.mark.django_db
@pytest.mark.parametrize("fall", FAELLE, ids=[f["name"] for f in FAELLE])
def test_jps92_die_zahlen_des_quartals_sind_die_von_hand_gezaehlten(fall, projekt, als_dienst):
    wer = konto(als_dienst, "bdl")
    with als_dienst():
        fall_anlegen(projekt, fall, wer)
        zahlen = gezaehlt(projekt.pk, QUARTAL, ENDE)
    erwartet = {name: None if wert is None else Decimal(str(wert)) for name, wert in fall["erwartet"].items()}
    assert {name: zahlen[name] for name in erwartet} == erwartet


@pytest.mark.django_db
def test_ds03_die_zahlen_eines_projekts_bekommen_nur_seine_beiden_seiten(projekt, als_dienst, als_nutzer):
    wer = konto(als_dienst, "bdl")
    fremd = konto(als_dienst, "rb")
    with als_dienst():
        fall_anlegen(projekt, {"teilnahmen": [{"eintritt": date(2025, 6, 1)}]}, wer)
    for rolle, gezeigt in (("bdl", 1), ("bdl_leitung", 1), ("rb", 1), ("regiestelle", None), ("technik", None)):
        with als_nutzer(konto(als_dienst, rolle)):
            assert gezaehlt(projekt.pk, QUARTAL, ENDE).get("teilnehmende") == gezeigt, rolle
    with als_dienst():
        projekt.regionalbuero = None
        projekt.save()
    with als_nutzer(fremd):
        assert gezaehlt(projekt.pk, QUARTAL, ENDE) == {}


@pytest.mark.django_db
def test_jps92_wer_laengst_ausgetreten_ist_zaehlt_im_bericht_ueber_die_ganze_laufzeit(projekt, als_dienst, als_nutzer):
    """The provider no longer sees the person, but the report of EZU at the end counts the exit."""
    with als_dienst():
        lange = {"eintritt": date(2024, 1, 1), "austritt": date(2024, 6, 1), "grund": "abbruch"}
        fall_anlegen(projekt, {"teilnahmen": [lange]}, None)
    with als_nutzer(konto(als_dienst, "bdl")):
        assert gezaehlt(projekt.pk, date(2024, 1, 1), ENDE)["vorzeitig"] == 1


def test_aw01_jede_zahl_ist_einmal_definiert_und_wird_gezaehlt():
    definiert = [z.name for a in abschnitte() for z in a.zahlen]
    assert sorted(definiert) == sorted(NAMEN)
    assert all(z.teil_von in ("", *definiert) for a in abschnitte() for z in a.zahlen)
    assert tuple(a.name for a in abschnitte()) == TEXTE


def test_aw04_zahlen_in_worten():
    def wort(wert, einheit=""):
        return Groesse("x", "X", "x", "x", einheit).wort(wert if wert is None else Decimal(wert))

    assert [wort("1200"), wort("33.3", "prozent"), wort(None, "prozent"), wort("75", "stunden")] == [
        "1.200",
        "33,3 %",
        "keine Fälle",
        "1,3 Stunden",
    ]


@pytest.mark.parametrize(
    ("zahlen", "verdeckt"),
    [
        ({"teilnehmende": 10, "betreuung_personen": 5}, set()),
        ({"teilnehmende": 10, "betreuung_personen": 2}, {"betreuung"}),
        ({"teilnehmende": 10, "betreuung_personen": 9, "stuetz_personen": 0}, {"betreuung"}),
        ({"austritte": 4, "vorzeitig": 3}, {"fehlzeiten"}),
        ({"hilfen_personen": 1}, {"mobilitaet"}),
        ({"kontakte": 1, "sitzungen": 2}, set()),
        ({}, set()),
    ],
)
def test_aw06_ein_abschnitt_mit_zu_wenigen_menschen_ist_ganz_verdeckt(zahlen, verdeckt):
    assert verdeckte_abschnitte(zahlen) & {"fehlzeiten", "betreuung", "mobilitaet", "unternehmen"} == verdeckt


def test_jps92_jedes_quartal_ein_bericht_und_bei_ezu_einer_am_ende():
    tag = date(2026, 4, 7)
    quartale = zeitraeume("IEB", date(2025, 11, 15), date(2026, 5, 20), tag)
    assert quartale == {
        date(2026, 4, 1): (date(2026, 4, 1), date(2026, 5, 20)),
        date(2026, 1, 1): (date(2026, 1, 1), date(2026, 3, 31)),
        date(2025, 10, 1): (date(2025, 11, 15), date(2025, 12, 31)),
    }
    assert zeitraeume("IEB", date(2025, 1, 10), date(2025, 2, 5), tag) == {
        date(2025, 1, 1): (date(2025, 1, 10), date(2025, 2, 5))
    }
    assert zeitraeume("EZU", date(2024, 8, 1), date(2026, 3, 20), tag) == {
        date(2026, 1, 1): (date(2024, 8, 1), date(2026, 3, 20))
    }
    assert zeitraeume("EZU", date(2024, 8, 1), date(2026, 7, 31), tag) == {}
