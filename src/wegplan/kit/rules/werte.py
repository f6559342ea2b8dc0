"""Dated values: what holds on which day, with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Eintrag:
    """One dated value. `lesart` stands where the source leaves a question open and we decided."""

    gilt_ab: date
    wert: Any
    fundstelle: str
    lesart: str = ""


@dataclass(frozen=True)
class Wert:
    """A value of a rule file with all its dated entries, ascending by `gilt_ab`.

    Before its first entry the first entry holds: the sources bear the day of their signing, not the day from
    which cases were counted. Who needs to warn compares with `beginn`.
    """

    name: str
    einheit: str
    eintraege: tuple[Eintrag, ...]
    bedeutung: str = ""

    @property
    def beginn(self) -> date:
        return self.eintraege[0].gilt_ab

    def eintrag(self, tag: date) -> Eintrag:
        """The entry in force on `tag` (the first one before its begin)."""
        return max((e for e in self.eintraege if e.gilt_ab <= tag), key=lambda e: e.gilt_ab, default=self.eintraege[0])

    def am(self, tag: date) -> Any:
        """The value in force on `tag`."""
        return self.eintrag(tag).wert

    def alle(self) -> Iterator[Any]:
        """Every value that ever held."""
        return (e.wert for e in self.eintraege)
