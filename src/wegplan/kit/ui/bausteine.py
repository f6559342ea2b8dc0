"""Values that components take: tabs and the timeline "Weg"."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Reiter:
    """One tab, a link. `anzahl` = a number behind the name (None = none)."""

    name: str
    url: str
    aktiv: bool = False
    anzahl: int | None = None


@dataclass(frozen=True)
class Schritt:
    """One step on the Weg.

    `zustand`: erledigt, laeuft, offen, ueberfaellig or entfaellt; `wort` says it in words. `datum` = the day it
    happened or is due, `bis` = the end of a span, `quelle` = where the duty stands, shown on demand."""

    titel: str
    zustand: str
    wort: str
    datum: date | None = None
    bis: date | None = None
    wer: str = ""
    text: str = ""
    url: str = ""
    quelle: str = ""


@dataclass(frozen=True)
class Abschnitt:
    """A section of the Weg: before, during, after."""

    titel: str
    schritte: list[Schritt] = field(default_factory=list)
