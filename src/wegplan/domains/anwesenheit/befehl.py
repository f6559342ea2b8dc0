"""`wegplan anwesenheit fehlzeiten` (chapter 80, "Command line"; JPS-33).

Over a folder (`--quelle`) neither Django nor a database is touched. Output to stdout, messages to stderr; exit code 0,
1 for faults in data, 2 for a wrong command line."""

import sys
from typing import Any

from wegplan.kit.befehlszeile import argumente
from wegplan.kit.befehlszeile.argumente import Argument, ArgumentFehler
from wegplan.kit.befehlszeile.ausgabe import FORMEN

from .fehlzeiten import SPALTEN

FEHLZEITEN = {
    "stichtag": Argument("letzter Tag, der zählt", argumente.tag, pflicht=True, muster="2025-03-31"),
    "form": Argument("Form der Ausgabe", argumente.eines_von(*FORMEN), vorgabe="csv", muster="csv|json|tabelle"),
    "quelle": Argument("Ordner mit CSV oder Parquet statt der Datenbank", argumente.ordner, muster="ORDNER"),
}
HILFE = "wegplan anwesenheit fehlzeiten: Solltage und Fehltage je Teilnahme und Lernort"


def main(argv: list[str]) -> int:
    """Run with the words after `wegplan anwesenheit`; returns the exit code."""
    if not argv or argv[0] in ("-h", "--help", "--hilfe"):
        ziel = sys.stdout if argv else sys.stderr
        print(f"{HILFE}\nMehr dazu: wegplan anwesenheit fehlzeiten --hilfe", file=ziel)
        return 0 if argv else 2
    name, *rest = argv
    try:
        if name != "fehlzeiten":
            raise ArgumentFehler(f"„{name}“ ist unbekannt. Möglich ist: fehlzeiten.")
        if {"-h", "--help", "--hilfe"} & set(rest):
            print(argumente.hilfe(HILFE, FEHLZEITEN))
            return 0
        wahl = argumente.lesen(rest, FEHLZEITEN)
    except ArgumentFehler as fehler:
        print(f"wegplan anwesenheit: {fehler}", file=sys.stderr)
        return 2
    return _fehlzeiten(wahl)


def _fehlzeiten(wahl: dict[str, Any]) -> int:
    from wegplan.kit.ordner import QuellenFehler

    try:
        quelle = _ordner(wahl["quelle"]) if wahl["quelle"] else _datenbank()
        for hinweis in quelle.hinweise:
            print(f"Hinweis: {hinweis}", file=sys.stderr)
        FORMEN[wahl["form"]](SPALTEN, quelle.fehlzeiten(wahl["stichtag"]), sys.stdout)
    except QuellenFehler as fehler:
        print(fehler, file=sys.stderr)
        return 1
    return 0


def _ordner(pfad: Any) -> Any:
    from .ordner import Ordner

    return Ordner(pfad)


def _datenbank() -> Any:
    from wegplan.befehle import django_bereit

    django_bereit(rolle="dienst")
    from .live import Datenbank

    return Datenbank()
