"""What every start page is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from wegplan.domains.auswertung.fristen import Frist, fristen
from wegplan.domains.auswertung.rules import regelwerk_laden


@dataclass(frozen=True)
class Seite:
    """A start page: its template, what the template shows, and every person named on it (DS-10)."""

    vorlage: str
    kontext: dict[str, Any]
    personen: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Zahl:
    """A figure that calls for action: `url` opens the list behind it, with the same filter."""

    wert: int
    bezeichnung: str
    url: str
    zusatz: str = ""
    zustand: str = ""


def adresse(name: str, **abfrage: Any) -> str:
    """The address of a page with its filter; "" for a page that does not exist, as in the navigation."""
    try:
        seite = reverse(name)
    except NoReverseMatch:
        return ""
    return f"{seite}?{urlencode(abfrage)}" if abfrage else seite


def fristen_je_regelwerk(kennungen: Iterable[str], stichtag: Any) -> list[tuple[str, list[Frist]]]:
    """The deadlines of the offices' lists by the name of the rule set (AM-20, AM-22)."""
    regeln = [regelwerk_laden(kennung) for kennung in kennungen]
    return [(regel.name, gefunden) for regel in regeln if (gefunden := fristen(regel, stichtag))]


def mehrzahl(anzahl: int, eins: str, viele: str) -> str:
    """1 Austritt, 3 Austritte."""
    return f"{anzahl} {eins if anzahl == 1 else viele}"
