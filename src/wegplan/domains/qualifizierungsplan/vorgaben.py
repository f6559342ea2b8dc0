"""What the rule file says: default weeks of the plan (ZV-03) and months of the yearly check (ZV-10b, ZV-10c)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.domains.massnahme.fristen import fristen_am, fristverlaeufe
from wegplan.kit.rules.pruefen import geprueft_lesen

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
PLAN, WECHSEL = "ZV-03", ("ZV-10b", "ZV-10c")
FRIST = "qualifizierungsplan"  # its key among the deadlines that a project agrees on


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


def wochen_je_projekt(massnahmen: Iterable[int], tag: date) -> dict[int, int]:
    """Weeks until a plan is due, by project: the agreed ones, else the default (JPS-20)."""
    nummern = set(massnahmen)
    vereinbart = fristverlaeufe(nummern)
    return {pk: fristen_am(vereinbart.get(pk, ()), tag).get(FRIST, wochen()) for pk in nummern}
