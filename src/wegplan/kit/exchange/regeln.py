"""Checks of single values and of rows, as SQL conditions with their German sentence."""

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .schema import Spalte, Tabelle

ISO_TAG = "cast(try_cast({0} as date) as varchar) = {0}"
# one text for one instant: Greenwich, a fraction without zeros at its end
ISO_ZEITPUNKT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{0,5}[1-9])?Z"


@dataclass(frozen=True)
class Regel:
    """`bedingung` is true for a row with the fault (SQL of DuckDB over text columns), `spalte` the column to
    blame, `satz` makes the sentence from its value. `warnung`: tell it, stop nothing; `satz` gets the first value."""

    spalte: str
    bedingung: str
    satz: Callable[[str], str]
    warnung: bool = False


@dataclass(frozen=True)
class Wertpruefung:
    """A check of the values of one column that SQL cannot do. `mangel` makes the German sentence on a value, empty for
    one that is all right."""

    spalte: str
    mangel: Callable[[str], str]


def q(name: str) -> str:
    """An identifier, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(wert: str) -> str:
    """A text, quoted for SQL."""
    return "'" + wert.replace("'", "''") + "'"


def wertregeln(tabelle: Tabelle, vorhanden: frozenset[str]) -> Iterator[Regel]:
    """What the schema demands of the values of the columns that the file has."""
    eng = {*tabelle.schluessel, *(v.spalte for v in tabelle.verweise)}
    for spalte in tabelle.spalten:
        if spalte.name not in vorhanden:
            continue
        if spalte.pflicht:
            yield Regel(spalte.name, f"{q(spalte.name)} is null", _fehlt(spalte))
        if spalte.name in eng and spalte.typ == "string":
            yield Regel(
                spalte.name,
                f"{q(spalte.name)} <> trim({q(spalte.name)}, ' \t\r\n')",
                lambda _: "Vor oder hinter dem Schlüssel steht ein Leerzeichen.",
            )
        yield from _TYPEN[spalte.typ](spalte)


def reihenfolgeregeln(tabelle: Tabelle, vorhanden: frozenset[str]) -> Iterator[Regel]:
    """Dates in order; holds for rows whose values are all right, where ISO days compare as text."""
    for frueher, spaeter in tabelle.reihenfolge:
        if {frueher, spaeter} <= vorhanden:
            a, b = tabelle.spalte(frueher).titel, tabelle.spalte(spaeter).titel
            yield Regel(spaeter, f"{q(spaeter)} < {q(frueher)}", _liegt_vor(b, a))


def _liegt_vor(spaeter: str, frueher: str) -> Callable[[str], str]:
    return lambda _: f"„{spaeter}“ liegt vor „{frueher}“."


def _fehlt(spalte: Spalte) -> Callable[[str], str]:
    return lambda _: f"Hier fehlt ein Wert: „{spalte.titel}“ darf nicht leer sein."


def _text(spalte: Spalte) -> Iterator[Regel]:
    if spalte.werte:
        liste = ", ".join(text(w) for w in spalte.werte)
        yield Regel(spalte.name, f"{q(spalte.name)} not in ({liste})", lambda w: _kein_code(w, spalte))
    elif spalte.laenge:
        yield Regel(
            spalte.name,
            f"length({q(spalte.name)}) > {spalte.laenge}",
            lambda _: f"Der Text ist zu lang; höchstens {spalte.laenge} Zeichen sind möglich.",
        )


def _kein_code(wert: str, spalte: Spalte) -> str:
    klein = {w.lower(): w for w in spalte.werte}
    nah = [klein[w] for w in difflib.get_close_matches(wert.strip().lower(), klein, n=1, cutoff=0.75)]
    rat = f" Gemeint ist vielleicht „{nah[0]}“." if nah else f" Erlaubt: {', '.join(spalte.werte)}."
    return f"Dieser Wert ist für „{spalte.titel}“ nicht vorgesehen.{rat}"


def _datum(spalte: Spalte) -> Iterator[Regel]:
    s = q(spalte.name)
    # an ISO day is the text that the day itself is written as; far faster than a pattern
    yield Regel(spalte.name, f"{s} is not null and ({ISO_TAG.format(s)}) is not true", _kein_tag)
    if spalte.minimum and spalte.maximum:
        von, bis = spalte.minimum, spalte.maximum
        yield Regel(
            spalte.name,
            f"{ISO_TAG.format(s)} and ({s} < {text(von)} or {s} > {text(bis)})",
            lambda _: f"Das Jahr muss zwischen {von[:4]} und {bis[:4]} liegen.",
        )


def _kein_tag(wert: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", wert):
        return "Diesen Tag gibt es nicht."
    return "Kein Datum in der Form JJJJ-MM-TT, zum Beispiel 2025-03-05."


def _zeitpunkt(spalte: Spalte) -> Iterator[Regel]:
    s = q(spalte.name)
    form = f"regexp_full_match({s}, {text(ISO_ZEITPUNKT)}) and try_cast({s} as timestamp) is not null"
    yield Regel(
        spalte.name,
        f"{s} is not null and ({form}) is not true",
        lambda _: "Kein Zeitpunkt in der Form JJJJ-MM-TTThh:mm:ssZ (Weltzeit), zum Beispiel 2025-03-05T08:30:00Z.",
    )
    if spalte.minimum and spalte.maximum:
        von, bis = spalte.minimum, spalte.maximum
        yield Regel(
            spalte.name,
            f"{form} and ({s} < {text(von)} or {s} > {text(bis)})",
            lambda _: f"Das Jahr muss zwischen {von[:4]} und {bis[:4]} liegen.",
        )


def _wahrheit(spalte: Spalte) -> Iterator[Regel]:
    yield Regel(
        spalte.name, f"{q(spalte.name)} not in ('true', 'false')", lambda _: "Erlaubt sind nur true, false oder leer."
    )


def _zahl(spalte: Spalte) -> Iterator[Regel]:
    s = q(spalte.name)
    form = f"regexp_full_match({s}, '-?[0-9]{{1,18}}')"
    yield Regel(spalte.name, f"not {form}", lambda _: "Keine ganze Zahl.")
    yield Regel(
        spalte.name,
        f"{form} and try_cast({s} as bigint) not between {spalte.minimum} and {spalte.maximum}",
        lambda _: f"Die Zahl muss zwischen {spalte.minimum} und {spalte.maximum} liegen.",
    )


_TYPEN: dict[str, Callable[[Spalte], Iterator[Regel]]] = {
    "string": _text,
    "date": _datum,
    "datetime": _zeitpunkt,
    "boolean": _wahrheit,
    "integer": _zahl,
}
SQL_TYPEN = {
    "string": "varchar",
    "date": "date",
    "datetime": "timestamptz",
    "boolean": "boolean",
    "integer": "bigint",
}
