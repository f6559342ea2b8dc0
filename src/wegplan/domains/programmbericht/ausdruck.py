"""Each table of the report as Ibis expressions (AW-01, AW-02): counts per group, for DuckDB as for PostgreSQL.

First the rows that are counted, with every condition as a column; then each table over these. Rates are no part of it:
they are made from the counts at one place (`darstellung`)."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, Protocol

import ibis

from .bedingungen import bedingungen
from .bestaende import bestand
from .quelle import ORGANISATIONEN, tabelle
from .rules import Berichtsregel, Tafel, Zahl

# what divides a table or is counted by its different values
SPALTEN = {
    "teilnahmen": ("regionalbuero", "stufe", "code", "berufsfeld", "eintrittsjahr"),
    "zuweisungen": ("regionalbuero",),
    "eintritte": ("regionalbuero",),
    "massnahmen": ("stufe", "traeger"),
}


class Quelle(Protocol):
    """What a source does: keep the rows of an expression as a table for the next ones, and answer one."""

    def merken(self, name: str, ausdruck: Any) -> None: ...

    def zaehlen(self, ausdruck: Any) -> Iterable[dict[str, Any]]: ...


def gezaehltes(basis: str, regel: Berichtsregel, stichtag: date) -> Any:
    """The rows that `basis` counts: SPALTEN, and each condition by its name."""
    x = bestand(basis, regel, stichtag)
    return x.select(*SPALTEN[basis], **bedingungen(basis, x, regel, stichtag))


def zaehlungen(quelle: Quelle, regel: Berichtsregel, stichtag: date) -> Iterator[tuple[Tafel, list[dict[str, Any]]]]:
    """Each table that has numbers of its own with its rows: `gruppe` (text) and the numbers of one basis by key."""
    schemata = {}
    for tafel in regel.tafeln(stichtag):
        zeilen: list[dict[str, Any]] = []
        for basis in dict.fromkeys(z.basis for z in tafel.zahlen if not z.summe and not tafel.indikatoren):
            if basis not in schemata:
                ausdruck = gezaehltes(basis, regel, stichtag)
                quelle.merken(_name(basis), ausdruck)
                schemata[basis] = ausdruck.schema()
            zeilen += quelle.zaehlen(zaehlung(tafel, basis, schemata[basis]))
        yield tafel, zeilen


def zaehlung(tafel: Tafel, basis: str, schema: Any) -> Any:
    """One row per group: `gruppe` (text), then one column per number of this basis, by its key.

    `schema`: that of gezaehltes(basis)."""
    x = ibis.table(schema, name=_name(basis))

    def gilt(zahl: Zahl) -> Any:
        return reduce(and_, (_bedingung(x, name) for name in zahl.bedingungen), ibis.literal(True))

    spalten = {
        z.schluessel: x[z.verschieden].nunique(where=gilt(z)) if z.verschieden else x.count(where=gilt(z))
        for z in tafel.zahlen
        if z.basis == basis and not z.summe
    }
    gruppe = x[tafel.gruppe].fill_null("") if tafel.gruppe else ibis.literal("")
    return x.group_by(gruppe=gruppe).aggregate(**spalten)


def _name(basis: str) -> str:
    return f"gezaehlte_{basis}"


def _bedingung(x: Any, name: str) -> Any:
    spalte, gleich, wert = name.partition("=")
    return x[spalte] == wert if gleich else x[name]


def namen() -> Any:
    """Office → its name."""
    return tabelle(ORGANISATIONEN).select("kennung", "name")


def als_sql(ausdruck: Any, dialekt: str) -> str:
    """The text of an expression for `duckdb` or `postgres`."""
    return str(ibis.to_sql(ausdruck, dialect=dialekt))
