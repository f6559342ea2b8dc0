"""Kinds of long work. An area declares its own in a module `auftraege`, found when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .models import Auftrag, Stand

Melder = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Ausgang:
    """How the work ended: FERTIG or ABGELEHNT, and what it wants to show (JSON)."""

    stand: Stand = Stand.FERTIG
    ergebnis: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Auftragsart:
    """`ausfuehren(auftrag, melden)` works; `melden(step in German, done, total)` tells how far it is. `seite` is
    the URL name of the result page, which takes the number of the Auftrag."""

    name: str
    seite: str
    ausfuehren: Callable[[Auftrag, Melder], Ausgang]


ARTEN: dict[str, Auftragsart] = {}


def auftragsart(name: str, seite: str) -> Callable[[Callable[[Auftrag, Melder], Ausgang]], Callable[..., Ausgang]]:
    """Declare a kind of work by its function."""

    def aufnehmen(ausfuehren: Callable[[Auftrag, Melder], Ausgang]) -> Callable[..., Ausgang]:
        ARTEN[name] = Auftragsart(name, seite, ausfuehren)
        return ausfuehren

    return aufnehmen
