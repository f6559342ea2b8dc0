"""A month's list as values: its columns, a participant's row, the check sum, what differs. No database (JPS-32)."""

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

VORNE = ("Nr.", "Name", "Vorname", "Kundennummer", "Eintritt", "Stand")
HINTEN = ("Soll", "Fehltage", "unentschuldigt", "Fehltage in %", "Soll Praktikum", "Fehltage Praktikum")
LEGENDE = "a anwesend, k krank, e entschuldigt, u unentschuldigt, P davor: im Praktikum, leer: kein Solltag"
MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
Zeile = Sequence[Any]


@dataclass(frozen=True, order=True)
class Monat:
    """A month of the calendar. `erster`: its first day."""

    erster: date

    @classmethod
    def von(cls, tag: date) -> "Monat":
        """The month of a day."""
        return cls(tag.replace(day=1))

    @classmethod
    def aus(cls, name: str) -> "Monat":
        """The month named like 2026-03; ValueError for anything else and for years nobody means."""
        jahr, _, nummer = name.partition("-")
        if not (jahr.isdecimal() and len(jahr) == 4 and nummer.isdecimal() and len(nummer) == 2):
            raise ValueError(name)
        monat = cls(date(int(jahr), int(nummer), 1))
        if not 1990 <= monat.erster.year <= 2100:
            raise ValueError(name)
        return monat

    @property
    def letzter(self) -> date:
        """Its last day."""
        return self.erster.replace(day=monthrange(self.erster.year, self.erster.month)[1])

    @property
    def name(self) -> str:
        """As it stands in the address: 2026-03."""
        return f"{self.erster:%Y-%m}"

    def davor(self) -> "Monat":
        return Monat.von(self.erster - timedelta(days=1))

    def danach(self) -> "Monat":
        return Monat.von(self.letzter + timedelta(days=1))

    def __str__(self) -> str:
        return f"{MONATE[self.erster.month - 1]} {self.erster.year}"


@dataclass(frozen=True)
class Zahlen:
    """Absence figures of a participant (JPS-33): in total, and at the Praktikum."""

    soll: int = 0
    fehltage: int = 0
    unentschuldigt: int = 0
    prozent: Decimal | None = None
    soll_praktikum: int = 0
    fehltage_praktikum: int = 0


def spalten(monat: Monat) -> list[str]:
    """Heads of the list: who, one per day, figures."""
    return [*VORNE, *(f"{tag:02}" for tag in range(1, monat.letzter.day + 1)), *HINTEN]


def zeile(monat: Monat, wer: Sequence[str], zeichen: Mapping[int, str], zahlen: Zahlen) -> list[Any]:
    """A row without its number. `wer`: values of the columns from name to state; `zeichen`: by day of the month."""
    prozent = "–" if zahlen.prozent is None else f"{zahlen.prozent}".replace(".", ",")
    tage = [zeichen.get(tag, "") for tag in range(1, monat.letzter.day + 1)]
    summen = [zahlen.soll, zahlen.fehltage, zahlen.unentschuldigt, prozent]
    return [*wer, *tage, *summen, zahlen.soll_praktikum, zahlen.fehltage_praktikum]


def nummeriert(zeilen: Iterable[Zeile]) -> list[list[Any]]:
    """The rows with their number in front, from 1."""
    return [[nr, *z] for nr, z in enumerate(zeilen, 1)]


def stand(eintritt: date, austritt: date | None, geplantes_ende: date | None, monat: Monat) -> str:
    """How a Teilnahme stands at the end of the month. Who has left stays on the list, marked (JPS-32)."""
    if austritt is not None and austritt <= monat.letzter:
        return f"ausgetreten am {austritt:%d.%m.%Y}"
    if austritt is None and geplantes_ende is not None and geplantes_ende < monat.erster:
        return f"Ende war geplant am {geplantes_ende:%d.%m.%Y}"
    return f"eingetreten am {eintritt:%d.%m.%Y}" if eintritt >= monat.erster else "nimmt teil"


def pruefsumme(kopf: Mapping[str, str], koepfe: Sequence[str], zeilen: Sequence[Zeile]) -> str:
    """SHA-256 over head, columns and rows, the same for the same content wherever it is computed."""
    text = json.dumps([dict(kopf), list(koepfe), [list(z) for z in zeilen]], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Unterschied:
    """A value that is another one than was sent; `spalte` empty: the participant was not on the list."""

    name: str
    spalte: str
    gesendet: str
    jetzt: str


def unterschiede(koepfe: Sequence[str], gesendet: Mapping[int, Zeile], jetzt: Mapping[int, Zeile]) -> list[Unterschied]:
    """What has changed since a list was sent, by Teilnahme; the number of a row does not count (PX-05)."""
    ergebnis = []
    for teilnahme, neu in jetzt.items():
        name = f"{neu[1]}, {neu[2]}"
        alt = gesendet.get(teilnahme)
        if alt is None:
            ergebnis.append(Unterschied(name, "", "nicht auf der Liste", "auf der Liste"))
            continue
        paare = zip(koepfe[1:], alt[1:], neu[1:], strict=True)
        ergebnis += [Unterschied(name, kopf, _wort(a), _wort(n)) for kopf, a, n in paare if a != n]
    return ergebnis


def _wort(wert: Any) -> str:
    return "leer" if wert == "" else str(wert)
