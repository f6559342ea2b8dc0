"""The head of the desk on a start page: how much calls, and the first rows (VF-08)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wegplan.domains.tisch.models import Zeit
from wegplan.domains.tisch.queries import tisch
from wegplan.domains.tisch.zeilen import Zeile, zeilen

from .seite import Zahl, adresse

ZEILEN = 6
WORTE = {
    Zeit.UEBERFAELLIG: "Schritte überfällig",
    Zeit.HEUTE: "Schritte heute",
    Zeit.WOCHE: "Schritte in den nächsten sieben Tagen",
}


@dataclass(frozen=True)
class Tischkopf:
    """Figures that agree with the lists behind them, the most urgent rows, and whom these name."""

    zahlen: list[Zahl]
    zeilen: list[Zeile]
    url: str

    @property
    def personen(self) -> list[int]:
        return list(dict.fromkeys(zeile.platz.person_id for zeile in self.zeilen))


def tischkopf(nutzer: Any, stichtag: date) -> Tischkopf:
    """One statement."""
    auf = tisch(nutzer, stichtag, ZEILEN)
    zahlen = [
        Zahl(auf.anzahl[zeit], wort, adresse("tisch:liste", zeit=zeit.value), zustand=_zustand(zeit, auf.anzahl[zeit]))
        for zeit, wort in WORTE.items()
    ]
    dringend = [platz for zeit in WORTE for platz in auf.zeilen.get(zeit, ())][:ZEILEN]
    return Tischkopf(zahlen, zeilen(nutzer, dringend), adresse("tisch:mein"))


def _zustand(zeit: Zeit, anzahl: int) -> str:
    return "achtung" if zeit == Zeit.UEBERFAELLIG and anzahl else ""
