"""The shape of what a report takes over from the file (`inhalt`), defined once in inhalt.schema.json.

What a data package brings is checked against it before it is stored, so that every page and print can show it; what
`akteninhalt.zusammenstellen` gives keeps to it (test). Pages learn from it which texts are days."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.rules.pruefen import maengel

SCHEMA = Path(__file__).with_name("inhalt.schema.json")
TIEFE = 10  # levels; the shape has five
KEIN_JSON = "Das ist kein gültiges JSON, oder ein Name steht darin doppelt."
ZU_TIEF = "Das JSON ist zu tief verschachtelt."
KEIN_TEXT = "Das JSON enthält Zeichen, die sich nicht speichern lassen (\\u0000 oder halbe Zeichen)."


def mangel(text: str) -> str:
    """What is wrong with a content as it stands in a file, as a German sentence; empty when nothing is."""
    try:
        # a number with a comma is no number of the shape, NaN is none at all, and of two names one would be lost
        inhalt = json.loads(text, parse_float=Decimal, parse_constant=_keine_zahl, object_pairs_hook=_einmal)
    except RecursionError:
        return ZU_TIEF
    except ValueError:
        return KEIN_JSON
    for tiefe, wert in _teile(inhalt):
        if tiefe > TIEFE:
            return ZU_TIEF
        if isinstance(wert, str) and not _speicherbar(wert):
            return KEIN_TEXT
    saetze = list(dict.fromkeys(satz for _, satz in maengel(inhalt, SCHEMA)))
    weitere = f" Weitere Mängel: {len(saetze) - 1}." if len(saetze) > 1 else ""
    return f"{saetze[0].replace('Datei:', 'Angaben aus der Akte:', 1)}{weitere}" if saetze else ""


def _keine_zahl(wort: str) -> None:
    raise ValueError(wort)


def _einmal(paare: list[tuple[str, Any]]) -> dict[str, Any]:
    block = dict(paare)
    if len(block) < len(paare):
        raise ValueError
    return block


def _teile(inhalt: Any) -> Iterator[tuple[int, Any]]:
    """Every value and key with its depth, without recursion."""
    offen = [(0, inhalt)]
    while offen:
        tiefe, wert = offen.pop()
        yield tiefe, wert
        if isinstance(wert, dict):
            offen += [(tiefe + 1, teil) for paar in wert.items() for teil in paar]
        elif isinstance(wert, list):
            offen += [(tiefe + 1, teil) for teil in wert]


def _speicherbar(text: str) -> bool:
    """The database takes neither the character zero nor half of a pair."""
    return "\x00" not in text and not any("\ud800" <= zeichen <= "\udfff" for zeichen in text)


@cache
def tagesfelder() -> frozenset[str]:
    """Names of the fields that hold days, wherever they stand."""
    return frozenset(_tagesfelder(json.loads(SCHEMA.read_text(encoding="utf-8"))))


def _tagesfelder(schema: dict[str, Any]) -> Iterator[str]:
    for name, teil in schema.get("properties", {}).items():
        if _ist_tag(teil) or _ist_tag(teil.get("items", {})):
            yield name
        yield from _tagesfelder(teil)
        yield from _tagesfelder(teil.get("items", {}))


def _ist_tag(teil: dict[str, Any]) -> bool:
    return str(teil.get("$ref", "")).startswith("#/$defs/tag")
