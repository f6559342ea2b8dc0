"""Deadlines that projects agreed on (JPS-80), for every area that works out a due day.

The agreements lie further right, so their area says here once how they are read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

Fristverlauf = Sequence[tuple[date, Mapping[str, int]]]  # the agreed deadlines, each from a day on, ascending
Quelle = Callable[[Iterable[int]], Mapping[int, Fristverlauf]]

_quelle: list[Quelle] = []


def vereinbarte_fristen_von(quelle: Quelle) -> None:
    """How the agreed deadlines of projects are read; called once when the area of the agreements is loaded."""
    _quelle[:] = [quelle]


def fristverlaeufe(massnahmen: Iterable[int]) -> Mapping[int, Fristverlauf]:
    """The agreed deadlines of projects; one without an agreement is left out. One statement, none without projects."""
    nummern = set(massnahmen)
    return _quelle[0](nummern) if _quelle and nummern else {}


def fristen_am(verlauf: Fristverlauf, tag: date) -> Mapping[str, int]:
    """What is in force on the day on which a deadline begins to run, by its key in zielvereinbarung.yaml; empty without
    an agreement: the defaults of verfahren.yaml hold."""
    geltend: Mapping[str, int] = {}
    for ab, fristen in verlauf:
        if ab <= tag:
            geltend = fristen
    return geltend
