"""Rules on plans: values in, values out. The period stands in regelwerke/jobperspektive/foerderplan.yaml."""

import calendar
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "foerderplan.yaml"
SCHEMA = REGELWERKE / "schema" / "foerderplan.schema.json"


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def spaeteste_pruefung(tag: date) -> date:
    """The last day on which a version signed on `tag` must be looked at again (JPS-11); month steps clamp."""
    monate = tag.year * 12 + tag.month - 1 + _werte()["fortschreibung"].am(tag)
    jahr, monat = divmod(monate, 12)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def luecken(ziele: Iterable[tuple[str, int]]) -> list[str]:
    """What a version lacks before it can be signed, as German sentences. `ziele`: (horizont, number of steps)."""
    alle = list(ziele)
    fehlend = [
        satz
        for horizont, satz in (("nah", "Es fehlt ein Nahziel."), ("fern", "Es fehlt ein Fernziel."))
        if horizont not in {h for h, _ in alle}
    ]
    ohne = sum(not schritte for _, schritte in alle)
    if ohne:
        fehlend.append("Ein Ziel hat noch keinen Schritt." if ohne == 1 else f"{ohne} Ziele haben noch keinen Schritt.")
    return fehlend


def pruefsumme(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form of a version: keys in order, days as 2026-03-05, hexadecimal (JPS-12)."""
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()
