"""Somebody who reads all tables and wants to know what is hidden: exact arithmetic over every sum (AW-06)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from wegplan.domains.programmbericht.schutz import Gleichung

Zeile = tuple[dict[str, Fraction], Fraction]  # coefficients of the unknown and what they add up to


def erraten(gezeigt: Mapping[str, int], unten: Mapping[str, int], gleichungen: Iterable[Gleichung]) -> dict[str, int]:
    """What follows exactly for the unknown cells: by elimination, then by narrowing the bounds of whole numbers.

    `unten`: the smallest value of each unknown cell that the reader takes for possible."""
    zeilen = _stufenform([_zeile(g, gezeigt) for g in gleichungen])
    grenzen: dict[str, list[Fraction | None]] = {z: [Fraction(wert), None] for z, wert in unten.items()}
    while any(_verengen(zeile, grenzen) for zeile in zeilen):
        pass
    return {z: int(von) for z, (von, bis) in grenzen.items() if von is not None and von == bis}


def _zeile(g: Gleichung, gezeigt: Mapping[str, int]) -> Zeile:
    unbekannt: dict[str, Fraction] = {}
    summe = Fraction(0)
    for zelle, vorzeichen in [(g.ganzes, 1), *((t, -1) for t in g.teile)]:
        if zelle in gezeigt:
            summe -= vorzeichen * gezeigt[zelle]
        else:
            unbekannt[zelle] = unbekannt.get(zelle, Fraction(0)) + vorzeichen
    return unbekannt, summe


def _stufenform(zeilen: list[Zeile]) -> list[Zeile]:
    """The sums as they are and, after them, solved for each other (Gauß-Jordan)."""
    fertig: list[tuple[str, Zeile]] = []
    for unbekannt, summe in zeilen:
        for pivot, zeile in fertig:
            unbekannt, summe = _ohne(pivot, (unbekannt, summe), zeile)
        if not unbekannt:
            continue
        pivot = next(iter(unbekannt))
        faktor = unbekannt[pivot]
        neu = ({z: k / faktor for z, k in unbekannt.items()}, summe / faktor)
        fertig = [(p, _ohne(pivot, zeile, neu)) for p, zeile in fertig] + [(pivot, neu)]
    return zeilen + [zeile for _, zeile in fertig]


def _ohne(pivot: str, zeile: Zeile, loesung: Zeile) -> Zeile:
    unbekannt, summe = zeile
    faktor = unbekannt.get(pivot)
    if not faktor:
        return zeile
    neu = dict(unbekannt)
    for z, k in loesung[0].items():
        neu[z] = neu.get(z, Fraction(0)) - faktor * k
    return {z: k for z, k in neu.items() if k}, summe - faktor * loesung[1]


def _verengen(zeile: Zeile, grenzen: dict[str, list[Fraction | None]]) -> bool:
    """Each unknown lies between what the others leave for it."""
    anders = False
    for ziel, k in zeile[0].items():
        von = bis = zeile[1]
        for z, f in zeile[0].items():
            if z == ziel:
                continue
            klein, gross = grenzen[z] if f > 0 else grenzen[z][::-1]
            bis = None if bis is None or klein is None else bis - f * klein
            von = None if von is None or gross is None else von - f * gross
        von, bis = (None if g is None else g / k for g in ((von, bis) if k > 0 else (bis, von)))
        alt = grenzen[ziel]
        if von is not None and (alt[0] is None or -(-von // 1) > alt[0]):
            alt[0], anders = Fraction(-(-von // 1)), True
        if bis is not None and (alt[1] is None or bis // 1 < alt[1]):
            alt[1], anders = Fraction(bis // 1), True
    return anders
