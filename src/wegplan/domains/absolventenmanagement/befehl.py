"""`wegplan auswertung absolventenmanagement|vorschau` (chapter 80, "Command line").

Over a folder (`--quelle`) neither Django nor a database is touched. Output to stdout, messages to stderr; exit code 0,
1 for faults in data or rule files, 2 for a wrong command line."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from wegplan.kit.befehlszeile import argumente
from wegplan.kit.befehlszeile.argumente import Argument, ArgumentFehler
from wegplan.kit.befehlszeile.ausgabe import FORMEN, Zeile

from .gestalt import GRUPPEN, Gestalt
from .quelle import DATENBANK, ORDNER, SPARK, Form
from .rules import prozent, regelwerke
from .uebersetzung import Anweisung, anweisung

GEMEINSAM = {
    "form": Argument("Form der Ausgabe", argumente.eines_von(*FORMEN), vorgabe="csv", muster="csv|json|tabelle"),
    "quelle": Argument(
        "Ordner mit CSV oder Parquet oder ein Spark statt der Datenbank", argumente.quelle, muster="ORDNER|sc://…"
    ),
}
QUOTEN = {
    "von": Argument("erster Berichtsmonat", argumente.monatserster, pflicht=True, muster="2025-01"),
    "bis": Argument("letzter Berichtsmonat", argumente.monatsletzter, pflicht=True, muster="2025-12"),
    "gruppe": Argument("gruppieren nach", argumente.mehrere_von(*GRUPPEN), vorgabe=(), muster=",".join(GRUPPEN)),
    "faelle": Argument("die einzelnen Fälle statt der Quoten"),
}
VORSCHAU = {"stichtag": Argument("Stichtag der Liste", argumente.tag, pflicht=True, muster="2025-03-05")}
UNTERBEFEHLE = {
    "absolventenmanagement": ("Quoten und Fälle des Absolventenmanagements", QUOTEN),
    "vorschau": ("Präventive Liste: was bis zum geplanten Ende noch fehlt", VORSCHAU),
}
QUOTEN_ROH = ("gezaehlt", "erfuellt_ies", "zehntel_ies", "erfuellt_iws", "zehntel_iws")
QUOTEN_SPALTEN = ("gezaehlt", "erfuellt_ies", "quote_ies", "erfuellt_iws", "quote_iws")
VORSCHAU_SPALTEN = ("teilnahme_id", "geplantes_ende", "vereinbarung", "vermittlung", "tage_bis_ende")
FALL_SPALTEN = (
    "teilnahme_id",
    "austritt",
    "gezaehlt",
    "ausschlussgrund",
    "erfuellt_ies",
    "gruende_ies",
    "erfuellt_iws",
    "gruende_iws",
    "vereinbarung_id",
    "vermittlung_id",
)


class Quelle(Protocol):
    """What both the folder and the database offer; `hinweise` are sentences for the user."""

    @property
    def hinweise(self) -> Sequence[str]: ...

    def zeilen(
        self, anweisung: Anweisung, werte: dict[str, Any], spalten: tuple[str, ...], ordnung: tuple[str, ...]
    ) -> Iterator[Zeile]: ...


def main(argv: list[str]) -> int:
    """Run with the words after `wegplan auswertung`, the first a name of UNTERBEFEHLE; returns the exit code."""
    name, *rest = argv
    try:
        kopf, eigene = UNTERBEFEHLE[name]
        erlaubt = {"regelwerk": _regelwerk_argument(), **eigene, **GEMEINSAM}
        if {"-h", "--help", "--hilfe"} & set(rest):
            print(argumente.hilfe(f"wegplan auswertung {name}: {kopf}", erlaubt))
            return 0
        wahl = argumente.lesen(rest, erlaubt)
        _zusammenpassen(wahl)
    except ArgumentFehler as fehler:
        print(f"wegplan auswertung: {fehler}", file=sys.stderr)
        return 2
    return _beantworten(name, wahl)


def _regelwerk_argument() -> Argument:
    namen = regelwerke()
    return Argument("Regelwerk", argumente.eines_von(*namen), pflicht=True, muster="|".join(namen))


def _zusammenpassen(wahl: dict[str, Any]) -> None:
    if "von" in wahl and wahl["von"] > wahl["bis"]:
        raise ArgumentFehler(f"--von {wahl['von']:%Y-%m} liegt nach --bis {wahl['bis']:%Y-%m}.")
    if wahl.get("faelle") and wahl["gruppe"]:
        raise ArgumentFehler("--faelle nennt jeden Fall einzeln; --gruppe passt nicht dazu.")


def _beantworten(name: str, wahl: dict[str, Any]) -> int:
    gestalt = Gestalt(gruppen=wahl.get("gruppe") or ())
    frage = "vorschau" if name == "vorschau" else "faelle" if wahl["faelle"] else "quoten"
    werte: dict[str, Any] = {name: wahl[name] for name in ("von", "bis", "stichtag") if name in wahl}
    try:
        fertig = anweisung(wahl["regelwerk"], _form(wahl["quelle"]), frage, gestalt)
        _auf_geltung_hinweisen(fertig, werte, wahl["regelwerk"])
        quelle = _quelle(wahl["quelle"], gestalt)
        for hinweis in quelle.hinweise:
            print(f"Hinweis: {hinweis}", file=sys.stderr)
        _schreiben(quelle, fertig, frage, gestalt, werte, wahl["form"])
    except _erwartete_fehler() as fehler:
        print(fehler, file=sys.stderr)
        return 1
    return 0


def _form(quelle: Path | str | None) -> Form:
    if quelle is None:
        return DATENBANK
    return SPARK if isinstance(quelle, str) else ORDNER


def _quelle(quelle: Path | str | None, gestalt: Gestalt) -> Quelle:
    if quelle is None:
        return _datenbank()
    if isinstance(quelle, str):
        from .spark import Spark

        return Spark(quelle)
    from .ordner import Ordner

    return Ordner(quelle, mit_personen=bool({"jobcenter", "team"} & gestalt.bedarf))


def _datenbank() -> Quelle:
    from wegplan.befehle import django_bereit

    django_bereit(rolle="dienst")
    from .live import Datenbank

    return Datenbank()


def _erwartete_fehler() -> tuple[type[Exception], ...]:
    from wegplan.kit.ordner import QuellenFehler
    from wegplan.kit.rules.fehler import RegelwerkFehler

    return (RegelwerkFehler, QuellenFehler)


def _auf_geltung_hinweisen(frage: Anweisung, werte: dict[str, Any], kennung: str) -> None:
    if min(werte.values()) < frage.beginn:
        print(
            f"Hinweis: Das Regelwerk {kennung} nennt Werte ab {frage.beginn:%d.%m.%Y}; frühere Fälle sind nach den "
            "ersten Werten beurteilt.",
            file=sys.stderr,
        )


def _schreiben(
    quelle: Quelle, fertig: Anweisung, frage: str, gestalt: Gestalt, werte: dict[str, Any], form: str
) -> None:
    match frage:
        case "quoten":
            spalten = (*gestalt.gruppen, *QUOTEN_ROH)
            zeilen = map(_mit_quoten, quelle.zeilen(fertig, werte, spalten, gestalt.gruppen))
            FORMEN[form]((*gestalt.gruppen, *QUOTEN_SPALTEN), zeilen, sys.stdout)
        case "faelle" if form == "csv" and hasattr(quelle, "als_csv"):
            _abschreiben(quelle, fertig, werte, FALL_SPALTEN)
        case _:
            spalten = FALL_SPALTEN if frage == "faelle" else VORSCHAU_SPALTEN
            FORMEN[form](spalten, quelle.zeilen(fertig, werte, spalten, ("teilnahme_id",)), sys.stdout)


def _mit_quoten(zeile: Zeile) -> Zeile:
    """Tenths of a percent become a rate with one decimal."""
    *gruppen, gezaehlt, ies, zehntel_ies, iws, zehntel_iws = zeile
    quote_iws = None if zehntel_iws is None else prozent(zehntel_iws)
    return (*gruppen, gezaehlt, ies, prozent(zehntel_ies), iws, quote_iws)


def _abschreiben(quelle: Any, fertig: Anweisung, werte: dict[str, Any], spalten: tuple[str, ...]) -> None:
    """The engine writes millions of lines much faster than Python."""
    with tempfile.TemporaryDirectory(prefix="wegplan-") as ort:
        datei = Path(ort) / "faelle.csv"
        quelle.als_csv(fertig, werte, spalten, ("teilnahme_id",), datei)
        with datei.open(encoding="utf-8", newline="") as inhalt:
            shutil.copyfileobj(inhalt, sys.stdout, 1 << 20)
