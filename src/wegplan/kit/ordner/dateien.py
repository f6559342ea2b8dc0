"""Which files of a folder hold which table, and which columns they have."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from wegplan.kit.exchange.fehler import Bericht, Fehler
from wegplan.kit.exchange.schema import Tabelle, laden

BESCHREIBUNG = "datapackage.json"
LAENGSTER_KOPF = 1 << 16  # bytes


@dataclass(frozen=True)
class Datei:
    """One table of the folder: its files (none for a table left out) and the columns in the order of the file."""

    tabelle: Tabelle
    pfade: tuple[Path, ...]
    spalten: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.pfade[0].name if self.pfade else self.tabelle.datei

    @property
    def parquet(self) -> bool:
        return any(pfad.suffix == ".parquet" for pfad in self.pfade)


def finden(ordner: Path, namen: list[str], bericht: Bericht) -> dict[str, Datei]:
    """The files of each table: as datapackage.json names them, else `<table>.csv`, `<table>.parquet` or a folder
    `<table>/` of Parquet files. Faults go to `bericht`."""
    beschrieben = _beschrieben(ordner, namen, bericht) if (ordner / BESCHREIBUNG).is_file() else {}
    dateien = {}
    for name in namen:
        pfade = beschrieben.get(name) or _nach_namen(ordner, name)
        if len({pfad.suffix for pfad in pfade}) > 1 or (len(pfade) > 1 and pfade[0].suffix == ".csv"):
            namen_ = ", ".join(pfad.name for pfad in pfade)
            bericht.melden(Fehler(pfade[0].name, None, "", "", f"Die Tabelle liegt mehrfach vor: {namen_}."))
            pfade = ()
        dateien[name] = Datei(laden()[name], pfade)
    return dateien


def _nach_namen(ordner: Path, name: str) -> tuple[Path, ...]:
    einzeln = tuple(pfad for endung in ("csv", "parquet") if (pfad := ordner / f"{name}.{endung}").is_file())
    return einzeln or tuple(sorted((ordner / name).rglob("*.parquet")))


def _beschrieben(ordner: Path, namen: list[str], bericht: Bericht) -> dict[str, tuple[Path, ...]]:
    try:
        ressourcen = json.loads((ordner / BESCHREIBUNG).read_text(encoding="utf-8"))["resources"]
        texte = {r["name"]: [r["path"]] if isinstance(r["path"], str) else list(r["path"]) for r in ressourcen}
    except (OSError, ValueError, KeyError, TypeError):
        bericht.melden(Fehler(BESCHREIBUNG, None, "", "", "Das ist keine gültige Beschreibung eines Datenpakets."))
        return {}
    gefunden = {}
    for name in namen:
        pfade = tuple(ordner / text for text in texte.get(name, ()))
        for pfad in pfade:
            if not pfad.resolve().is_relative_to(ordner.resolve()):
                bericht.melden(Fehler(BESCHREIBUNG, None, "path", str(pfad), "Der Pfad führt aus dem Ordner hinaus."))
            elif not pfad.is_file():
                bericht.melden(Fehler(BESCHREIBUNG, None, "path", pfad.name, "Die Datei ist genannt, aber nicht da."))
        gefunden[name] = tuple(pfad for pfad in pfade if pfad.is_file())
    return gefunden


def csv_kopf(pfad: Path) -> tuple[str, ...]:
    """The header of a CSV file; raises OSError, UnicodeDecodeError or csv.Error."""
    with pfad.open("rb") as datei:
        kopf = datei.readline(LAENGSTER_KOPF).decode("utf-8-sig")  # the rest may be in another encoding
    return tuple(next(csv.reader([kopf.rstrip("\r\n")], strict=True), ()))


def kopf_pruefen(datei: Datei, gelesen: tuple[str, ...], bericht: Bericht) -> None:
    """Unknown and doubled columns are faults, and so is a missing one that is read, unless it may be left out."""
    bekannt = [spalte.name for spalte in datei.tabelle.spalten]
    zeile = None if datei.parquet else 1
    if len(datei.spalten) == 1 and datei.spalten[0].count(";") > 1:
        satz = "Die Spalten sind mit Semikolon getrennt; erwartet wird das Komma."
        bericht.melden(Fehler(datei.name, zeile, "", "", satz))
        return
    for name in dict.fromkeys(datei.spalten):
        if name not in bekannt:
            satz = f"Die Spalte ist unbekannt. Möglich sind: {', '.join(bekannt)}."
            bericht.melden(Fehler(datei.name, zeile, name, "", satz))
        elif datei.spalten.count(name) > 1:
            bericht.melden(Fehler(datei.name, zeile, name, "", "Die Spalte steht doppelt."))
    for name in gelesen:
        if name not in datei.spalten and not datei.tabelle.spalte(name).darf_fehlen:
            bericht.melden(Fehler(datei.name, zeile, name, "", "Die Spalte fehlt."))
