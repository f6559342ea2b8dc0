"""The published figures, read from the file of facts beside this module."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATEI = Path(__file__).with_name("ergebnisse-2022.yaml")
Stelle = tuple[str, str, str]  # table, number or rate, group


@dataclass(frozen=True)
class Fakten:
    """`gedruckt`: each printed cell, a whole number or the text of a rate; `gruende`: why a cell cannot be made;
    `ohne_zelle`: (what, why) of printed figures that the report has no cell for."""

    stichtag: date
    gedruckt: dict[Stelle, int | str]
    gruende: dict[Stelle, str]
    ohne_zelle: tuple[tuple[str, str], ...]

    def zahl(self, tafel: str, name: str, gruppe: str) -> int:
        """A printed count."""
        return int(self.gedruckt[tafel, name, gruppe])


@cache
def fakten() -> Fakten:
    """The facts; the file is part of the program."""
    from wegplan.kit.rules.yamldatei import lesen

    inhalt, _ = lesen(DATEI)
    gedruckt = {
        (tafel, name, gruppe): wert
        for tafel, angaben in inhalt["tafeln"].items()
        for name, werte in _zeilen(angaben)
        for gruppe, wert in zip(angaben["gruppen"], werte, strict=True)
        if wert is not None
    }
    gruende = {_stelle(eintrag["zelle"]): eintrag["grund"] for eintrag in inhalt["nicht_herstellbar"]}
    ohne = tuple((eintrag["was"], eintrag["grund"]) for eintrag in inhalt["ohne_zelle"])
    return Fakten(date.fromisoformat(inhalt["stichtag"]), gedruckt, gruende, ohne)


def _zeilen(angaben: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    return [(name, werte) for name, werte in angaben.items() if name not in ("stand", "gruppen")]


def _stelle(text: str) -> Stelle:
    tafel, name, gruppe = (teil.strip() for teil in text.split(","))
    return tafel, name, gruppe
