"""Chance with a seed: the same calls give the same region."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
SAMEN = 2026  # of the demo that everybody sees


class Zufall(Random):
    """`bereich` separates the parts of the region: more persons do not change the measures."""

    def __init__(self, samen: int, bereich: str) -> None:
        super().__init__(f"wegplan/{samen}/{bereich}")

    def ja(self, anteil: float) -> bool:
        """True in `anteil` (0 to 1) of the cases."""
        return self.random() < anteil

    def eins_von(self, gewichte: Sequence[tuple[T, float]]) -> T:
        """One of the values, as often as its weight says."""
        return self.choices([wert for wert, _ in gewichte], [gewicht for _, gewicht in gewichte])[0]

    def tag(self, von: date, bis: date) -> date:
        """A day from `von` to `bis` (both included), a working day where the span has one at hand."""
        spanne = max((bis - von).days, 0)
        tag = von + timedelta(days=self.randint(0, spanne))
        for _ in range(6):
            if tag.weekday() < 5:
                break
            tag = von + timedelta(days=self.randint(0, spanne))
        return tag


def werktag(tag: date, richtung: int = 1) -> date:
    """The day itself or the next one (richtung 1) or last one (-1) that is no Saturday or Sunday."""
    while tag.weekday() > 4:
        tag += timedelta(days=richtung)
    return tag


def monatsanfang(tag: date) -> date:
    return tag.replace(day=1)
