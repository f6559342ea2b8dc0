"""CSV for people: what a German spreadsheet opens with a double click, formulas made harmless (DP-03)."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from .xlsx import FORMELZEICHEN


def tabelle_csv(spalten: Sequence[str], zeilen: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons and a byte order mark; a text that would run as a formula gets an apostrophe in front.

    Not for programs: the data package is (DP-03)."""
    puffer = StringIO(newline="")
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(spalten)
    schreiber.writerows([harmlos(wert) for wert in zeile] for zeile in zeilen)
    return puffer.getvalue().encode("utf-8-sig")


def harmlos(wert: Any) -> str:
    """A value as text that no spreadsheet runs."""
    text = "" if wert is None else str(wert)
    return f"'{text}" if text.startswith(FORMELZEICHEN) else text
