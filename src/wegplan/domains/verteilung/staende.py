"""Before and after of a changed case in words (PX-13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wegplan.domains.person.models import Person, Zustaendigkeitsgrund

from .models import Sammelposten


@dataclass(frozen=True)
class Vergleich:
    """One case: what held before, what holds after; only what differs."""

    person: Person
    vorher: list[str]
    nachher: list[str]


def staende(posten: Sequence[Sammelposten], namen: Mapping[int, str]) -> list[Vergleich]:
    """`namen`: of the accounts, teams or measures by their number."""
    return [_vergleich(p, namen) for p in posten]


def _vergleich(posten: Sammelposten, namen: Mapping[int, str]) -> Vergleich:
    vorher, nachher = (_saetze(bild, namen) for bild in (posten.vorher, posten.nachher))
    return Vergleich(posten.person, [s for s in vorher if s not in nachher], [s for s in nachher if s not in vorher])


def _saetze(bild: Mapping[str, Any], namen: Mapping[int, str]) -> list[str]:
    if "team" in bild:
        return [namen.get(bild["team"], "kein Team") if bild["team"] else "kein Team"]
    if "teilnahmen" in bild:
        return [namen.get(massnahme, "") for _, massnahme in bild["teilnahmen"]]
    return [
        f"{namen.get(wer, 'gelöschtes Konto')}, {Zustaendigkeitsgrund(grund).label}, {_zeit(von, bis)}"
        for _, wer, _, grund, von, bis in bild["zustaendigkeiten"]
    ] or ["niemand"]


def _zeit(von: str, bis: str | None) -> str:
    ab = f"ab {date.fromisoformat(von):%d.%m.%Y}"
    return f"{ab} bis {date.fromisoformat(bis):%d.%m.%Y}" if bis else ab
