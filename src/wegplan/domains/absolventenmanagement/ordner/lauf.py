"""Opens a folder, checks it and runs compiled questions over it."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from wegplan.kit.exchange.fehler import Bericht, Fehler

from ..fehler import QuellenFehler
from ..quelle import MASSNAHMEN, PAKET, PERSONEN, TEILNAHMEN, VEREINBARUNGEN, VERMITTLUNGEN
from ..uebersetzung import Anweisung, geordnet
from .dateien import Datei, csv_kopf, finden, kopf_pruefen
from .pruefen import abgewiesene_melden, codes_pruefen, schluessel_pruefen, verweise_zaehlen

TYPEN = {"string": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN", "integer": "INTEGER"}
BLOCK = 50_000  # rows fetched at a time


class Ordner:
    """An opened folder in the layout of chapter 80. `hinweise` are sentences for the user that stop nothing.

    `mit_personen`: the question needs Jobcenter or Team. Raises QuellenFehler for missing files and columns,
    unknown columns and codes, unreadable rows and doubled keys."""

    def __init__(self, pfad: Path, mit_personen: bool = False):
        self.pfad = pfad
        self.hinweise: list[str] = []
        self._bericht = Bericht()
        if not pfad.is_dir():
            self._melden(str(pfad), "Diesen Ordner gibt es nicht.")
            self._abbrechen_bei_fehlern()
        self._db = duckdb.connect()
        self._db.execute("set enable_progress_bar=false")  # it would stand in the middle of piped output
        self._db.execute("set preserve_insertion_order=false")  # halves the memory; every output is ordered anyway
        self._db.execute(f"set temp_directory='{_text(Path(tempfile.gettempdir()) / 'wegplan-auswertung')}'")
        namen = [name for name in PAKET if name != PERSONEN or mit_personen]
        self._dateien = [self._mit_kopf(datei) for datei in finden(pfad, namen, self._bericht).values()]
        self._vollstaendig(mit_personen)
        self._abbrechen_bei_fehlern()
        for datei in self._dateien:
            self._einrichten(datei)
        self._inhalt_pruefen()

    def zeilen(
        self, anweisung: Anweisung, werte: dict[str, Any], spalten: tuple[str, ...], ordnung: tuple[str, ...]
    ) -> Iterator[tuple[Any, ...]]:
        """The columns `spalten` of a compiled question, in the byte order of `ordnung`."""
        ergebnis = self._ausfuehren(geordnet(anweisung, spalten, ordnung), werte)
        while block := ergebnis.fetchmany(BLOCK):
            yield from block

    def als_csv(
        self,
        anweisung: Anweisung,
        werte: dict[str, Any],
        spalten: tuple[str, ...],
        ordnung: tuple[str, ...],
        ziel: Path,
    ) -> None:
        """The same as a CSV file, written by the engine itself: for millions of rows."""
        sql = f"copy ({geordnet(anweisung, spalten, ordnung)}) to '{_text(ziel)}' (format csv, header)"
        self._ausfuehren(sql, werte)

    def _ausfuehren(self, sql: str, werte: dict[str, Any]) -> Any:
        try:
            return self._db.execute(sql, {name: wert for name, wert in werte.items() if f"${name}" in sql})
        except duckdb.Error as fehler:
            self._melden(self.pfad.name, f"Die Dateien lassen sich nicht auswerten: {_erste_zeile(fehler)}")
            raise QuellenFehler(self._bericht) from fehler

    def _mit_kopf(self, datei: Datei) -> Datei:
        """The file with its columns; what is wrong with them is reported."""
        if not datei.pfade:
            return datei
        try:
            if datei.parquet:
                spalten = tuple(z[0] for z in self._db.execute(f"describe from {_parquet(datei)}").fetchall())
            else:
                spalten = csv_kopf(datei.pfade[0])
        except (OSError, UnicodeDecodeError, csv.Error, duckdb.Error):
            self._melden(datei.name, "Die Datei ist nicht lesbar; erwartet wird eine Tabelle in UTF-8 oder Parquet.")
            return datei
        datei = replace(datei, spalten=spalten)
        kopf_pruefen(datei, PAKET[datei.tabelle.name], self._bericht)
        return datei

    def _vollstaendig(self, mit_personen: bool) -> None:
        da = {datei.tabelle.name: datei for datei in self._dateien if datei.pfade}
        if self._bericht.fehler:
            return
        for name in (TEILNAHMEN, MASSNAHMEN):
            if name not in da:
                self._melden(f"{name}.csv", "Die Datei fehlt; ohne sie lässt sich nichts auswerten.")
        eigene = {"jobcenter", "team"} & set(da[TEILNAHMEN].spalten if TEILNAHMEN in da else ())
        if mit_personen and PERSONEN not in da and not eigene:
            self._melden("personen.csv", "Die Datei fehlt; Jobcenter und Team lassen sich nicht zuordnen.")
        for name in (VEREINBARUNGEN, VERMITTLUNGEN):
            if name not in da:
                self.hinweise.append(f"{name}.csv fehlt im Ordner: beurteilt wird, als gäbe es keine Einträge.")

    def _einrichten(self, datei: Datei) -> None:
        """The table for the expression: CSV is read once into memory, Parquet is read where it lies."""
        spalten = ", ".join(_spalte(datei, name) for name in PAKET[datei.tabelle.name])
        name = datei.tabelle.name
        if not datei.pfade:
            self._db.execute(f"create view {name} as select {spalten} where false")
        elif datei.parquet:
            self._ausfuehren(f"create view {name} as select {spalten} from {_parquet(datei)}", {})
        else:
            self._ausfuehren(f"create table {name} as select {spalten} from {_csv(datei)}", {})
            abgewiesene_melden(self._db, datei, self._bericht)
            self._db.execute("drop table reject_errors")
            self._db.execute("drop table reject_scans")

    def _inhalt_pruefen(self) -> None:
        """Codes always. Keys of CSV files and of the small table; a Parquet store has its keys checked on writing,
        and looking at those of millions again would cost a tenth of the whole run."""
        try:
            for datei in (datei for datei in self._dateien if datei.pfade):
                codes_pruefen(self._db, datei, PAKET[datei.tabelle.name], self._bericht)
                if not datei.parquet or datei.tabelle.name == MASSNAHMEN:
                    schluessel_pruefen(self._db, datei, self._bericht)
            self.hinweise += verweise_zaehlen(self._db)
        except duckdb.Error as fehler:
            self._melden(self.pfad.name, f"Die Dateien lassen sich nicht lesen: {_erste_zeile(fehler)}")
        self._abbrechen_bei_fehlern()

    def _melden(self, datei: str, satz: str) -> None:
        self._bericht.melden(Fehler(datei, None, "", "", satz))

    def _abbrechen_bei_fehlern(self) -> None:
        if not self._bericht.einwandfrei:
            raise QuellenFehler(self._bericht)


def _spalte(datei: Datei, name: str) -> str:
    typ = TYPEN[datei.tabelle.spalte(name).typ]
    if name not in datei.spalten:
        return f'null::{typ} as "{name}"'
    if name in ("jobcenter", "team"):  # an empty text must not hide the person's
        return f"""nullif("{name}", '')::{typ} as "{name}\""""
    return f'"{name}"::{typ} as "{name}"'


def _parquet(datei: Datei) -> str:
    dateien = ", ".join(f"'{_text(pfad)}'" for pfad in datei.pfade)
    return f"read_parquet([{dateien}], hive_partitioning=false)"


def _csv(datei: Datei) -> str:
    """Types are given, never guessed; only columns that are read can be wrong."""
    gelesen = PAKET[datei.tabelle.name]
    spalten = ", ".join(
        f"'{name}': '{TYPEN[datei.tabelle.spalte(name).typ] if name in gelesen else 'VARCHAR'}'"
        for name in datei.spalten
    )
    return (
        f"read_csv('{_text(datei.pfade[0])}', columns={{{spalten}}}, auto_detect=false, header=true, delim=',', "
        "quote='\"', escape='\"', nullstr='', dateformat='%Y-%m-%d', strict_mode=true, store_rejects=true, "
        f"rejects_limit=0)"
    )


def _text(pfad: Path) -> str:
    return str(pfad).replace("'", "''")


def _erste_zeile(fehler: Exception) -> str:
    return str(fehler).partition("\n")[0]
