"""What the expression reads: five tables with the columns of chapter 80, as unbound Ibis tables.

An adapter (`ordner`, `live`) binds the names. It may bring keys of its own in place of the chapter's natural keys:
the live database joins over its surrogate numbers."""

from dataclasses import dataclass, replace
from typing import Any

from wegplan.kit.exchange.schema import laden

TEILNAHMEN, MASSNAHMEN, PERSONEN = "teilnahmen", "massnahmen", "personen"
VEREINBARUNGEN, VERMITTLUNGEN = "vereinbarungen", "vermittlungen"

# The columns of chapter 80 that are read; their types stand in the table schemas.
PAKET: dict[str, tuple[str, ...]] = {
    TEILNAHMEN: (
        "teilnahme_id",
        "kundennummer",
        "massnahmenummer",
        "eintritt",
        "geplantes_ende",
        "austritt",
        "austrittsgrund",
        "jobcenter",
        "team",
    ),
    MASSNAHMEN: ("massnahmenummer", "foerderart", "traeger"),
    PERSONEN: ("kundennummer", "jobcenter", "team"),
    VEREINBARUNGEN: ("vereinbarung_id", "kundennummer", "art", "abgeschlossen_am", "gueltig_bis"),
    VERMITTLUNGEN: (
        "vermittlung_id",
        "kundennummer",
        "art",
        "unterbreitet_am",
        "stellenart",
        "sv_pflichtig",
        "stelle_betreut",
        "profil_betreut",
    ),
}

# The live tables bring surrogate numbers as keys in place of natural ones, and the day of recording.
_BELEG = {"schluessel": "int64", "person": "int64", "erfasst_am": "date"}
LIVE: dict[str, dict[str, str]] = {
    TEILNAHMEN: {"schluessel": "int64", "person": "int64", "massnahme": "int64"},
    MASSNAHMEN: {"massnahme": "int64"},
    PERSONEN: {"person": "int64"},
    VEREINBARUNGEN: _BELEG,
    VERMITTLUNGEN: _BELEG,
}
ERSETZT = {
    TEILNAHMEN: {"kundennummer", "massnahmenummer"},
    MASSNAHMEN: set[str](),
    PERSONEN: {"kundennummer"},
    VEREINBARUNGEN: {"kundennummer"},
    VERMITTLUNGEN: {"kundennummer"},
}


@dataclass(frozen=True)
class Form:
    """How a source names its keys and how its engine writes placeholders (templates for re.sub).

    `erfassung`: it also knows its own keys and the day on which each record was entered."""

    name: str
    dialekt: str
    teilnahme: str
    person: str
    massnahme: str
    erfassung: bool
    wert: str
    zahlen: str
    texte: str

    def tabelle(self, name: str) -> Any:
        """The unbound Ibis table `name`."""
        import ibis

        spalten = {spalte: laden()[name].spalte(spalte).typ for spalte in PAKET[name]}
        if self.erfassung:
            spalten = LIVE[name] | {spalte: typ for spalte, typ in spalten.items() if spalte not in ERSETZT[name]}
        return ibis.table(spalten, name=name)


ORDNER = Form(
    name="ordner",
    dialekt="duckdb",
    teilnahme="teilnahme_id",
    person="kundennummer",
    massnahme="massnahmenummer",
    erfassung=False,
    wert=r"$\1",
    zahlen=r"\1 = ANY($\2)",
    texte=r"\1 = ANY($\2)",
)
SPARK = replace(
    ORDNER,
    name="spark",
    dialekt="pyspark",
    wert=r":\1",
    zahlen=r"ARRAY_CONTAINS(:\2, \1)",
    texte=r"ARRAY_CONTAINS(:\2, \1)",
)
# PostgreSQL has no idea how many rows a list of texts leaves. Written with ANY it expects one in two hundred, and after
# two such filters joins thousands of rows one by one with themselves; written as a set to look up in, half of them.
DATENBANK = Form(
    name="datenbank",
    dialekt="postgres",
    teilnahme="schluessel",
    person="person",
    massnahme="massnahme",
    erfassung=True,
    wert=r"%(\1)s",
    zahlen=r"\1 = ANY(%(\2)s)",
    texte=r'(\1 IN (SELECT UNNEST(%(\2)s::text[]) COLLATE "C")) IS TRUE',
)
