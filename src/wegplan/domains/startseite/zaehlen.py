"""Figures of a start page that are the length of a list: all of them counted in one statement."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Value

from .seite import Zahl


class Menge(NamedTuple):
    """`zeilen`: what the list behind `url` shows. `draengt`: more than none calls for attention; `nur_wenn`: none is
    not worth a figure."""

    zeilen: QuerySet[Any]
    bezeichnung: str
    url: str
    draengt: bool = False
    nur_wenn: bool = False


def gezaehlt(mengen: Sequence[Menge]) -> list[Zahl]:
    """In their order; one statement, none without `mengen`."""
    if not mengen:
        return []
    erste, *weitere = (_anzahl(nr, menge.zeilen) for nr, menge in enumerate(mengen))
    je_nummer = dict(erste.union(*weitere, all=True) if weitere else erste)
    return [
        Zahl(anzahl, m.bezeichnung, m.url, zustand="achtung" if m.draengt and anzahl else "")
        for nr, m in enumerate(mengen)
        if (anzahl := je_nummer.get(nr, 0)) or not m.nur_wenn
    ]


def _anzahl(nr: int, zeilen: QuerySet[Any]) -> Any:
    """One row: the number of the set and its length."""
    benannt = zeilen.order_by().annotate(menge_nr=Value(nr)).values("menge_nr")
    return benannt.annotate(menge_anzahl=Count("pk")).values_list("menge_nr", "menge_anzahl")
