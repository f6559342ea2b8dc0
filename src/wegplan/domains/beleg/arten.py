"""Kinds of papers and limits, from regelwerke/belege.yaml."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.kit.papier import Grenzen
from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "belege.yaml"
SCHEMA = REGELWERKE / "schema" / "belege.schema.json"

PERSON, MONAT = "person", "monat"
NUR_STELLE, BETEILIGTE = "stelle", "beteiligte"
FOERDERPLAN, KRANKMELDUNG, ZERTIFIKAT, UNTERSCHRIFTENLISTE = (
    "foerderplan",
    "krankmeldung",
    "zertifikat",
    "unterschriftenliste",
)


@dataclass(frozen=True)
class Belegart:
    """A kind as the rule file has it. `bezug`: what of the file such a paper proves, or empty."""

    schluessel: str
    name: str
    klasse: str
    kreis: str
    frist: str
    gehoert_zu: str
    bezug: str = ""
    lesart: str = ""

    @property
    def besonders(self) -> bool:
        return self.klasse == Feldklasse.BESONDERS


@cache
def _regeln() -> tuple[dict[str, Any], dict[str, Any]]:
    return laden(DATEI, SCHEMA)


@cache
def belegarten() -> dict[str, Belegart]:
    """All kinds by key, in the order of the file."""
    return {a["schluessel"]: Belegart(**a) for a in _regeln()[0]["arten"]}


def arten_fuer(gehoert_zu: str) -> list[Belegart]:
    """The kinds that belong to a person or to the month of a project."""
    return [a for a in belegarten().values() if a.gehoert_zu == gehoert_zu]


def artname(schluessel: str) -> str:
    """The name of a kind; of one that the rule file no longer knows its key."""
    art = belegarten().get(schluessel)
    return art.name if art else schluessel


def grenzen(tag: date) -> Grenzen:
    """What one paper may have at most on `tag`."""
    werte = _regeln()[1]
    return Grenzen(
        bytes=werte["groesse"].am(tag) << 20,
        seiten=werte["seiten"].am(tag),
        pixel=werte["bildpunkte"].am(tag) * 1_000_000,
    )


def wiederherstellbar_bis(zurueckgezogen: date) -> date:
    """The last day on which a withdrawn paper can be put back."""
    return zurueckgezogen + timedelta(days=_regeln()[1]["rueckzug"].am(zurueckgezogen))


def inhalt_faellig_vor(stichtag: date) -> date:
    """The content of papers withdrawn before this day goes on `stichtag`."""
    return stichtag - timedelta(days=_regeln()[1]["rueckzug"].am(stichtag))


def braucht_bescheinigung(von: date, bis: date) -> bool:
    """Whether a sick note from `von` to `bis` is long enough to need a certificate."""
    return (bis - von).days + 1 >= int(_regeln()[1]["bescheinigung"].am(von))
