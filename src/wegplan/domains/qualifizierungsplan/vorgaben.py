"""What the rule file says: default weeks of the plan (ZV-03) and months of the yearly check (ZV-10b, ZV-10c)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.rules.pruefen import geprueft_lesen

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
PLAN, WECHSEL = "ZV-03", ("ZV-10b", "ZV-10c")
FRIST = "qualifizierungsplan"  # its key among the deadlines that a project agrees on
Vereinbart = Callable[[Iterable[int], date], Mapping[int, Mapping[str, int]]]


@cache
def _termine() -> dict[str, Mapping[str, Any]]:
    datei, schema = REGELWERKE / "jobperspektive/verfahren.yaml", REGELWERKE / "schema/verfahren.schema.json"
    inhalt, _ = geprueft_lesen(datei, schema)
    return {s["schluessel"]: s["termine"][0] for s in inhalt["schritte"] if s["schluessel"] in (PLAN, *WECHSEL)}


def wochen() -> int:
    """Weeks until a plan is due where a project agreed on nothing else."""
    return int(_termine()[PLAN]["bis"]["wochen"])


def wechselmonate() -> tuple[int, ...]:
    """Months after which a move out of the klassische Form is checked."""
    return tuple(int(_termine()[schluessel]["bis"]["monate"]) for schluessel in WECHSEL)


_quelle: list[Vereinbart] = []


def vereinbarte_fristen_von(quelle: Vereinbart) -> None:
    """The area of the agreements, further right, says here how they are read; called once when it is loaded."""
    _quelle[:] = [quelle]


def wochen_je_projekt(massnahmen: Iterable[int], tag: date) -> dict[int, int]:
    """Weeks until a plan is due, by project: the agreed ones, else the default (JPS-20)."""
    nummern = set(massnahmen)
    vereinbart = _quelle[0](nummern, tag) if _quelle and nummern else {}
    return {pk: vereinbart.get(pk, {}).get(FRIST, wochen()) for pk in nummern}
