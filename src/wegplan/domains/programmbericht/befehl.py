"""`wegplan auswertung programmbericht` (JPS-95, AW-01, AW-06): the figures of the report on a day, protected.

Over a folder or a Spark (`--quelle`) neither Django nor a database is touched, and nothing is stored. Output to stdout,
messages to stderr; exit code 0, 1 for faults in data or rule files, 2 for a wrong command line."""

import sys
from pathlib import Path
from typing import Any

from wegplan.domains.zielindikatoren.befehl import GEMEINSAM
from wegplan.kit.befehlszeile import argumente
from wegplan.kit.befehlszeile.argumente import ArgumentFehler
from wegplan.kit.befehlszeile.ausgabe import FORMEN

KOPF = "Alle Zahlen des Programmberichts, kleine Zahlen geschützt"
UNTERBEFEHLE = {"programmbericht": (KOPF, GEMEINSAM)}


def main(argv: list[str]) -> int:
    """Run with the words after `wegplan auswertung`, the first a name of UNTERBEFEHLE; returns the exit code."""
    _, *rest = argv
    if {"-h", "--help", "--hilfe"} & set(rest):
        print(argumente.hilfe(f"wegplan auswertung programmbericht: {KOPF}", GEMEINSAM))
        return 0
    try:
        wahl = argumente.lesen(rest, GEMEINSAM)
    except ArgumentFehler as fehler:
        print(f"wegplan auswertung: {fehler}", file=sys.stderr)
        return 2
    return _beantworten(wahl)


def _beantworten(wahl: dict[str, Any]) -> int:
    from wegplan.kit.ordner import QuellenFehler
    from wegplan.kit.rules.fehler import RegelwerkFehler

    from .inhalt import inhalt_berechnen
    from .rules import berichtsregel_laden
    from .zeilen import SPALTEN, zeilen

    try:
        regel = berichtsregel_laden()
        if wahl["quelle"] is None:
            inhalt = _aus_datenbank(regel, wahl["stichtag"])
        else:
            quelle = _quelle(wahl["quelle"])
            for hinweis in quelle.hinweise:
                print(f"Hinweis: {hinweis}", file=sys.stderr)
            inhalt = inhalt_berechnen(quelle, regel, wahl["stichtag"])
        FORMEN[wahl["form"]](SPALTEN, zeilen(inhalt), sys.stdout)
    except (QuellenFehler, RegelwerkFehler) as fehler:
        print(fehler, file=sys.stderr)
        return 1
    return 0


def _quelle(quelle: Path | str) -> Any:
    if isinstance(quelle, str):
        from wegplan.domains.zielindikatoren.spark import Spark

        return Spark(quelle)
    from .ordner import Ordner

    return Ordner(quelle)


def _aus_datenbank(regel: Any, stichtag: Any) -> Any:
    """The live figures; the tables that are kept for counting live as long as the transaction."""
    from wegplan.befehle import django_bereit

    django_bereit(rolle="dienst")
    from django.db import transaction

    from .inhalt import inhalt_berechnen
    from .live import Datenbank

    with transaction.atomic():
        return inhalt_berechnen(Datenbank(), regel, stichtag)
