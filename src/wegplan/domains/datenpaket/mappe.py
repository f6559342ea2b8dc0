"""The same data as a workbook for people: real headings, words instead of codes, nothing that runs (DP-03)."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db import connection

from wegplan.domains.paketform.abbildung import MODELLE, abbildungen
from wegplan.kit.exchange.schema import laden
from wegplan.kit.exchange.xlsx import mappe_xlsx

from .auszug import Auszug

STUECK = 2000  # rows fetched at a time


def mappe_schreiben(auszug: Auszug, ziel: BinaryIO) -> dict[str, int]:
    """Write a sheet per table; gives the rows by table."""
    zahlen: dict[str, int] = {}
    mappe_xlsx(ziel, _blaetter(auszug, zahlen))
    return zahlen


def _blaetter(auszug: Auszug, zahlen: dict[str, int]) -> Iterator[tuple[str, list[str], Iterator[list[Any]]]]:
    for name, spalten in auszug.tabellen().items():
        tabelle = laden()[name]
        yield tabelle.titel, [tabelle.spalte(s).titel for s in spalten], _zeilen(auszug, name, spalten, zahlen)


def _zeilen(auszug: Auszug, name: str, spalten: list[str], zahlen: dict[str, int]) -> Iterator[list[Any]]:
    worte = [_worte(name, s) for s in spalten]
    zahlen[name] = 0
    with connection.cursor() as c:
        c.execute(*auszug.select(name, spalten))
        while zeilen := c.fetchmany(STUECK):
            zahlen[name] += len(zeilen)
            for zeile in zeilen:
                yield [wort.get(wert, wert) for wort, wert in zip(worte, zeile, strict=True)]


def _worte(name: str, spalte: str) -> dict[Any, Any]:
    """Code → word of a column."""
    if laden()[name].spalte(spalte).typ == "boolean":
        return {"true": "ja", "false": "nein"}
    if name not in MODELLE:
        return {}
    feld = abbildungen()[name].modellfeld(spalte)
    return dict(feld.flatchoices) if feld.choices else {}
