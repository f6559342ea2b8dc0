"""`wegplan verfahren ableiten` (chapter 80, "Command line").

Over a folder (`--quelle`) neither Django nor a database is touched. Output to stdout, messages to stderr; exit code 0,
1 for faults in data or rule files, 2 for a wrong command line."""

import sys
from typing import Any

from wegplan.kit.befehlszeile import argumente
from wegplan.kit.befehlszeile.argumente import Argument, ArgumentFehler
from wegplan.kit.befehlszeile.ausgabe import FORMEN

from .rules import verfahren, verfahren_laden

ABLEITEN = {
    "stichtag": Argument("Stichtag, an dem der Zustand gilt", argumente.tag, pflicht=True, muster="2025-03-05"),
    "form": Argument("Form der Ausgabe", argumente.eines_von(*FORMEN), vorgabe="csv", muster="csv|json|tabelle"),
    "quelle": Argument("Ordner mit CSV oder Parquet statt der Datenbank", argumente.ordner, muster="ORDNER"),
}
SPALTEN = ("teilnahme_id", "schritt", "zustaendig", "faellig_von", "faellig_bis", "erinnerung", "zustand")
HILFE = "wegplan verfahren ableiten: die Schritte eines Verfahrens für jede Teilnahme"


def main(argv: list[str]) -> int:
    """Run with the words after `wegplan verfahren`; returns the exit code."""
    if not argv or argv[0] in ("-h", "--help", "--hilfe"):
        ziel = sys.stdout if argv else sys.stderr
        print(f"{HILFE}\nMehr dazu: wegplan verfahren ableiten --hilfe", file=ziel)
        return 0 if argv else 2
    name, *rest = argv
    namen = verfahren()
    erlaubt = {
        "regelwerk": Argument("Verfahren", argumente.eines_von(*namen), pflicht=True, muster="|".join(namen)),
        **ABLEITEN,
    }
    try:
        if name != "ableiten":
            raise ArgumentFehler(f"„{name}“ ist unbekannt. Möglich ist: ableiten.")
        if {"-h", "--help", "--hilfe"} & set(rest):
            print(argumente.hilfe(HILFE, erlaubt))
            return 0
        wahl = argumente.lesen(rest, erlaubt)
    except ArgumentFehler as fehler:
        print(f"wegplan verfahren: {fehler}", file=sys.stderr)
        return 2
    return _ableiten(wahl)


def _ableiten(wahl: dict[str, Any]) -> int:
    from wegplan.kit.ordner import QuellenFehler
    from wegplan.kit.rules.fehler import RegelwerkFehler

    try:
        regel = verfahren_laden(wahl["regelwerk"])
        quelle = _ordner(wahl["quelle"]) if wahl["quelle"] else _datenbank()
        for hinweis in quelle.hinweise:
            print(f"Hinweis: {hinweis}", file=sys.stderr)
        spalten = ("teilnahme", *SPALTEN[1:])
        FORMEN[wahl["form"]](SPALTEN, quelle.schritte(regel, wahl["stichtag"], spalten), sys.stdout)
    except (RegelwerkFehler, QuellenFehler) as fehler:
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
