"""The agreement's rules, read from `regelwerke/jobperspektive/zielvereinbarung.yaml` (JPS-80, JPS-81)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "zielvereinbarung.yaml"
SCHEMA = REGELWERKE / "schema" / "zielvereinbarung.schema.json"
EZU = "EZU"


@dataclass(frozen=True)
class Frist:
    """One "x" of the Checkliste that a project agrees on for itself."""

    schluessel: str
    bedeutung: str
    einheit: str
    vorgabe: int
    hoechstens: int
    fundstelle: str


@cache
def _geladen() -> tuple[dict[str, Any], dict[str, Any]]:
    return laden(DATEI, SCHEMA)


def vorlage_fuer(stufen: Iterable[str]) -> str:
    """`ezu` for a project of that stage alone, else `stufen`."""
    return "ezu" if set(stufen) == {EZU} else "stufen"


def vorlage(name: str) -> dict[str, Any]:
    """Title, sections with text blocks, Checkliste and closing sentence of a template."""
    gewaehlt: dict[str, Any] = _geladen()[0]["vorlagen"][name]
    return gewaehlt


def fristen(name: str, tag: date) -> list[Frist]:
    """The deadlines of a template with their defaults on `tag`, in the order of the file."""
    alle = []
    for schluessel, wert in _geladen()[1].items():
        eintrag = wert.eintrag(tag)
        if name in eintrag.wert["vorlagen"]:
            grenzen = (eintrag.wert["vorgabe"], eintrag.wert["hoechstens"])
            alle.append(Frist(schluessel, wert.bedeutung, wert.einheit, *grenzen, eintrag.fundstelle))
    return alle


def eckpunktekonzepte() -> dict[date, str]:
    """The versions of the Eckpunktekonzept by their day, the earliest first."""
    return {date.fromisoformat(e["stand"]): e["name"] for e in _geladen()[0]["eckpunktekonzepte"]}


def geltendes_konzept(tag: date) -> date:
    """The version in force on `tag`; before the first one the first."""
    alle = list(eckpunktekonzepte())
    return max((stand for stand in alle if stand <= tag), default=alle[0])


def halbzeit(von: date, bis: date) -> date:
    """The day in the middle of a term, on which the agreement is looked at again (JPS-81)."""
    return von + (bis - von) / 2


def pruefsumme(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 over JSON with sorted keys, hexadecimal."""
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
