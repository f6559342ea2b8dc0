"""The two questions as one expression each (AW-01, AW-02): counts per group, for DuckDB as for PostgreSQL.

Rates are no part of it: they are made from the counts at one place (`rules.quote`)."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

import ibis

from .bedingungen import beantwortet, bedingungen, faelle, hat_status, wartezeit_um
from .rules import Regelwerk

TEILE = ("zaehler", "nenner", "erhoben")
ABBRUCH = {"true": "vorzeitig", "false": "abgeschlossen"}  # the two tables of status at exit


def zaehlungen(regel: Regelwerk, stichtag: date, gruppen: Sequence[str]) -> Any:
    """One row per group: `gruppen`, then for each indicator `<name>.zaehler`, `.nenner` and `.erhoben`.

    `gruppen` holds `stufe`; the indicators of other stages are 0 in a row."""
    x = faelle(regel, stichtag)
    ist = bedingungen(x, regel, stichtag)
    spalten: dict[str, Any] = {}
    for i in regel.indikatoren(stichtag):
        nenner = reduce(and_, (ist[name] for name in i.nenner), (x.stufe == i.stufe) & wartezeit_um(x, i, stichtag))
        zaehler = reduce(and_, (ist[name] for name in i.zaehler), nenner)
        erhoben = nenner & beantwortet(x, i, regel, stichtag)
        for teil, bedingung in zip(TEILE, (zaehler, nenner, erhoben), strict=True):
            spalten[f"{i.name}.{teil}"] = x.count(where=bedingung)
    return x.group_by(list(gruppen)).aggregate(**spalten)


def austritte(regel: Regelwerk, stichtag: date) -> Any:
    """One row per stage: `stufe`, then `<abbruch>.<status>`, the cases with this status at exit; one of several
    status counts in each."""
    x = faelle(regel, stichtag)
    ist = bedingungen(x, regel, stichtag)
    return x.group_by("stufe").aggregate(
        **{
            f"{abbruch}.{status}": x.count(where=ist[ende] & hat_status(x, "austritt", status))
            for abbruch, ende in ABBRUCH.items()
            for status in regel.status.am(stichtag)
        }
    )


def als_sql(ausdruck: Any, dialekt: str) -> str:
    """The text of an expression for `duckdb` or `postgres`."""
    return str(ibis.to_sql(ausdruck, dialect=dialekt))
