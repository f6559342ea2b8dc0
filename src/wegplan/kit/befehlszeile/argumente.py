"""Reads the arguments of a command and says in German what is wrong with them (argparse speaks English)."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


class ArgumentFehler(ValueError):
    """A wrong command line; the text is a German sentence for the user."""


@dataclass(frozen=True)
class Argument:
    """`--name WERT`, or a switch when there is no `lesen`. `lesen` turns the text into the value or raises
    ArgumentFehler."""

    hilfe: str
    lesen: Callable[[str], Any] | None = None
    pflicht: bool = False
    vorgabe: Any = None
    muster: str = ""


def lesen(argv: list[str], erlaubt: dict[str, Argument]) -> dict[str, Any]:
    """The values by name without dashes. Raises ArgumentFehler."""
    werte: dict[str, Any] = {}
    rest = list(argv)
    while rest:
        name, gleich, text = rest.pop(0).partition("=")
        argument = erlaubt.get(name.removeprefix("--")) if name.startswith("--") else None
        if argument is None:
            raise ArgumentFehler(f"„{name}“ ist hier unbekannt. Möglich sind: {_namen(erlaubt)}.")
        if name in werte:
            raise ArgumentFehler(f"{name} steht doppelt.")
        if argument.lesen is None and gleich:
            raise ArgumentFehler(f"{name} braucht keinen Wert.")
        if argument.lesen is not None and not gleich:
            if not rest or rest[0].startswith("--"):
                raise ArgumentFehler(f"Nach {name} fehlt der Wert ({argument.muster}).")
            text = rest.pop(0)
        werte[name] = _wert(name, argument, text)
    for name, argument in erlaubt.items():
        if argument.pflicht and f"--{name}" not in werte:
            raise ArgumentFehler(f"Es fehlt --{name} ({argument.hilfe}, {argument.muster}).")
    vorgaben = {name: argument.vorgabe for name, argument in erlaubt.items()}
    return vorgaben | {name.removeprefix("--"): wert for name, wert in werte.items()}


def _wert(name: str, argument: Argument, text: str) -> Any:
    if argument.lesen is None:
        return True
    try:
        return argument.lesen(text)
    except ArgumentFehler as fehler:
        raise ArgumentFehler(f"{name} {text}: {fehler}") from fehler


def hilfe(kopf: str, erlaubt: dict[str, Argument]) -> str:
    """The text of --help."""
    zeilen = [
        (f"--{name} {argument.muster}".rstrip(), argument.hilfe + (" (nötig)" if argument.pflicht else ""))
        for name, argument in erlaubt.items()
    ]
    breite = max(len(links) for links, _ in zeilen)
    return "\n".join([kopf, "", *(f"  {links.ljust(breite)}  {rechts}" for links, rechts in zeilen)])


def _namen(erlaubt: dict[str, Argument]) -> str:
    return ", ".join(f"--{name}" for name in erlaubt)


def monatserster(text: str) -> date:
    """First day of a month given as 2025-03."""
    if not re.fullmatch(r"\d{4}-\d{2}", text):
        raise ArgumentFehler("Erwartet wird ein Monat wie 2025-03.")
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as fehler:
        raise ArgumentFehler("Diesen Monat gibt es nicht.") from fehler


def monatsletzter(text: str) -> date:
    """Last day of a month given as 2025-03."""
    erster = monatserster(text)
    return erster.replace(day=monthrange(erster.year, erster.month)[1])


def tag(text: str) -> date:
    """A day given as 2025-03-05."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ArgumentFehler("Erwartet wird ein Tag wie 2025-03-05.")
    try:
        return date.fromisoformat(text)
    except ValueError as fehler:
        raise ArgumentFehler("Diesen Tag gibt es nicht.") from fehler


def eines_von(*moeglich: str) -> Callable[[str], str]:
    """One of the given words."""

    def pruefen(text: str) -> str:
        if text not in moeglich:
            raise ArgumentFehler(f"Möglich sind: {', '.join(moeglich)}.")
        return text

    return pruefen


def mehrere_von(*moeglich: str) -> Callable[[str], tuple[str, ...]]:
    """Some of the given words, separated by commas, none twice, in the order given."""

    def pruefen(text: str) -> tuple[str, ...]:
        teile = tuple(teil.strip() for teil in text.split(","))
        for teil in teile:
            if teil not in moeglich:
                raise ArgumentFehler(f"„{teil}“ ist unbekannt. Möglich sind: {', '.join(moeglich)}.")
        if len(set(teile)) < len(teile):
            raise ArgumentFehler("Eine Angabe steht doppelt.")
        return teile

    return pruefen


def quelle(text: str) -> Path | str:
    """A folder that exists, or the address of a Spark (sc://…), which stays a text."""
    return text if text.startswith("sc://") else ordner(text)


def ordner(text: str) -> Path:
    """A folder that exists."""
    pfad = Path(text)
    if not pfad.is_dir():
        raise ArgumentFehler("Diesen Ordner gibt es nicht.")
    return pfad
