"""The two questions as one expression each (AW-01, AW-02): counts per group, for DuckDB as for PostgreSQL.

Rates are no part of it: they are made from the counts at one place (`rules.quote`)."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

import ibis

from .bedingungen import beantwortet, bedingungen, faelle, hat_status, wartezeit_um
from .rules import Indikator, Regelwerk

TEILE = ("zaehler", "nenner", "erhoben")
ABBRUCH = {"true": "vorzeitig", "false": "abgeschlossen"}  # the two tables of status at exit


def zaehlungen(regel: Regelwerk, stichtag: date, gruppen: Sequence[str]) -> Any:
    """One row per group: `gruppen`, then for each indicator `<name>.zaehler`, `.nenner` and `.erhoben`, and for a rate
    of early ends each of their reasons (`<name>.stufenwechsel`, …).

    `gruppen` holds `stufe`; the indicators of other stages are 0 in a row."""
    x = faelle(regel, stichtag)
    ist = bedingungen(x, regel, stichtag)
    spalten: dict[str, Any] = {}
    for i in regel.indikatoren(stichtag):
        teile = _teile(x, ist, i, regel, stichtag)
        for teil, bedingung in zip(TEILE, teile, strict=True):
            spalten[f"{i.name}.{teil}"] = x.count(where=bedingung)
        if i.zaehlt_enden:
            for grund in regel.vorzeitige_enden.am(stichtag):
                spalten[f"{i.name}.{grund}"] = x.count(where=teile[0] & (x.austrittsgrund == grund))
    return x.group_by(list(gruppen)).aggregate(**spalten)


def faelle_hinter(regel: Regelwerk, stichtag: date, indikator: Indikator) -> Any:
    """The cases in the denominator of an indicator, one row each: `teilnahme_id`, and whether it counts in the
    numerator (`zaehler`) and its answer is there (`erhoben`). Which measures it looks at, the source decides."""
    x = faelle(regel, stichtag)
    zaehler, nenner, erhoben = _teile(x, bedingungen(x, regel, stichtag), indikator, regel, stichtag)
    return (
        x.mutate(_zaehler=zaehler, _erhoben=erhoben)
        .filter(nenner)
        .select("teilnahme_id", zaehler="_zaehler", erhoben="_erhoben")
    )


def _teile(x: Any, ist: dict[str, Any], i: Indikator, regel: Regelwerk, stichtag: date) -> tuple[Any, Any, Any]:
    """Numerator, denominator and answered of an indicator, as conditions over the cases, in the order of TEILE."""
    nenner = reduce(and_, (ist[name] for name in i.nenner), (x.stufe == i.stufe) & wartezeit_um(x, i, stichtag))
    zaehler = reduce(and_, (ist[name] for name in i.zaehler), nenner)
    return zaehler, nenner, nenner & beantwortet(x, i, regel, stichtag)


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
