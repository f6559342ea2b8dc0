"""From a checked rule file to its dated values."""

from datetime import date
from pathlib import Path
from typing import Any

from .fehler import Befund, RegelwerkFehler
from .pruefen import geprueft_lesen
from .werte import Eintrag, Wert


def laden(datei: Path, schema: Path) -> tuple[dict[str, Any], dict[str, Wert]]:
    """Head of a rule file (everything but `werte`) and its values by name.

    Raises RegelwerkFehler with file and line when the file breaks the schema, names an impossible day, or does not
    list its entries in ascending order of `gilt_ab`."""
    inhalt, zeilen = geprueft_lesen(datei, schema)
    befunde: list[Befund] = []
    werte = {}
    for name, angabe in inhalt["werte"].items():
        eintraege: list[Eintrag] = []
        for nummer, roh in enumerate(angabe["eintraege"]):
            zeile = zeilen[("werte", name, "eintraege", nummer, "gilt_ab")]
            try:
                ab = date.fromisoformat(roh["gilt_ab"])
            except ValueError:
                befunde.append(Befund(datei, zeile, f"„{roh['gilt_ab']}“ ist kein Tag im Kalender."))
                continue
            if eintraege and ab <= eintraege[-1].gilt_ab:
                befunde.append(Befund(datei, zeile, f"{name}: die Einträge müssen nach „gilt_ab“ aufsteigen."))
            eintraege.append(Eintrag(ab, _fest(roh["wert"]), roh["fundstelle"], roh.get("lesart", "")))
        werte[name] = Wert(name, angabe["einheit"], tuple(eintraege), angabe.get("bedeutung", ""))
    if befunde:
        raise RegelwerkFehler(befunde)
    return {name: angabe for name, angabe in inhalt.items() if name != "werte"}, werte


def _fest(wert: Any) -> Any:
    """Lists become tuples, so that values are immutable and can be compared."""
    if isinstance(wert, list):
        return tuple(_fest(teil) for teil in wert)
    if isinstance(wert, dict):
        return {name: _fest(teil) for name, teil in wert.items()}
    return wert
