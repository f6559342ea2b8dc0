"""The region as a data package of chapter 80: a folder of CSV files."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from . import zeilen
from .zeilen import Region

STAMMDATEN: dict[str, type] = {
    "organisationen": zeilen.OrganisationZeile,
    "teams": zeilen.TeamZeile,
    "massnahmen": zeilen.MassnahmeZeile,
}
PERSONENDATEN: dict[str, type] = {
    "personen": zeilen.PersonZeile,
    "zustaendigkeiten": zeilen.ZustaendigkeitZeile,
    "teilnahmen": zeilen.TeilnahmeZeile,
    "vereinbarungen": zeilen.VereinbarungZeile,
    "vermittlungen": zeilen.VermittlungZeile,
    "handlungsstrategien": zeilen.HandlungsstrategieZeile,
    "vorgaenge": zeilen.VorgangZeile,
    "anwesenheiten": zeilen.AnwesenheitZeile,
}


def schreiben(region: Region, ordner: Path, dateien: Iterable[str] = (*STAMMDATEN, *PERSONENDATEN)) -> None:
    """Write the named files into the folder: UTF-8, comma, header, ISO dates, `true`/`false`, empty = unknown."""
    for name in dateien:
        klasse = (STAMMDATEN | PERSONENDATEN)[name]
        with (ordner / f"{name}.csv").open("w", encoding="utf-8", newline="") as datei:
            schreiber = csv.writer(datei, lineterminator="\n")
            schreiber.writerow(klasse._fields)  # type: ignore[attr-defined]
            schreiber.writerows([_text(wert) for wert in zeile] for zeile in getattr(region, name))


def _text(wert: Any) -> str:
    if wert is None:
        return ""
    if isinstance(wert, bool):
        return "true" if wert else "false"
    return wert.isoformat() if isinstance(wert, date) else str(wert)
