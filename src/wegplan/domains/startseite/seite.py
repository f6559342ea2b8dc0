"""What every start page is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.domains.auswertung.fristen import Frist, fristen


@dataclass(frozen=True)
class Seite:
    """A start page: its template, what the template shows, and every person named on it (DS-10)."""

    vorlage: str
    kontext: dict[str, Any]
    personen: list[int] = field(default_factory=list)
    art: str = "liste"  # of the trace


@dataclass(frozen=True)
class Zahl:
    """A figure that calls for action: `url` opens the list behind it, with the same filter."""

    wert: int
    bezeichnung: str
    url: str
    zusatz: str = ""
    zustand: str = ""


def adresse(name: str, **abfrage: Any) -> str:
    """The address of a page with its filter."""
    seite = reverse(name)
    return f"{seite}?{urlencode(abfrage)}" if abfrage else seite


def fristen_je_regelwerk(kennungen: Iterable[str], stichtag: date) -> list[tuple[str, list[Frist]]]:
    """The deadlines of the offices' lists by the name of the rule set (AM-20, AM-22)."""
    regeln = [regelwerk_laden(kennung) for kennung in kennungen]
    return [(regel.name, gefunden) for regel in regeln if (gefunden := fristen(regel, stichtag))]
