"""Rows to CSV, JSON or a table for reading in a terminal (chapter 80, "Command line")."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

Zeile = tuple[Any, ...]
UEBERSCHRIFTEN = {
    "teilnahme_id": "Teilnahme",
    "austritt": "Austritt",
    "gezaehlt": "gezählt",
    "ausschlussgrund": "nicht gezählt wegen",
    "erfuellt_ies": "erfüllt ieS",
    "gruende_ies": "Gründe ieS",
    "quote_ies": "Quote ieS in %",
    "erfuellt_iws": "erfüllt iwS",
    "gruende_iws": "Gründe iwS",
    "quote_iws": "Quote iwS in %",
    "vereinbarung_id": "Vereinbarung",
    "vermittlung_id": "Vermittlung",
    "geplantes_ende": "geplantes Ende",
    "vereinbarung": "Vereinbarung",
    "vermittlung": "Vermittlung",
    "tage_bis_ende": "Tage bis Ende",
    "traeger": "Träger",
    "massnahme": "Maßnahme",
    "foerderart": "Förderart",
    "zustaendig": "zuständig",
    "faellig_von": "fällig von",
    "faellig_bis": "fällig bis",
}


def als_csv(spalten: tuple[str, ...], zeilen: Iterable[Zeile], ziel: TextIO) -> None:
    """UTF-8 text with comma and decimal point; true/false, ISO dates, empty for nothing."""
    schreiber = csv.writer(ziel, lineterminator="\n")
    schreiber.writerow(spalten)
    schreiber.writerows(map(_csv_zeile, zeilen))


def _csv_zeile(zeile: Zeile) -> list[Any]:
    return ["true" if wert is True else "false" if wert is False else wert for wert in zeile]


def als_json(spalten: tuple[str, ...], zeilen: Iterable[Zeile], ziel: TextIO) -> None:
    """A list of objects, one per line; rates as numbers, nothing as null."""
    trenner = "[\n"
    for zeile in zeilen:
        ziel.write(trenner + json.dumps(dict(zip(spalten, map(_json_wert, zeile), strict=True)), ensure_ascii=False))
        trenner = ",\n"
    ziel.write("[]\n" if trenner == "[\n" else "\n]\n")


def _json_wert(wert: Any) -> Any:
    if isinstance(wert, Decimal):
        return float(wert)
    return wert.isoformat() if isinstance(wert, date) else wert


def als_tabelle(spalten: tuple[str, ...], zeilen: Iterable[Zeile], ziel: TextIO) -> None:
    """Columns aligned, German dates and decimals; "keine Fälle" when there is no row (AM-15)."""
    inhalt = [[_lesbar(wert) for wert in zeile] for zeile in zeilen]
    if not inhalt:
        ziel.write("keine Fälle\n")
        return
    kopf = [UEBERSCHRIFTEN.get(name, name.replace("_", " ").capitalize()) for name in spalten]
    breiten = [max(map(len, spalte)) for spalte in zip(kopf, *inhalt, strict=True)]
    rechts = [
        all(not wert or wert.replace(",", "").isdigit() for wert in spalte) for spalte in zip(*inhalt, strict=True)
    ]
    for zeile in (kopf, ["-" * breite for breite in breiten], *inhalt):
        felder = zip(zeile, breiten, rechts, strict=True)
        text = "  ".join(wert.rjust(breite) if r else wert.ljust(breite) for wert, breite, r in felder)
        ziel.write(text.rstrip() + "\n")


def _lesbar(wert: Any) -> str:
    match wert:
        case None:
            return ""
        case bool():
            return "ja" if wert else "nein"
        case Decimal():
            return str(wert).replace(".", ",")
        case date():
            return f"{wert:%d.%m.%Y}"
        case str():
            return wert.replace("|", ", ")
    return str(wert)


FORMEN = {"csv": als_csv, "json": als_json, "tabelle": als_tabelle}
