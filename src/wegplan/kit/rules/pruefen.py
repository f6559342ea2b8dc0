"""Checks a document against its JSON Schema and says in German what is wrong and in which line."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from .fehler import Befund, RegelwerkFehler
from .yamldatei import Stelle, lesen

LAENGSTER_WERT = 100  # of a wrong value in a sentence
_ARTEN = {
    "string": "ein Text",
    "integer": "eine ganze Zahl",
    "number": "eine Zahl",
    "boolean": "true oder false",
    "array": "eine Liste",
    "object": "ein Block mit Angaben",
    "null": "leer",
}
_LEER = "darf nicht leer sein."
_SAETZE = {
    "const": "hier muss „{soll}“ stehen, nicht „{ist}“.",
    "pattern": "„{ist}“ hat nicht die erwartete Form {soll}.",
    "format": "„{ist}“ ist kein Tag in der Form JJJJ-MM-TT.",
    "minItems": _LEER,
    "minLength": _LEER,
    "minProperties": _LEER,
    "maxItems": "höchstens {soll} Einträge sind möglich.",
    "minimum": "{ist} ist nicht möglich, mindestens {soll}.",
    "maximum": "{ist} ist nicht möglich, höchstens {soll}.",
    "uniqueItems": "eine Angabe steht doppelt.",
}


@lru_cache(maxsize=32)
def _pruefer(schema: Path, stand: int) -> Any:
    from jsonschema import Draft202012Validator

    inhalt = json.loads(schema.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(inhalt)
    return Draft202012Validator(inhalt, format_checker=Draft202012Validator.FORMAT_CHECKER)


def geprueft_lesen(datei: Path, schema: Path) -> tuple[Any, dict[Stelle, int]]:
    """Content and lines of a YAML file that keeps to `schema`; RegelwerkFehler with all faults otherwise."""
    inhalt, zeilen = lesen(datei)
    befunde = [Befund(datei, zeile_von(zeilen, stelle), satz) for stelle, satz in maengel(inhalt, schema)]
    if befunde:
        raise RegelwerkFehler(sorted(befunde, key=lambda b: b.zeile))
    return inhalt, zeilen


def maengel(inhalt: Any, schema: Path) -> list[tuple[Stelle, str]]:
    """Where `inhalt` does not keep to `schema`: place and German sentence; empty when all is well."""
    fehler = _pruefer(schema, schema.stat().st_mtime_ns).iter_errors(inhalt)
    return [(tuple(f.absolute_path), _satz(f)) for f in fehler]


def zeile_von(zeilen: dict[Stelle, int], stelle: Stelle) -> int:
    """The line of a place, or of what encloses it."""
    while stelle not in zeilen:
        stelle = stelle[:-1]
    return zeilen[stelle]


def _satz(fehler: Any) -> str:
    ort = ".".join(str(teil) for teil in fehler.absolute_path) or "Datei"
    soll, ist = fehler.validator_value, _kurz(fehler.instance)
    match fehler.validator:
        case "required":
            fehlend = [name for name in soll if name not in fehler.instance]
            return f"{ort}: es fehlt {', '.join(f'„{name}“' for name in fehlend)}."
        case "additionalProperties":
            erlaubt = fehler.schema.get("properties", {})
            zuviel = [name for name in fehler.instance if name not in erlaubt]
            return f"{ort}: unbekannte Angabe {', '.join(f'„{_kurz(name)}“' for name in zuviel)}."
        case "type":
            arten = [soll] if isinstance(soll, str) else soll
            return f"{ort}: erwartet wird {' oder '.join(_ARTEN[art] for art in arten)}, nicht „{ist}“."
        case "enum":
            return f"{ort}: „{ist}“ ist nicht erlaubt; möglich sind {', '.join(map(str, soll))}."
    einfach = _SAETZE.get(fehler.validator, "entspricht nicht dem Schema ({wort}).")
    return f"{ort}: {einfach.format(ist=ist, soll=soll, wort=fehler.validator)}"


def _kurz(wert: Any) -> str:
    text = str(wert)
    return text if len(text) <= LAENGSTER_WERT else f"{text[:LAENGSTER_WERT]}…"
