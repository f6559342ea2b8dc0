"""From the content of a report to the rows of the command line."""

from collections.abc import Iterator
from typing import Any

from wegplan.domains.zielindikatoren.rules import quote

from .inhalt import Inhalt, quotenwert

SPALTEN = ("tafel", "gruppe", "zahl", "wert", "n", "geschuetzt")
Zeile = tuple[Any, ...]


def zeilen(inhalt: Inhalt) -> Iterator[Zeile]:
    """SPALTEN for every number and rate, in the order of the report. `n`: what a rate is divided by.

    A protected cell has no value; a rate by nobody has none either."""
    for tafel in inhalt["tafeln"]:
        for gruppe, _ in tafel["gruppen"]:
            yield from ((tafel["schluessel"], gruppe, *rest) for rest in _gruppe(tafel, gruppe))


def _gruppe(tafel: Inhalt, gruppe: str) -> Iterator[Zeile]:
    for zahl in tafel["zahlen"]:
        name = zahl["schluessel"]
        if gruppe in tafel["werte"][name]:
            wert = tafel["werte"][name][gruppe]
            yield name, wert, None, wert is None
    for q in tafel["quoten"]:
        teile = quotenwert(tafel, q, gruppe)
        if teile is not None:
            zaehler, nenner = teile
            geschuetzt = zaehler is None or nenner is None
            wert = None if zaehler is None or nenner is None else quote(zaehler, nenner)
            yield q["schluessel"], wert, None if geschuetzt else nenner, geschuetzt
