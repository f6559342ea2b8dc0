"""Writing `datapackage.json` (Frictionless Data Package with Table Schemas), and the files' description for people."""

import json
import sys
from pathlib import Path
from typing import Any

from .schema import Tabelle, laden, roh


def beschreibung(spalten: dict[str, list[str]]) -> str:
    """The text of datapackage.json for these tables with these columns, the same for the same content."""
    ressourcen = [
        {
            "name": name,
            "path": laden()[name].datei,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
            "schema": tabellenschema(name, namen, set(spalten)),
        }
        for name, namen in spalten.items()
    ]
    paket = {"name": "wegplan-datenpaket", "profile": "tabular-data-package", "resources": ressourcen}
    return json.dumps(paket, ensure_ascii=False, indent=2) + "\n"


def tabellenschema(name: str, spalten: list[str], tabellen: set[str]) -> dict[str, Any]:
    """The schema of one file without Wegplan's own properties, and without references to absent files."""
    schema = _ohne_eigene(roh(name))
    schema["fields"] = [_ohne_eigene(f) for f in schema["fields"] if f["name"] in spalten]
    verweise = [
        v
        for v in schema.pop("foreignKeys", [])
        if v["fields"] in spalten and (not v["reference"]["resource"] or v["reference"]["resource"] in tabellen)
    ]
    return {**schema, **({"foreignKeys": verweise} if verweise else {})}


def _ohne_eigene(angaben: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in angaben.items() if not k.startswith("wegplan:")}


TYPEN = {
    "string": "Text",
    "date": "Tag (JJJJ-MM-TT)",
    "datetime": "Zeitpunkt (JJJJ-MM-TTThh:mm:ssZ)",
    "boolean": "true/false",
    "integer": "ganze Zahl",
}


MARKE = "<!-- Ab hier erzeugt"


def handbuch() -> str:
    """The part of docs/datenpaket.md that describes every file, as Markdown."""
    return "\n".join(_abschnitt(t) for t in laden().values())


def erneuern(text: str) -> str:
    """The text of docs/datenpaket.md with the part behind MARKE made anew."""
    vorn, _, rest = text.partition(MARKE)
    return f"{vorn}{MARKE}{rest.split(chr(10), 1)[0]}\n\n{handbuch()}"


def _abschnitt(tabelle: Tabelle) -> str:
    zeilen = [f"### {tabelle.datei}", "", tabelle.beschreibung]
    zeilen += ["", "| Spalte | Bedeutung | Inhalt | |", "|---|---|---|---|"]
    verweise = {v.spalte: v for v in tabelle.verweise}
    for s in tabelle.spalten:
        inhalt = ", ".join(f"`{w}`" for w in s.werte) or TYPEN[s.typ]
        if s.laenge:
            inhalt += f", höchstens {s.laenge} Zeichen"
        if s.name in verweise:
            inhalt += f"; Schlüssel aus {verweise[s.name].tabelle}.csv"
        merkmale = [
            wort
            for wort, gilt in (
                ("**Schlüssel**", s.name in tabelle.schluessel),
                ("Pflicht", s.pflicht and s.name not in tabelle.schluessel),
                ("Spalte darf fehlen", s.darf_fehlen),
                ("Erweiterung", s.erweiterung),
            )
            if gilt
        ]
        bedeutung = s.titel + (f": {s.beschreibung}" if s.beschreibung else "")
        zeilen.append(f"| `{s.name}` | {bedeutung} | {inhalt} | {', '.join(merkmale)} |")
    for frueher, spaeter in tabelle.reihenfolge:
        zeilen.append(f"\n`{spaeter}` darf nicht vor `{frueher}` liegen.")
    return "\n".join([*zeilen, ""])


if __name__ == "__main__":
    datei = Path(sys.argv[1])
    datei.write_text(erneuern(datei.read_text(encoding="utf-8")), encoding="utf-8")
