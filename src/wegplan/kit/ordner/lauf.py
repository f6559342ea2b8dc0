"""Opens a folder in the layout of chapter 80, checks it and answers SQL over it with embedded DuckDB."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from wegplan.kit.exchange.fehler import Bericht, Fehler

from .dateien import Datei, csv_kopf, finden, kopf_pruefen
from .fehler import QuellenFehler
from .pruefen import abgewiesene_melden, codes_pruefen, schluessel_pruefen

TYPEN = {"string": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN", "integer": "INTEGER"}
BLOCK = 50_000  # rows fetched at a time


class Ordner:
    """An opened folder. `hinweise` are sentences for the user that stop nothing.

    `tabellen`: the tables that are read with their columns; one whose file is missing is empty. `pflicht`: tables that
    must be there, each with the sentence that says why. `riesig`: whether a Parquet table may hold millions of rows;
    its keys were checked on writing, and looking at them again would cost a tenth of the whole run.
    Raises QuellenFehler for missing files and columns, unknown columns and codes, unreadable rows and doubled keys."""

    def __init__(
        self,
        pfad: Path,
        tabellen: dict[str, tuple[str, ...]],
        pflicht: dict[str, str],
        riesig: Callable[[str], bool] = lambda name: False,
    ):
        self.pfad = pfad
        self.hinweise: list[str] = []
        self.tabellen = tabellen
        self._riesig = riesig
        self._bericht = Bericht()
        if not pfad.is_dir():
            self._melden(str(pfad), "Diesen Ordner gibt es nicht.")
            self._abbrechen_bei_fehlern()
        self._db = duckdb.connect()
        self._db.execute("set enable_progress_bar=false")  # it would stand in the middle of piped output
        self._db.execute("set preserve_insertion_order=false")  # halves the memory; every output is ordered anyway
        self._db.execute(f"set temp_directory='{_text(Path(tempfile.gettempdir()) / 'wegplan-auswertung')}'")
        self._dateien = [self._mit_kopf(datei) for datei in finden(pfad, list(tabellen), self._bericht).values()]
        if self._bericht.einwandfrei:
            for name, satz in pflicht.items():
                if self.fehlt(name):
                    self._melden(f"{name}.csv", satz)
        self._abbrechen_bei_fehlern()
        for datei in self._dateien:
            self._einrichten(datei)
        self._inhalt_pruefen()

    def fehlt(self, name: str) -> bool:
        """Whether the folder has no file of this table."""
        return not any(datei.pfade for datei in self._dateien if datei.tabelle.name == name)

    def hat_spalte(self, name: str, spalte: str) -> bool:
        """Whether the file of the table has this column."""
        return any(spalte in datei.spalten for datei in self._dateien if datei.tabelle.name == name)

    def abfragen(self, sql: str, werte: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """Rows of `sql` over the tables; `$name` in it stands for a value."""
        ergebnis = self.ausfuehren(sql, werte)
        while block := ergebnis.fetchmany(BLOCK):
            yield from block

    def abschreiben(self, sql: str, werte: dict[str, Any], ziel: Path) -> None:
        """The same as a CSV file, written by the engine itself: for millions of rows."""
        self.ausfuehren(f"copy ({sql}) to '{_text(ziel)}' (format csv, header)", werte)

    def ausfuehren(self, sql: str, werte: dict[str, Any]) -> Any:
        """Run one statement; QuellenFehler when the files do not allow it."""
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
        kopf_pruefen(datei, self.tabellen[datei.tabelle.name], self._bericht)
        return datei

    def _einrichten(self, datei: Datei) -> None:
        """The table for the expression: CSV is read once into memory, Parquet is read where it lies."""
        spalten = ", ".join(_spalte(datei, name) for name in self.tabellen[datei.tabelle.name])
        name = datei.tabelle.name
        if not datei.pfade:
            self._db.execute(f"create view {name} as select {spalten} where false")
        elif datei.parquet:
            self.ausfuehren(f"create view {name} as select {spalten} from {_parquet(datei)}", {})
        else:
            self.ausfuehren(f"create table {name} as select {spalten} from {_csv(datei, self.tabellen[name])}", {})
            abgewiesene_melden(self._db, datei, self._bericht)
            self._db.execute("drop table reject_errors")
            self._db.execute("drop table reject_scans")

    def _inhalt_pruefen(self) -> None:
        """Codes always; keys of CSV files and of tables that are not huge."""
        try:
            for datei in (datei for datei in self._dateien if datei.pfade):
                codes_pruefen(self._db, datei, self.tabellen[datei.tabelle.name], self._bericht)
                if not (datei.parquet and self._riesig(datei.tabelle.name)):
                    schluessel_pruefen(self._db, datei, self._bericht)
        except duckdb.Error as fehler:
            self._melden(self.pfad.name, f"Die Dateien lassen sich nicht lesen: {_erste_zeile(fehler)}")
        self._abbrechen_bei_fehlern()

    def anfuegen(self, tabelle: str, zeilen: list[tuple[Any, ...]]) -> None:
        """Append rows of our own to a table, all at once."""
        if zeilen:
            spalten = list(zip(*zeilen, strict=True))
            felder = ", ".join(f"unnest(${nummer})" for nummer in range(1, len(spalten) + 1))
            self._db.execute(f"insert into {tabelle} select {felder}", [list(spalte) for spalte in spalten])

    def abweisen(self, datei: str, satz: str) -> None:
        """Raises QuellenFehler with this sentence: the question cannot be answered from the folder."""
        self._melden(datei, satz)
        raise QuellenFehler(self._bericht)

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


def _csv(datei: Datei, gelesen: tuple[str, ...]) -> str:
    """Types are given, never guessed; only columns that are read can be wrong."""
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
