"""Tables for people as XLSX. Text stays text: what a spreadsheet would run as a formula is made harmless (DP-03)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FORMELZEICHEN = ("=", "+", "-", "@", "\t", "\r")
LAENGSTER_TEXT = 32_767  # characters a cell can hold; XlsxWriter drops a longer text without a word
BREITESTE_SPALTE = 60


def tabelle_xlsx(spalten: Sequence[str], zeilen: Iterable[Sequence[Any]], blatt: str = "Tabelle") -> bytes:
    """One sheet with a fixed bold head, ready to be filtered and sorted.

    `spalten` = heads; each row has as many values: text, number, bool (ja/nein), date, datetime (local time) or
    None (empty cell). `blatt` = name of the sheet, cut to what the format allows."""
    ziel = BytesIO()
    mappe_xlsx(ziel, [(blatt, spalten, zeilen)])
    return ziel.getvalue()


def mappe_xlsx(ziel: BinaryIO, blaetter: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write a workbook of several such sheets (name, heads, rows) into a file, row by row."""
    buch = xlsxwriter.Workbook(
        ziel,
        {
            "in_memory": True,
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formate = {
        "kopf": buch.add_format({"bold": True, "bottom": 1}),
        "text": None,
        # the apostrophe that spreadsheets know: the cell stays text even after it was edited
        "harmlos": buch.add_format({"quote_prefix": True}),
        "tag": buch.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
        "zeit": buch.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
    }
    for blatt, spalten, zeilen in blaetter:
        _blatt_schreiben(buch.add_worksheet(_blattname(blatt)), spalten, zeilen, formate)
    buch.close()


def _blatt_schreiben(
    seite: Worksheet, spalten: Sequence[str], zeilen: Iterable[Sequence[Any]], formate: dict[str, Format | None]
) -> None:
    for nr, titel in enumerate(spalten):
        seite.set_column(nr, nr, min(max(len(titel) + 3, 14), BREITESTE_SPALTE))
        _schreiben(seite, 0, nr, titel, formate, "kopf")
    anzahl = 0
    for anzahl, zeile in enumerate(zeilen, 1):
        for nr, wert in enumerate(zeile):
            _schreiben(seite, anzahl, nr, wert, formate)
    seite.freeze_panes(1, 1)
    if spalten:
        seite.autofilter(0, 0, anzahl, len(spalten) - 1)


def _blattname(name: str) -> str:
    """A name without the characters that the format forbids, at most 31 long."""
    return "".join(z for z in name if z not in "[]:*?/\\'").strip()[:31] or "Tabelle"


def _schreiben(
    seite: Worksheet, zeile: int, spalte: int, wert: Any, formate: dict[str, Format | None], form: str = "text"
) -> None:
    """Write one cell by the type of its value."""
    if wert is None or wert == "":
        return
    if isinstance(wert, bool):
        wert = "ja" if wert else "nein"
    if isinstance(wert, datetime):
        ortszeit = timezone.localtime(wert) if timezone.is_aware(wert) else wert
        seite.write_datetime(zeile, spalte, ortszeit.replace(tzinfo=None), formate["zeit"])
    elif isinstance(wert, date):
        seite.write_datetime(zeile, spalte, datetime(wert.year, wert.month, wert.day), formate["tag"])
    elif isinstance(wert, int | float) or hasattr(wert, "as_tuple"):
        seite.write_number(zeile, spalte, wert, formate[form])
    else:
        text = str(wert)[:LAENGSTER_TEXT]
        if form == "text" and text.startswith(FORMELZEICHEN):
            form = "harmlos"
        seite.write_string(zeile, spalte, text, formate[form])
