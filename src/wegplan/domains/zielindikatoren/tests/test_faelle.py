"""Every rule case counted by hand, from a folder and from PostgreSQL (JPS-90, JPS-91, AW-02)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from wegplan.domains.zielindikatoren.ausdruck import als_sql
from wegplan.domains.zielindikatoren.ordner import Ordner
from wegplan.domains.zielindikatoren.quelle import PAKET
from wegplan.domains.zielindikatoren.rules import regelwerk_laden
from wegplan.domains.zielindikatoren.zeilen import austrittsstatus, zielindikatoren
from wegplan.kit.exchange.schema import laden

from .faelle import ALLE, schreiben, tabellen

REGEL = regelwerk_laden()
TYPEN = {"string": "text", "date": "date", "boolean": "boolean", "integer": "integer"}


class Postgres:
    """The tables of the package, given to the live database with each statement."""

    def __init__(self, zeilen: dict[str, list[tuple[Any, ...]]]):
        self._werte = {
            name: json.dumps([dict(zip(PAKET[name], zeile, strict=True)) for zeile in zeilen[name]]) for name in PAKET
        }

    def zaehlen(self, ausdruck: Any) -> list[dict[str, Any]]:
        tabellen_ = ", ".join(
            f"{name} as (select * from jsonb_to_recordset(%({name})s::jsonb) as x({felder(name)}))" for name in PAKET
        )
        sql = als_sql(ausdruck, "postgres").replace("%", "%%")
        with connection.cursor() as c:
            c.execute(f"with {tabellen_} select * from ({sql}) as antwort", self._werte)
            return [dict(zip(ausdruck.columns, zeile, strict=True)) for zeile in c.fetchall()]


def felder(name: str) -> str:
    return ", ".join(f"{spalte} {TYPEN[laden()[name].spalte(spalte).typ]}" for spalte in PAKET[name])


def indikatoren(quelle: Any, stichtag: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    """(numerator, denominator, rate, rate of the answered, answered) by stage and indicator."""
    zeilen = zielindikatoren(quelle, REGEL, date.fromisoformat(stichtag), ())
    return {(z[0], z[1]): (z[2], z[3], z[4], z[5], z[8]) for z in zeilen}


def erwartet(zeile: dict[str, Any]) -> tuple[Any, ...]:
    ist, erhoben = zeile["ist"], zeile.get("ist_erhoben", zeile["ist"])
    zahlen = (zeile["zaehler"], zeile["nenner"], *(None if w is None else Decimal(w) for w in (ist, erhoben)))
    return (*zahlen, zeile.get("erhoben", zeile["nenner"]))


def pruefen(quelle: Any, fall: dict[str, Any]) -> None:
    if "erwartet" in fall:
        ist = indikatoren(quelle, fall["stichtag"])
        assert fall["erwartet"] or not ist
        for zeile in fall["erwartet"]:
            assert ist[zeile["stufe"], zeile["indikator"]] == erwartet(zeile), zeile
    if "erwartet_status" in fall:
        zeilen = austrittsstatus(quelle, REGEL, date.fromisoformat(fall["stichtag"]))
        soll = [tuple(Decimal(w) if k == "quote" else w for k, w in z.items()) for z in fall["erwartet_status"]]
        assert [z for z in zeilen if z[3]] == soll


def test_jps90_mindestens_fuenfundzwanzig_faelle_und_jeder_indikator_ist_dabei():
    assert len(ALLE) >= 25
    belegt = {(z["stufe"], z["indikator"]) for fall in ALLE for z in fall.get("erwartet", ())}
    assert {i.schluessel for i in REGEL.indikatoren(date(2025, 12, 31))} == {schluessel for _, schluessel in belegt}


@pytest.mark.parametrize("fall", ALLE, ids=[fall["fall"] for fall in ALLE])
def test_jps90_regelfall_aus_einem_ordner(fall: dict[str, Any], tmp_path: Path) -> None:
    pruefen(Ordner(schreiben(tabellen(fall), tmp_path)), fall)


@pytest.mark.django_db
def test_aw02_postgresql_zaehlt_jeden_fall_ebenso() -> None:
    """All cases at once, told apart by their provider: a statement per reference day instead of one per case."""
    postgres = Postgres(zusammen())
    for stichtag in sorted({fall["stichtag"] for fall in ALLE}):
        zeilen = zielindikatoren(postgres, REGEL, date.fromisoformat(stichtag), ("stufe", "traeger"))
        ist = {(z[1], z[0], z[2]): (z[3], z[4], z[5], z[6], z[9]) for z in zeilen}
        for nr, fall in enumerate(ALLE):
            if fall["stichtag"] == stichtag:
                for zeile in fall.get("erwartet", ()):
                    assert ist[f"{nr:02}-BDL1", zeile["stufe"], zeile["indikator"]] == erwartet(zeile), zeile
    for fall in ALLE:
        if "erwartet_status" in fall:
            pruefen(Postgres(tabellen(fall)), fall)


def zusammen() -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all cases; the number of the case stands before each key."""
    alles: dict[str, list[tuple[Any, ...]]] = {name: [] for name in PAKET}
    for nr, fall in enumerate(ALLE):
        for name, zeilen in tabellen(fall, f"{nr:02}-").items():
            alles[name] += zeilen
    return alles


@pytest.mark.django_db
def test_aw02_alle_faelle_zusammen_zelle_fuer_zelle_gleich(tmp_path: Path) -> None:
    alles = zusammen()
    ordner, postgres = Ordner(schreiben(alles, tmp_path)), Postgres(alles)
    for stichtag in (date(2025, 3, 30), date(2025, 9, 30), date(2025, 12, 31)):
        for gruppen in ((), ("massnahme", "stufe"), ("traeger", "regionalbuero")):
            zeilen = zielindikatoren(ordner, REGEL, stichtag, gruppen)
            assert zeilen and zeilen == zielindikatoren(postgres, REGEL, stichtag, gruppen)
        assert austrittsstatus(ordner, REGEL, stichtag) == austrittsstatus(postgres, REGEL, stichtag)
