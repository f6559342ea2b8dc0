"""The tables of the data package (chapter 80) as data: `schemas/*.json` in the form of Frictionless Table Schema.

The one place that knows columns, types, required fields, codes, keys and references. Own properties start with
`wegplan:` (`darfFehlen`: the column may be left out of the file; `erweiterung`: a column beyond chapter 80,
written only when it says something; `reihenfolge`: pairs of dates in order).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ORDNER = Path(__file__).with_name("schemas")
REIHENFOLGE = (
    "organisationen",
    "teams",
    "personen",
    "zustaendigkeiten",
    "massnahmen",
    "teilnahmen",
    "vereinbarungen",
    "vermittlungen",
    "handlungsstrategien",
    "vorgaenge",
    "anwesenheiten",
    "praktika",
    "foerderleistungen",
    "zertifikate",
    "verbleibe",
    "ergebnisse",
    "anschlussperspektiven",
    "einstiegsbegleitungen",
    "frageboegen",
    "ausbildungsrahmen",
    "verkuerzungspruefungen",
    "wechselpruefungen",
    "modulergebnisse",
    "krankmeldungen",
    "wochenmuster",
    "schliesszeiten",
    "ausnahmezeiten",
    "unterbrechungen",
    "gespraeche",
    "absprachen",
    "stufenwechsel",
    "standardverfahren",
    "interventionen",
    "interventionsschritte",
    "fragen",
    "fragebeitraege",
    "foerderplaene",
    "foerderziele",
    "zielschritte",
    "einschaetzungen",
    "berufswuensche",
    "aushaendigungen",
    "zielanmerkungen",
    "qualifizierungsplaene",
    "lernmodule",
    "katalogmodule",
    "entwicklungsberichte",
    "eigenworte",
    "zuweisungen",
    "veranstaltungen",
    "einladungen",
    "auftaktgespraeche",
    "gutachten",
    "gutachtentexte",
    "gutachtenschutz",
    "merkmale",
    "verlaengerungen",
)


@dataclass(frozen=True)
class Spalte:
    """One column. `typ`: string, date (ISO), datetime (ISO in UTC), boolean (true/false) or integer. `minimum` and
    `maximum` are ISO days of a date, ISO instants or numbers of an integer, as text."""

    name: str
    titel: str
    typ: str
    pflicht: bool
    darf_fehlen: bool
    erweiterung: bool
    werte: tuple[str, ...]
    laenge: int | None
    minimum: str | None
    maximum: str | None
    beschreibung: str


@dataclass(frozen=True)
class Verweis:
    """`spalte` holds a key of the table `tabelle` (its single key column `ziel`)."""

    spalte: str
    tabelle: str
    ziel: str


@dataclass(frozen=True)
class Tabelle:
    """One file of the package. `reihenfolge`: pairs (first, second) of date columns, second not before first."""

    name: str
    titel: str
    beschreibung: str
    spalten: tuple[Spalte, ...]
    schluessel: tuple[str, ...]
    verweise: tuple[Verweis, ...]
    reihenfolge: tuple[tuple[str, str], ...]

    @property
    def datei(self) -> str:
        return f"{self.name}.csv"

    def spalte(self, name: str) -> Spalte:
        """The column of this name; KeyError for an unknown one."""
        for spalte in self.spalten:
            if spalte.name == name:
                return spalte
        raise KeyError(name)


def roh(name: str) -> dict[str, Any]:
    """The table schema as it stands in the file."""
    return json.loads((ORDNER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def laden() -> dict[str, Tabelle]:
    """All tables by name, in the order of chapter 80: what is referred to comes before what refers."""
    return {name: _tabelle(roh(name)) for name in REIHENFOLGE}


def _tabelle(schema: dict[str, Any]) -> Tabelle:
    verweise = tuple(
        Verweis(v["fields"], v["reference"]["resource"] or schema["name"], v["reference"]["fields"])
        for v in schema.get("foreignKeys", ())
    )
    return Tabelle(
        name=schema["name"],
        titel=schema["title"],
        beschreibung=schema["description"],
        spalten=tuple(_spalte(feld) for feld in schema["fields"]),
        schluessel=tuple(schema["primaryKey"]),
        verweise=verweise,
        reihenfolge=tuple((a, b) for a, b in schema.get("wegplan:reihenfolge", ())),
    )


def _spalte(feld: dict[str, Any]) -> Spalte:
    regeln = feld.get("constraints", {})
    return Spalte(
        name=feld["name"],
        titel=feld["title"],
        typ=feld["type"],
        pflicht=regeln.get("required", False),
        darf_fehlen=feld.get("wegplan:darfFehlen", False),
        erweiterung=feld.get("wegplan:erweiterung", False),
        werte=tuple(regeln.get("enum", ())),
        laenge=regeln.get("maxLength"),
        minimum=_text(regeln.get("minimum")),
        maximum=_text(regeln.get("maximum")),
        beschreibung=feld.get("description", ""),
    )


def _text(wert: Any) -> str | None:
    return None if wert is None else str(wert)
