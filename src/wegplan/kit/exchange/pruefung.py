"""Checks the tables of a package set-based in an embedded DuckDB: values, keys, dates in order (DP-01, DP-02)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from .datei import Gelesen, genau_lesen
from .fehler import HOECHSTENS, Bericht, Fehler, Warnung, kurz
from .regeln import SQL_TYPEN, Regel, Wertpruefung, q, reihenfolgeregeln, text, wertregeln
from .schema import laden

BEISPIELE = 5  # lines named in a warning
STUECK = 500  # values fetched at once


@dataclass
class Geladen:
    """A table in the check: `gut` is the SQL condition of rows without a fault of their own."""

    gelesen: Gelesen
    vorhanden: frozenset[str]
    anzahl: int
    gut: str = "not _kaputt"
    schluessel_eindeutig: bool = True


@dataclass(frozen=True)
class Fund:
    """A fault at a record number; `bezug` is another record of the same table that `satz` names as {zeile}."""

    nummer: int
    spalte: str
    wert: str
    satz: str
    bezug: int | None = None


class Pruefstand:
    """The tables of one package. A context manager; `werkstatt` is a private folder for files of its own."""

    def __init__(self, werkstatt: Path, bericht: Bericht) -> None:
        self.werkstatt = werkstatt
        self.bericht = bericht
        self.tabellen: dict[str, Geladen] = {}
        self.unlesbar: set[str] = set()  # tables whose file is there and could not be read at all
        self._db = duckdb.connect()
        self._db.execute("set enable_progress_bar = false; set autoinstall_known_extensions = false")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, art: type[BaseException] | None, fehler: BaseException | None, spur: TracebackType | None
    ) -> None:
        self._db.close()

    def laden(self, gelesen: Gelesen) -> None:
        """Read a file into a table of text columns; a file that only seemed plain is read record by record."""
        if not self._eindeutig(gelesen):
            gelesen = genau_lesen(gelesen, self.bericht, self.werkstatt)
            self._einlesen(gelesen)

    def ordnen(self) -> None:
        """Bring the tables into the order of chapter 80: what is referred to first."""
        self.tabellen = {name: self.tabellen[name] for name in laden() if name in self.tabellen}

    def pruefen(
        self, zusatz: dict[str, list[Regel]], werte: Mapping[str, Sequence[Wertpruefung]] | None = None
    ) -> None:
        """All checks of the loaded tables; `zusatz` are further rules by table, for rows without a fault, `werte`
        checks of single values that SQL cannot do."""
        for name, geladen in self.tabellen.items():
            tabelle = geladen.gelesen.tabelle
            self._regeln(name, list(wertregeln(tabelle, geladen.vorhanden)))
            self._regeln(name, list(reihenfolgeregeln(tabelle, geladen.vorhanden)))
            weitere = zusatz.get(name, [])
            self._regeln(name, [r for r in weitere if not r.warnung])
            self._warnungen(name, [r for r in weitere if r.warnung])
            for pruefung in (werte or {}).get(name, ()):
                self._wert_pruefen(name, pruefung)
            self._schluessel(name)

    def melden(self, name: str, funde: Iterable[Fund], gesamt: int) -> None:
        """Tell faults of a table, record numbers turned into lines of the file."""
        funde = list(funde)
        gelesen = self.tabellen[name].gelesen
        nummern = {f.nummer for f in funde} | {f.bezug for f in funde if f.bezug is not None}
        zeilen = gelesen.zeilen(nummern)
        self.bericht.aufnehmen(
            (
                Fehler(
                    gelesen.name,
                    zeilen.get(f.nummer),
                    f.spalte,
                    kurz(f.wert),
                    f.satz if f.bezug is None else f.satz.replace("{zeile}", str(zeilen.get(f.bezug, "?"))),
                )
                for f in funde
            ),
            gesamt,
            gelesen.name,
        )

    def warnen(self, name: str, spalte: str, satz: str, anzahl: int, nummern: Iterable[int]) -> None:
        """Tell a warning of a table."""
        gelesen = self.tabellen[name].gelesen
        zeilen = gelesen.zeilen(set(list(nummern)[:BEISPIELE]))
        self.bericht.warnen(Warnung(gelesen.name, spalte, satz, anzahl, tuple(sorted(zeilen.values()))))

    def ausgeben(self, name: str, spalten: list[str]) -> Path:
        """Write the typed columns to a CSV: record number, whether the row is without fault, then `spalten`
        (NULL for one that the file lacks). Rows without key or with one that stood before are left out."""
        geladen = self.tabellen[name]
        tabelle = geladen.gelesen.tabelle
        werte = [f"try_cast({q(s)} as {SQL_TYPEN[tabelle.spalte(s).typ]}) as {q(s)}" for s in spalten]
        auswahl = f"select rowid, coalesce({geladen.gut}, false) as _gut, {', '.join(werte)} from {q(name)}"
        if not (geladen.gut == "not _kaputt" and geladen.schluessel_eindeutig):
            keys = ", ".join(q(s) for s in tabelle.schluessel)
            voll = " and ".join(f"{q(s)} is not null" for s in tabelle.schluessel)
            auswahl += f" where rowid in (select min(rowid) from {q(name)} where {voll} group by {keys})"
        ziel = self.werkstatt / f"{name}.stufe.csv"
        self._db.execute(f"copy ({auswahl}) to {text(str(ziel))} (format csv, header false)")
        return ziel

    def fragen(self, sql: str, werte: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Rows of a query over the loaded tables."""
        return self._db.execute(sql, werte or []).fetchall()

    def _eindeutig(self, gelesen: Gelesen) -> bool:
        """Read a file; False when it was plain at first sight only."""
        try:
            self._einlesen(gelesen)
        except duckdb.Error:
            if gelesen.aufbereitet:
                raise
            return False
        saetze = self.tabellen[gelesen.tabelle.name].anzahl + 1  # with the header
        return gelesen.aufbereitet or gelesen.kommas == saetze * (len(gelesen.felder) - 1)

    def _einlesen(self, gelesen: Gelesen) -> None:
        name = gelesen.tabelle.name
        davor = ["_zeile", "_kaputt"] if gelesen.aufbereitet else []
        namen = [*davor, *(feld or f"_{i}" for i, feld in enumerate(gelesen.felder))]
        struktur = ", ".join(f"{text(n)}: 'VARCHAR'" for n in namen)
        vorhanden = frozenset(feld for feld in gelesen.felder if feld)
        werte = [q(s.name) if s.name in vorhanden else f"null::varchar as {q(s.name)}" for s in gelesen.tabelle.spalten]
        kaputt = "_kaputt is not null" if gelesen.aufbereitet else "false"
        self._db.execute(f"drop table if exists {q(name)}")
        self._db.execute(
            f"create table {q(name)} as select {', '.join(werte)}, {kaputt} as _kaputt from read_csv("
            f"{text(_muster(gelesen.pfad))}, columns = {{{struktur}}}, auto_detect = false, header = true, delim = ',',"
            " quote = '\"', escape = '\"', strict_mode = true, nullstr = '', allow_quoted_nulls = true)"
        )
        anzahl = self.fragen(f"select count(*) from {q(name)}")[0][0]
        self.tabellen[name] = Geladen(gelesen, vorhanden, anzahl)

    def _regeln(self, name: str, regeln: list[Regel]) -> None:
        """Rows that break a rule are told, and no longer count as without fault."""
        if not regeln:
            return
        gebrochen = [regel for regel, anzahl in self._zaehlen(name, regeln) if self._suchen(name, regel, anzahl)]
        if gebrochen:
            geladen = self.tabellen[name]
            schlecht = " or ".join(f"coalesce({r.bedingung}, false)" for r in gebrochen)
            geladen.gut = f"({geladen.gut} and not ({schlecht}))"

    def _zaehlen(self, name: str, regeln: list[Regel]) -> Iterator[tuple[Regel, int]]:
        """One pass over the table for all rules; those that are broken, with how often."""
        zaehler = ", ".join(f"count(*) filter (where {r.bedingung})" for r in regeln)
        zahlen = self.fragen(f"select {zaehler} from {q(name)} where {self.tabellen[name].gut}")[0]
        return ((regel, anzahl) for regel, anzahl in zip(regeln, zahlen, strict=True) if anzahl)

    def _suchen(self, name: str, regel: Regel, anzahl: int) -> bool:
        zeilen = self.fragen(
            f"select rowid, {q(regel.spalte)} from {q(name)} where {self.tabellen[name].gut} and {regel.bedingung}"
            f" order by rowid limit {HOECHSTENS}"
        )
        funde = [Fund(nummer, regel.spalte, wert or "", regel.satz(wert or "")) for nummer, wert in zeilen]
        self.melden(name, funde, anzahl)
        return True

    def _warnungen(self, name: str, regeln: list[Regel]) -> None:
        for regel, anzahl in self._zaehlen(name, regeln) if regeln else ():
            zeilen = self.fragen(
                f"select rowid, {q(regel.spalte)} from {q(name)} where {self.tabellen[name].gut} and {regel.bedingung}"
                f" order by rowid limit {BEISPIELE}"
            )
            self.warnen(name, regel.spalte, regel.satz(zeilen[0][1] or ""), anzahl, (n for n, _ in zeilen))

    def _wert_pruefen(self, name: str, pruefung: Wertpruefung) -> None:
        """Value by value; the rows with a fault no longer count as without."""
        spalte = q(pruefung.spalte)
        voll = f"{self.tabellen[name].gut} and {spalte} is not null"
        zeilen = self._db.execute(f"select rowid, {spalte} from {q(name)} where {voll} order by rowid")
        funde: list[Fund] = []
        schlecht: list[int] = []
        while stueck := zeilen.fetchmany(STUECK):
            for nummer, wert in stueck:
                if satz := pruefung.mangel(wert):
                    schlecht.append(nummer)
                    if len(funde) < HOECHSTENS:
                        funde.append(Fund(nummer, pruefung.spalte, wert, satz))
        if schlecht:
            self.melden(name, funde, len(schlecht))
            self._db.execute(f"update {q(name)} set _kaputt = true where list_contains($1, rowid)", [schlecht])

    def _schluessel(self, name: str) -> None:
        """Every key once; each repetition is told with the line where the key stands first."""
        tabelle = self.tabellen[name].gelesen.tabelle
        if not set(tabelle.schluessel) <= self.tabellen[name].vorhanden:
            self.tabellen[name] = replace(self.tabellen[name], schluessel_eindeutig=False)
            return
        keys = ", ".join(q(s) for s in tabelle.schluessel)
        voll = " and ".join(f"{q(s)} is not null" for s in tabelle.schluessel)
        anzahl = self.fragen(f"select count(*) - count(distinct ({keys})) from {q(name)} where {voll}")[0][0]
        if not anzahl:
            return
        self.tabellen[name] = replace(self.tabellen[name], schluessel_eindeutig=False)
        zeilen = self.fragen(
            f"select rowid, min(rowid) over (partition by {keys}) as erste, {keys} from {q(name)} where {voll}"
            f" qualify rowid <> erste order by rowid limit {HOECHSTENS}"
        )
        satz = f"Der Schlüssel ({', '.join(tabelle.schluessel)}) steht schon in Zeile {{zeile}}."
        self.melden(
            name,
            [Fund(nr, tabelle.schluessel[-1], "|".join(werte), satz, erste) for nr, erste, *werte in zeilen],
            anzahl,
        )


def _muster(pfad: Path) -> str:
    """A path that DuckDB does not take for a pattern."""
    return "".join(f"[{z}]" if z in "*?[" else z for z in str(pfad))
