"""`wegplan auswertung zielindikatoren|austrittsstatus` (chapter 80, "Command line"; JPS-90, JPS-91).

Over a folder (`--quelle`) neither Django nor a database is touched. Output to stdout, messages to stderr; exit code 0,
1 for faults in data or rule files, 2 for a wrong command line."""

import sys
from pathlib import Path
from typing import Any

from wegplan.kit.befehlszeile import argumente
from wegplan.kit.befehlszeile.argumente import Argument, ArgumentFehler
from wegplan.kit.befehlszeile.ausgabe import FORMEN

from .zeilen import GRUPPEN, INDIKATOR_SPALTEN, STATUS_SPALTEN, austrittsstatus, mit_stufe, zielindikatoren

GEMEINSAM = {
    "stichtag": Argument("letzter Tag, der zählt", argumente.tag, pflicht=True, muster="2025-12-31"),
    "form": Argument("Form der Ausgabe", argumente.eines_von(*FORMEN), vorgabe="csv", muster="csv|json|tabelle"),
    "quelle": Argument(
        "Ordner mit CSV oder Parquet oder ein Spark statt der Datenbank", argumente.quelle, muster="ORDNER|sc://…"
    ),
}
GRUPPE = Argument(
    "gruppieren nach; die Stufe ist immer dabei", argumente.mehrere_von(*GRUPPEN), vorgabe=(), muster=",".join(GRUPPEN)
)
UNTERBEFEHLE = {
    "zielindikatoren": ("Zielindikatoren des Programms, Ist neben Soll", {**GEMEINSAM, "gruppe": GRUPPE}),
    "austrittsstatus": ("Status beim Austritt je Stufe, mit und ohne vorzeitiges Ende", GEMEINSAM),
}


def main(argv: list[str]) -> int:
    """Run with the words after `wegplan auswertung`, the first a name of UNTERBEFEHLE; returns the exit code."""
    name, *rest = argv
    kopf, erlaubt = UNTERBEFEHLE[name]
    if {"-h", "--help", "--hilfe"} & set(rest):
        print(argumente.hilfe(f"wegplan auswertung {name}: {kopf}", erlaubt))
        if name == "zielindikatoren":
            print(_definitionen())
        return 0
    try:
        wahl = argumente.lesen(rest, erlaubt)
    except ArgumentFehler as fehler:
        print(f"wegplan auswertung: {fehler}", file=sys.stderr)
        return 2
    return _beantworten(name, wahl)


def _definitionen() -> str:
    """Every indicator with numerator and denominator in words (AW-01), as in force after the last change."""
    from datetime import date

    from .rules import in_worten, regelwerk_laden

    regel = regelwerk_laden()
    zeilen = [f"  {i.stufe}  {i.schluessel}: {in_worten(i, regel)}" for i in regel.indikatoren(date.max)]
    return "\n".join(["", "Zähler / Nenner:", *zeilen])


def _beantworten(name: str, wahl: dict[str, Any]) -> int:
    from wegplan.kit.ordner import QuellenFehler
    from wegplan.kit.rules.fehler import RegelwerkFehler

    from .rules import regelwerk_laden

    try:
        regel = regelwerk_laden()
        quelle = _quelle(wahl["quelle"])
        for hinweis in quelle.hinweise:
            print(f"Hinweis: {hinweis}", file=sys.stderr)
        if name == "zielindikatoren":
            spalten = (*mit_stufe(wahl["gruppe"]), *INDIKATOR_SPALTEN)
            zeilen = zielindikatoren(quelle, regel, wahl["stichtag"], wahl["gruppe"])
        else:
            spalten, zeilen = STATUS_SPALTEN, austrittsstatus(quelle, regel, wahl["stichtag"])
        FORMEN[wahl["form"]](spalten, zeilen, sys.stdout)
    except (QuellenFehler, RegelwerkFehler) as fehler:
        print(fehler, file=sys.stderr)
        return 1
    return 0


def _quelle(quelle: Path | str | None) -> Any:
    if isinstance(quelle, str):
        from .spark import Spark

        return Spark(quelle)
    if quelle is not None:
        from .ordner import Ordner

        return Ordner(quelle)
    from wegplan.befehle import django_bereit

    django_bereit(rolle="dienst")
    from .live import Datenbank

    return Datenbank()
