"""The minimum standards (Anlage IIIa) as data, and which of them a template meets. Values in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "planvorlage.yaml"
SCHEMA = REGELWERKE / "schema" / "planvorlage.schema.json"


@dataclass(frozen=True)
class Mindeststandard:
    """`verlangt`: of each group at least one placeholder must be shown, by its path such as "ziele.bis"."""

    schluessel: str
    titel: str
    verlangt: tuple[tuple[str, ...], ...]
    fundstelle: str
    lesart: str = ""


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def mindeststandards(art: str, tag: date) -> list[Mindeststandard]:
    """The list in force on a day, in the order of the source."""
    return [Mindeststandard(**eintrag) for eintrag in _werte()[art].am(tag)]


def befund(standards: Sequence[Mindeststandard], fundstellen: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """What a template does about each standard, for JSON.

    `fundstellen`: path of a placeholder → places where it shows. Out: {schluessel, titel, fundstelle, erfuellt,
    fehlt: ["name" or "a oder b", …], orte: ["name: Text, bei „Name:“", …]}."""
    zeilen = []
    for s in standards:
        fehlt = [" oder ".join(gruppe) for gruppe in s.verlangt if not any(p in fundstellen for p in gruppe)]
        gezeigt = dict.fromkeys(p for gruppe in s.verlangt for p in gruppe if p in fundstellen)
        orte = [f"{pfad}: {fundstellen[pfad][0]}" for pfad in gezeigt]
        kopf = {"schluessel": s.schluessel, "titel": s.titel, "fundstelle": s.fundstelle}
        zeilen.append(kopf | {"erfuellt": not fehlt, "fehlt": fehlt, "orte": orte})
    return zeilen


def fehlende(befund_zeilen: Sequence[Mapping[str, Any]]) -> list[str]:
    """The titles of the standards that a template does not meet."""
    return [zeile["titel"] for zeile in befund_zeilen if not zeile["erfuellt"]]
