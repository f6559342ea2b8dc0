"""A folder of CSV or Parquet files as a source of the absence figures, without a database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from wegplan.kit import ordner

from .fehlzeiten import fehlzeiten_sql

TABELLE = "anwesenheiten"
PAKET: dict[str, tuple[str, ...]] = {TABELLE: ("teilnahme_id", "datum", "lernort", "status")}
PFLICHT = {TABELLE: "Die Datei fehlt; ohne sie gibt es keine Fehlzeiten."}
LUECKE = " or ".join(f"{spalte} is null or {spalte}::varchar = ''" for spalte in PAKET[TABELLE])


class Ordner(ordner.Ordner):
    """An opened folder whose marks are counted. Raises QuellenFehler, also for a mark that is not complete."""

    def __init__(self, pfad: Path):
        super().__init__(pfad, PAKET, PFLICHT)
        ((luecken,),) = self.abfragen(f"select count(*) from {TABELLE} where {LUECKE}", {})
        if luecken:
            satz = f"{luecken} Zeilen sind unvollständig; Teilnahme, Tag, Lernort und Status sind nötig."
            self.abweisen(f"{TABELLE}.csv", satz)

    def fehlzeiten(self, stichtag: date) -> Iterator[tuple[Any, ...]]:
        """Rows of JPS-33 up to `stichtag`, in the byte order of Teilnahme and place."""
        marken = f"select teilnahme_id as teilnahme, lernort, status from {TABELLE} where datum <= $stichtag"
        return self.abfragen(
            f"{fehlzeiten_sql(marken)} select * from fehlzeiten order by teilnahme, lernort", {"stichtag": stichtag}
        )
