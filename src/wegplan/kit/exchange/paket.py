"""What a folder holds of a data package: by `datapackage.json`, or by the names of the files."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .datei import Gelesen, csv_lesen
from .fehler import Bericht, Fehler, Warnung, kurz
from .mappe import mappe_oeffnen
from .pruefung import Pruefstand
from .schema import Tabelle, laden

BESCHREIBUNG = "datapackage.json"
FREMD = {".xls", ".xlsm", ".xlsb", ".xltm", ".ods", ".parquet", ".tsv"}


@dataclass(frozen=True)
class Stueck:
    """A file that holds a table, `name` is what faults call it."""

    tabelle: Tabelle
    name: str
    pfad: Path


def paket_lesen(ordner: Path, stand: Pruefstand) -> None:
    """Load every table of the folder into the check; what cannot be read is told."""
    bericht = stand.bericht
    if not ordner.is_dir():
        bericht.melden(Fehler(str(ordner), None, "", "", "Diesen Ordner gibt es nicht."))
        return
    gefunden = False
    for tabelle, gelesen in _alle(ordner, bericht, stand.werkstatt):
        gefunden = True
        if gelesen is None:
            stand.unlesbar.add(tabelle)
            continue
        if gelesen.tabelle.name in stand.tabellen:
            erste = stand.tabellen[gelesen.tabelle.name].gelesen.name
            satz = f"Die Tabelle „{gelesen.tabelle.name}“ steht schon in {erste}."
            bericht.melden(Fehler(gelesen.name, None, "", "", satz))
            continue
        stand.laden(gelesen)
    stand.ordnen()
    if not gefunden and bericht.einwandfrei:
        satz = (
            f"Hier liegt keine Datei eines Datenpakets. Erwartet werden zum Beispiel {', '.join(list(_dateien())[:3])}."
        )
        bericht.melden(Fehler(str(ordner.name), None, "", "", satz))


def _alle(ordner: Path, bericht: Bericht, werkstatt: Path) -> Iterator[tuple[str, Gelesen | None]]:
    """Every table found with its name; None where nothing of it is usable."""
    mappen = sorted(p for p in ordner.iterdir() if p.suffix.lower() == ".xlsx" and p.is_file())
    for stueck in sorted(_stuecke(ordner, bericht), key=lambda s: list(laden()).index(s.tabelle.name)):
        yield stueck.tabelle.name, csv_lesen(stueck.pfad, stueck.tabelle, stueck.name, bericht, werkstatt)
    for pfad in mappen:
        yield from _mappe_lesen(pfad, bericht, werkstatt)


def _stuecke(ordner: Path, bericht: Bericht) -> Iterator[Stueck]:
    """The CSV files that hold tables; unknown ones are told, so that no misspelt file is passed over."""
    genannt = {}
    beschreibung = ordner / BESCHREIBUNG
    if beschreibung.is_file():
        genannt = {s.pfad: s for s in _beschriebene(ordner, beschreibung, bericht)}
    yield from genannt.values()
    dateien = _dateien()
    for pfad in sorted(p for p in ordner.iterdir() if p.is_file() and p not in genannt):
        endung = pfad.suffix.lower()
        if pfad.name in dateien:
            if genannt:
                satz = f"Die Datei steht nicht in {BESCHREIBUNG}; sie wird trotzdem gelesen."
                bericht.warnen(Warnung(pfad.name, "", satz))
            yield Stueck(dateien[pfad.name], pfad.name, pfad)
        elif endung == ".csv":
            bericht.melden(Fehler(kurz(pfad.name), None, "", "", _unbekannte_datei(pfad.name)))
        elif endung in FREMD:
            satz = f"Dateien im Format {endung[1:].upper()} werden nicht eingelesen, nur CSV und XLSX."
            bericht.melden(Fehler(kurz(pfad.name), None, "", "", satz))
        elif endung != ".xlsx" and pfad.name != BESCHREIBUNG and not pfad.name.startswith("."):
            bericht.warnen(Warnung(kurz(pfad.name), "", "Die Datei gehört zu keiner Tabelle und wird nicht gelesen."))


def _dateien() -> dict[str, Tabelle]:
    return {tabelle.datei: tabelle for tabelle in laden().values()}


def _unbekannte_datei(name: str) -> str:
    nah = difflib.get_close_matches(name.lower(), list(_dateien()), n=1, cutoff=0.7)
    return "Diese Datei gehört zu keiner Tabelle." + (f" Gemeint ist vielleicht „{nah[0]}“." if nah else "")


def _mappe_lesen(pfad: Path, bericht: Bericht, werkstatt: Path) -> Iterator[tuple[str, Gelesen | None]]:
    """Sheets named as tables; a workbook named as a table may call its only sheet anything."""
    tabellen = laden()
    mappe = mappe_oeffnen(pfad, pfad.name, bericht)
    if mappe is None:
        yield pfad.stem, None
        return
    bekannte = [b for b in mappe.blaetter if b in tabellen]
    if not bekannte and pfad.stem in tabellen and len(mappe.blaetter) == 1:
        yield pfad.stem, mappe.lesen(mappe.blaetter[0], tabellen[pfad.stem], pfad.name, bericht, werkstatt)
    elif not bekannte:
        satz = "Kein Blatt heißt wie eine Tabelle des Datenpakets (zum Beispiel „personen“)."
        bericht.melden(Fehler(pfad.name, None, "", kurz(", ".join(mappe.blaetter)), satz))
    for blatt in bekannte:
        yield blatt, mappe.lesen(blatt, tabellen[blatt], f"{pfad.name}, Blatt {blatt}", bericht, werkstatt)
    for blatt in mappe.blaetter if bekannte else ():
        if blatt not in bekannte:
            satz = "Das Blatt gehört zu keiner Tabelle und wird nicht gelesen."
            bericht.warnen(Warnung(f"{pfad.name}, Blatt {blatt}", "", satz))
    mappe.schliessen()


def _beschriebene(ordner: Path, pfad: Path, bericht: Bericht) -> Iterator[Stueck]:
    """The resources of a datapackage.json that hold tables."""
    try:
        inhalt = json.loads(pfad.read_text(encoding="utf-8-sig"))
        ressourcen = inhalt["resources"]
        if not isinstance(ressourcen, list) or not all(isinstance(r, dict) for r in ressourcen):
            raise TypeError
    except json.JSONDecodeError as e:
        bericht.melden(Fehler(BESCHREIBUNG, e.lineno, "", "", "Die Beschreibung ist kein gültiges JSON."))
        return
    except (UnicodeDecodeError, RecursionError):
        bericht.melden(Fehler(BESCHREIBUNG, None, "", "", "Die Beschreibung ist nicht lesbar."))
        return
    except (KeyError, TypeError):
        bericht.melden(Fehler(BESCHREIBUNG, None, "resources", "", "Die Beschreibung nennt keine Dateien (resources)."))
        return
    for ressource in ressourcen:
        stueck = _ressource(ordner, ressource)
        if isinstance(stueck, Stueck):
            yield stueck
        else:
            bericht.melden(Fehler(BESCHREIBUNG, None, *stueck))


def _ressource(ordner: Path, ressource: dict[str, Any]) -> Stueck | tuple[str, str, str]:
    """The file of one resource, else (what is wrong, its value, sentence)."""
    pfad = ressource.get("path")
    if not isinstance(pfad, str) or not pfad:
        return "path", kurz(pfad), "Zu einer Datei muss genau ein Pfad angegeben sein."
    rein = PurePosixPath(pfad)
    if rein.is_absolute() or ".." in rein.parts or "\\" in pfad or ":" in pfad:
        return "path", kurz(pfad), "Der Pfad muss innerhalb des Ordners liegen."
    datei = ordner / rein
    if not datei.is_file():
        return "path", kurz(pfad), "Diese Datei fehlt im Paket."
    tabellen = laden()
    tabelle = tabellen.get(str(ressource.get("name"))) or tabellen.get(rein.stem)
    if tabelle is None:
        return "name", kurz(ressource.get("name")), "Diese Tabelle kennt Wegplan nicht."
    if str(ressource.get("encoding", "utf-8")).lower().replace("-", "") != "utf8":
        return "encoding", kurz(ressource["encoding"]), "Erwartet wird UTF-8."
    dialekt = ressource.get("dialect") or {}
    trenner = dialekt.get("delimiter", ",") if isinstance(dialekt, dict) else dialekt
    if trenner != ",":
        return "dialect", kurz(trenner), "Erwartet wird das Komma als Trennzeichen."
    return Stueck(tabelle, datei.name if datei.parent == ordner else str(rein), datei)
