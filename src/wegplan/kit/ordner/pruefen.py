"""What can be wrong inside the files: unreadable rows, unknown codes, doubled keys, dangling references."""

import csv
import re
from pathlib import Path
from typing import Any

from wegplan.kit.exchange.fehler import HOECHSTENS, Bericht, Fehler, kurz

from .dateien import Datei

_UNLESBAR = re.compile(r"Could not convert string \"(.*)\" to '", re.DOTALL)
ERWARTET = {
    "date": "Hier wird ein Tag wie 2025-03-05 erwartet.",
    "boolean": "Hier wird true oder false erwartet.",
    "integer": "Hier wird eine ganze Zahl erwartet.",
}
SAETZE = {
    "MISSING COLUMNS": "Die Zeile hat zu wenige Felder.",
    "TOO MANY COLUMNS": "Die Zeile hat zu viele Felder.",
    "UNQUOTED VALUE": "Die Anführungszeichen passen nicht.",
    "LINE SIZE OVER MAXIMUM": "Die Zeile ist zu lang; vermutlich fehlt ein Anführungszeichen.",
    "INVALID ENCODING": "Die Zeile ist nicht in UTF-8 geschrieben.",
}


def abgewiesene_melden(db: Any, datei: Datei, bericht: Bericht) -> None:
    """Rows that the reader of a CSV file rejected (its table `reject_errors`), with the line of the file."""
    abgewiesen = db.execute(
        "select line_byte_position, column_name, error_type, error_message from reject_errors order by 1, column_idx"
    ).fetchall()
    if not abgewiesen:
        return
    inhalt = datei.pfade[0].read_bytes()
    fehler, bis, zeile = [], 0, 1
    for stelle, spalte, art, text in abgewiesen[:HOECHSTENS]:
        zeile += inhalt.count(b"\n", bis, stelle)
        bis = stelle
        wert = gefunden.group(1) if (gefunden := _UNLESBAR.search(text or "")) else ""
        typ = datei.tabelle.spalte(spalte).typ if art == "CAST" else ""
        satz = ERWARTET.get(typ) or SAETZE.get(art, "Die Zeile ist nicht lesbar.")
        fehler.append(Fehler(datei.name, zeile, spalte if art == "CAST" else "", kurz(wert), satz))
    bericht.aufnehmen(fehler, len(abgewiesen), datei.name)


def codes_pruefen(db: Any, datei: Datei, gelesen: tuple[str, ...], bericht: Bericht) -> None:
    """A code that chapter 80 does not know would silently be judged as something else."""
    for spalte in (datei.tabelle.spalte(name) for name in gelesen if name in datei.spalten):
        if not spalte.werte:
            continue
        platz = ", ".join("?" for _ in spalte.werte)
        sql = f'select distinct "{spalte.name}" from {datei.tabelle.name} where "{spalte.name}" not in (\'\', {platz})'
        fremd = sorted(wert for (wert,) in db.execute(sql, list(spalte.werte)).fetchall())
        if fremd:
            satz = f"Diesen Code gibt es nicht; möglich sind {', '.join(spalte.werte)}."
            _stellen_melden(datei, (spalte.name,), [(wert,) for wert in fremd], satz, bericht)


def schluessel_pruefen(db: Any, datei: Datei, bericht: Bericht) -> None:
    """A doubled key would count a Teilnahme twice or mix two."""
    namen = datei.tabelle.schluessel
    liste = ", ".join(f'"{name}"' for name in namen)
    sql = f"select {liste} from {datei.tabelle.name} group by all having count(*) > 1 order by all limit {HOECHSTENS}"
    doppelt = [tuple(map(str, werte)) for werte in db.execute(sql).fetchall()]
    if doppelt:
        _stellen_melden(datei, namen, doppelt, "Dieser Schlüssel steht mehrfach.", bericht)


def _stellen_melden(
    datei: Datei, spalten: tuple[str, ...], werte: list[tuple[str, ...]], satz: str, bericht: Bericht
) -> None:
    """One fault per line of a CSV file that holds one of the values; one per value of a Parquet file.

    `werte`: one text per column of `spalten`; the last column names the place."""
    if datei.parquet:
        fehler = [Fehler(datei.name, None, spalten[-1], kurz(wert[-1]), satz) for wert in werte]
    else:
        felder = [datei.spalten.index(spalte) for spalte in spalten]
        fehler = [
            Fehler(datei.name, zeile, spalten[-1], kurz(wert), satz)
            for zeile, wert in _zeilen_mit(datei.pfade[0], felder, set(werte))
        ]
    bericht.aufnehmen(fehler[:HOECHSTENS], len(fehler), datei.name)


def _zeilen_mit(pfad: Path, felder: list[int], werte: set[tuple[str, ...]]) -> list[tuple[int, str]]:
    """Line and last value of the rows that hold one of `werte` in the columns `felder`."""
    stellen, anfang = [], 1
    with pfad.open(encoding="utf-8-sig", newline="") as datei:
        leser = csv.reader(datei)
        for zeile in leser:
            wert = tuple(zeile[feld] for feld in felder) if len(zeile) > max(felder) else ()
            if wert in werte:
                stellen.append((anfang, wert[-1]))
            anfang = leser.line_num + 1
    return stellen
