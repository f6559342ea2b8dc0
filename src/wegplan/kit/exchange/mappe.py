"""Reading a workbook (XLSX) as records: a sheet per table, dates as ISO days, no formulas, no macros (DP-04)."""

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .archiv import Grenzen, inhalt_pruefen
from .datei import Gelesen, aufbereiten, kopf_pruefen
from .fehler import Bericht, Fehler, kurz
from .saetze import Satz
from .schema import Tabelle

SPALTEN = 64  # more than any table has; a sheet can claim 16,384
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Mappe:
    """An opened workbook. `blaetter` are the names of its sheets."""

    def __init__(self, pfad: Path) -> None:
        import openpyxl

        self._buch = openpyxl.load_workbook(pfad, read_only=True, data_only=False, keep_links=False)
        self.blaetter: list[str] = [b.title for b in self._buch.worksheets]

    def lesen(self, blatt: str, tabelle: Tabelle, name: str, bericht: Bericht, werkstatt: Path) -> Gelesen | None:
        """Check header and structure of a sheet and make it ready; None when nothing of it is usable."""
        quelle = _saetze(self._buch[blatt], name, bericht)
        felder = kopf_pruefen(next(quelle, None), tabelle, name, bericht)
        if felder is None:
            return None
        return aufbereiten(_gleich_lang(quelle, len(felder)), tabelle, name, felder, bericht, werkstatt)

    def schliessen(self) -> None:
        self._buch.close()


def mappe_oeffnen(pfad: Path, name: str, bericht: Bericht) -> Mappe | None:
    """Open a workbook after a look at what is in it; tells the fault and gives None when it is refused."""
    with pfad.open("rb") as f:
        if f.read(len(OLE)) == OLE:
            satz = "Die Arbeitsmappe ist mit einem Kennwort geschützt oder hat das alte Format XLS."
            bericht.melden(Fehler(name, None, "", "", satz))
            return None
    try:
        with zipfile.ZipFile(pfad) as zip_datei:
            eintraege = zip_datei.infolist()
        if not inhalt_pruefen(eintraege, name, bericht, Grenzen(dateien=1000)):
            return None
        if any("vbaproject" in e.filename.lower() or "macrosheets" in e.filename.lower() for e in eintraege):
            bericht.melden(Fehler(name, None, "", "", "Die Arbeitsmappe enthält Makros. Bitte ohne Makros speichern."))
            return None
        return Mappe(pfad)
    except Exception:  # whatever a broken workbook makes the library raise
        bericht.melden(Fehler(name, None, "", "", "Die Datei ist keine lesbare Excel-Arbeitsmappe (XLSX)."))
        return None


def _saetze(blatt: Any, name: str, bericht: Bericht) -> Iterator[Satz]:
    """The rows of a sheet as records of text; empty rows are left out, a formula is a fault."""
    blatt.reset_dimensions()
    for nummer, zeile in enumerate(blatt.iter_rows(max_col=SPALTEN), start=1):
        werte = []
        for spalte, zelle in enumerate(zeile):
            if zelle.data_type == "f":
                satz = "Die Zelle enthält eine Formel. Bitte nur Werte eintragen."
                bericht.melden(Fehler(name, nummer, f"{spalte + 1}. Spalte", kurz(zelle.value), satz))
                werte.append("")
            else:
                werte.append(als_text(zelle.value))
        while werte and not werte[-1]:
            werte.pop()
        if werte:
            yield Satz(nummer, werte)


def _gleich_lang(quelle: Iterator[Satz], laenge: int) -> Iterator[Satz]:
    """Empty cells at the end of a row are not stored in a workbook."""
    for satz in quelle:
        werte = satz.felder or []
        yield Satz(satz.zeile, werte + [""] * (laenge - len(werte)))


def als_text(wert: Any) -> str:
    """A cell as the package writes it: ISO day, true/false, whole numbers without decimals, empty for nothing."""
    if wert is None:
        return ""
    if isinstance(wert, bool):
        return "true" if wert else "false"
    if isinstance(wert, datetime.datetime):
        return wert.date().isoformat() if wert.time() == datetime.time() else wert.isoformat(sep=" ")
    if isinstance(wert, datetime.date):
        return wert.isoformat()
    if isinstance(wert, float) and wert.is_integer():
        return str(int(wert))
    return str(wert)
