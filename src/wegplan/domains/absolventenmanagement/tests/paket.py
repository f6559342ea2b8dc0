"""A small data package in memory, for both engines: written as a folder, and put into the live tables."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from wegplan.kit.exchange.schema import laden

TABELLEN = ("organisationen", "teams", "personen", "massnahmen", "teilnahmen", "vereinbarungen", "vermittlungen")
WEITERE = ("handlungsstrategien", "vorgaenge")
Zeile = dict[str, Any]


@dataclass
class Paket:
    """Rows per table, with the column names of chapter 80; a missing name is an empty cell."""

    organisationen: list[Zeile] = field(default_factory=list)
    teams: list[Zeile] = field(default_factory=list)
    personen: list[Zeile] = field(default_factory=list)
    massnahmen: list[Zeile] = field(default_factory=list)
    teilnahmen: list[Zeile] = field(default_factory=list)
    vereinbarungen: list[Zeile] = field(default_factory=list)
    vermittlungen: list[Zeile] = field(default_factory=list)
    handlungsstrategien: list[Zeile] = field(default_factory=list)
    vorgaenge: list[Zeile] = field(default_factory=list)

    def als_ordner(self, ordner: Path) -> Path:
        """Write it as CSV files."""
        ordner.mkdir(parents=True, exist_ok=True)
        for name in (*TABELLEN, *(name for name in WEITERE if getattr(self, name))):
            spalten = [spalte.name for spalte in laden()[name].spalten if not spalte.erweiterung]
            with (ordner / f"{name}.csv").open("w", encoding="utf-8", newline="") as datei:
                schreiber = csv.writer(datei, lineterminator="\n")
                schreiber.writerow(spalten)
                schreiber.writerows([_zelle(zeile.get(spalte)) for spalte in spalten] for zeile in getattr(self, name))
        return ordner

    def in_datenbank(self) -> None:
        """Put it into the live tables; to be called as wegplan_dienst."""
        from wegplan.domains.massnahme.models import Massnahme
        from wegplan.domains.organisation.models import Organisation, Team
        from wegplan.domains.person.models import Person
        from wegplan.domains.teilnahme.models import Teilnahme
        from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
        from wegplan.domains.vorgang.models import Vorgang

        stellen = _nach(Organisation, "kennung", ({**z, "uebergeordnet": None} for z in self.organisationen))
        teams = _nach(Team, "kennung", ({**z, "organisation": stellen[z["organisation"]]} for z in self.teams))
        orte = {"jobcenter": stellen, "team": teams, "traeger": stellen, "regionalbuero": stellen}
        personen = _nach(Person, "kundennummer", (_verwiesen(z, orte) for z in self.personen))
        massnahmen = _nach(Massnahme, "massnahmenummer", (_verwiesen(z, orte) for z in self.massnahmen))
        ziele = {"kundennummer": ("person", personen), "massnahmenummer": ("massnahme", massnahmen)}
        for modell, zeilen in (
            (Teilnahme, self.teilnahmen),
            (Vereinbarung, self.vereinbarungen),
            (Vermittlung, self.vermittlungen),
            (Handlungsstrategie, self.handlungsstrategien),
            (Vorgang, self.vorgaenge),
        ):
            fertig = []
            for zeile in zeilen:
                neu = _verwiesen(zeile, orte)
                for alt, (name, ziel) in ziele.items():
                    if alt in neu:
                        neu[name] = ziel[neu.pop(alt)]
                fertig.append(modell(**neu))
            modell.objects.bulk_create(fertig)
            if modell is Teilnahme:
                ziele["teilnahme_id"] = ("teilnahme", {t.teilnahme_id: t for t in fertig})


def lesen(ordner: Path) -> Paket:
    """The package of a folder of CSV files."""
    paket = Paket()
    for name in TABELLEN:
        typen = {spalte.name: spalte.typ for spalte in laden()[name].spalten}
        with (ordner / f"{name}.csv").open(encoding="utf-8", newline="") as datei:
            zeilen = [{k: _wert(v, typen[k]) for k, v in zeile.items()} for zeile in csv.DictReader(datei)]
        setattr(paket, name, zeilen)
    return paket


def als_parquet(ordner: Path, ziel: Path) -> Path:
    """The same folder as Parquet files with typed columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arten = {"date": pa.date32(), "boolean": pa.bool_(), "integer": pa.int32(), "string": pa.string()}
    ziel.mkdir(parents=True, exist_ok=True)
    paket = lesen(ordner)
    for name in TABELLEN:
        with (ordner / f"{name}.csv").open(encoding="utf-8", newline="") as datei:
            kopf = next(csv.reader(datei))
        schema = pa.schema([(spalte, arten[laden()[name].spalte(spalte).typ]) for spalte in kopf])
        pq.write_table(pa.Table.from_pylist(getattr(paket, name), schema=schema), ziel / f"{name}.parquet")
    return ziel


def beschreibung(ordner: Path, dateien: dict[str, str]) -> None:
    """A datapackage.json that names the files."""
    ressourcen = [{"name": name, "path": pfad} for name, pfad in dateien.items()]
    (ordner / "datapackage.json").write_text(json.dumps({"name": "paket", "resources": ressourcen}), encoding="utf-8")


def _zelle(wert: Any) -> Any:
    if isinstance(wert, bool):
        return "true" if wert else "false"
    return wert


def _wert(text: str, typ: str) -> Any:
    if not text:
        return None
    if typ == "date":
        return date.fromisoformat(text)
    if typ == "integer":
        return int(text)
    return text == "true" if typ == "boolean" else text


def _nach(modell: Any, schluessel: str, zeilen: Iterable[Zeile]) -> dict[str, Any]:
    fertig = modell.objects.bulk_create([modell(**{k: v for k, v in z.items() if v is not None}) for z in zeilen])
    return {getattr(objekt, schluessel): objekt for objekt in fertig}


def _verwiesen(zeile: Zeile, orte: dict[str, dict[str, Any]]) -> Zeile:
    neu = {k: v for k, v in zeile.items() if v is not None}
    for name, ziel in orte.items():
        if name in neu:
            neu[name] = ziel[neu[name]]
    if "erfasst_am" in neu:
        tag = neu["erfasst_am"]
        neu["erfasst_am"] = datetime(tag.year, tag.month, tag.day, 12, tzinfo=UTC)
    return neu
