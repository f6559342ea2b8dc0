"""CSV record by record with the line of the file: what is unreadable is told, what follows is still read."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

FELD = re.compile(r'(?:"(?:[^"]|"")*"|[^",\r\n]*)(?=,|\r?\n?\Z|\r\Z)')
NEUANFAENGE = 50  # how often reading starts again behind an unclosed quote before it gives up


@dataclass(frozen=True)
class Satz:
    """One record. `zeile` is the line where it begins; `felder` is None when it is unreadable, and then
    `fehler` says why, `feld` is the number (from 0) and `wert` the text of the field concerned."""

    zeile: int
    felder: list[str] | None
    fehler: str = ""
    feld: int = 0
    wert: str = ""


class _Zeilen:
    """Lines of a file that can be handed back, with what was taken for the current record."""

    def __init__(self, datei: TextIO) -> None:
        self._datei = datei
        self._zurueck: list[str] = []
        self.genommen: list[str] = []

    def __iter__(self) -> "_Zeilen":
        return self

    def __next__(self) -> str:
        zeile = self._zurueck.pop() if self._zurueck else next(self._datei)
        self.genommen.append(zeile)
        return zeile

    def zurueckgeben(self) -> None:
        """All but the first line of the current record."""
        self._zurueck += reversed(self.genommen[1:])


def saetze(datei: TextIO) -> Iterator[Satz]:
    """The records of a CSV file (comma, quote doubled inside quotes), blank lines left out.

    `datei` is open with newline="". After an unreadable record reading goes on with the next line."""
    zeilen = _Zeilen(datei)
    leser = csv.reader(zeilen, strict=True)
    nummer, neuanfaenge = 1, 0
    while True:
        zeilen.genommen.clear()
        try:
            felder = next(leser)
        except StopIteration:
            return
        except csv.Error as e:
            yield _unlesbar(nummer, "".join(zeilen.genommen), str(e))
            if len(zeilen.genommen) > 1:
                neuanfaenge += 1
                if neuanfaenge > NEUANFAENGE:
                    yield Satz(nummer + 1, None, "Ab hier ist die Datei nicht mehr lesbar; der Rest ist ungeprüft.")
                    return
                zeilen.zurueckgeben()
                leser = csv.reader(zeilen, strict=True)
            nummer += 1
            continue
        if felder:
            roh = "".join(zeilen.genommen)
            heil = '"' not in roh or _verirrt(roh) is None
            yield Satz(nummer, felder) if heil else _unlesbar(nummer, roh, "")
        nummer += len(zeilen.genommen)


def _verirrt(roh: str) -> int | None:
    """Start of the first field that is neither quoted as a whole nor free of quotes (RFC 4180); None if all are fine.

    The reader itself takes a quote inside an unquoted field as text; who wrote it meant something else."""
    stelle = 0
    while True:
        feld = FELD.match(roh, stelle)
        if feld is None:
            return stelle
        stelle = feld.end()
        if stelle >= len(roh) or roh[stelle] != ",":
            return None
        stelle += 1


def _unlesbar(zeile: int, roh: str, grund: str) -> Satz:
    zu_lang = "field limit" in grund
    stelle = _zu_langes_feld(roh) if zu_lang else _verirrt(roh) or 0
    feld = _felder_davor(roh, stelle)
    wert = roh[stelle:].split("\n", 1)[0].split(",", 1)[0].rstrip("\r")
    if "end of data" in grund:
        satz = "Ein Anführungszeichen wird nicht geschlossen."
    elif zu_lang:
        satz = "Das Feld ist zu lang; vermutlich wird ein Anführungszeichen nicht geschlossen."
    else:
        satz = (
            "Die Anführungszeichen passen nicht: Sie umschließen ein ganzes Feld, "
            'und ein Anführungszeichen im Text wird verdoppelt ("").'
        )
    return Satz(zeile, None, satz, feld, wert)


def _zu_langes_feld(roh: str) -> int:
    """Start of the field that the reader gave up on, in what it had taken by then."""
    stelle = 0
    while (feld := FELD.match(roh, stelle)) and feld.end() - stelle <= csv.field_size_limit() and feld.end() < len(roh):
        stelle = feld.end() + 1
    return stelle


def _felder_davor(roh: str, stelle: int) -> int:
    """How many fields end before this place of a record that is readable up to it."""
    anzahl, ende = 0, 0
    while ende < stelle and (feld := FELD.match(roh, ende)):
        anzahl, ende = anzahl + 1, feld.end() + 1
    return anzahl
