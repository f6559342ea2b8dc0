"""Which days are target days, and when enough of them are reached. Values in, values out (JPS-30, JPS-34)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WERKTAGE = frozenset({1, 2, 3, 4, 5})
WEITESTER = timedelta(days=5 * 366)  # a projection that finds no end by then has none


@dataclass(frozen=True)
class Zeit:
    """A closed range of days; `bis` None: open. `wochentage`: only these (1 Monday … 7 Sunday), empty: all."""

    von: date
    bis: date | None
    wochentage: frozenset[int] = frozenset()
    wort: str = ""

    def enthaelt(self, tag: date) -> bool:
        in_der_zeit = self.von <= tag and (self.bis is None or tag <= self.bis)
        return in_der_zeit and (not self.wochentage or tag.isoweekday() in self.wochentage)


@dataclass(frozen=True)
class Massnahmekalender:
    """When a measure takes place. `muster`: (valid from, days of the week), any order; before the first one and without
    one Monday to Friday. `feiertage`: name by day."""

    muster: tuple[tuple[date, frozenset[int]], ...] = ()
    schliesszeiten: tuple[Zeit, ...] = ()
    feiertage: dict[date, str] | None = None

    def wochentage(self, tag: date) -> frozenset[int]:
        """The days of the week that hold on this day."""
        geltend = [(ab, tage) for ab, tage in self.muster if ab <= tag]
        return max(geltend)[1] if geltend else WERKTAGE

    def grund(self, tag: date) -> str:
        """Why the measure does not take place on this day, empty when it does."""
        if name := (self.feiertage or {}).get(tag):
            return name
        for zeit in self.schliesszeiten:
            if zeit.enthaelt(tag):
                return zeit.wort or "Schließzeit"
        return "" if tag.isoweekday() in self.wochentage(tag) else "kein Tag der Maßnahme"


@dataclass(frozen=True)
class Anspruch:
    """The time of one Teilnahme: `ende`: exit, else planned end, None while open; `ausnahmen`: its own days off."""

    eintritt: date
    ende: date | None
    ausnahmen: tuple[Zeit, ...] = ()

    def grund(self, tag: date) -> str:
        """Why the day is no target day of this participant, empty when it is one of theirs."""
        if tag < self.eintritt:
            return "noch nicht eingetreten"
        if self.ende is not None and tag > self.ende:
            return "ausgetreten"
        return next((zeit.wort or "frei" for zeit in self.ausnahmen if zeit.enthaelt(tag)), "")


def grund_ohne_soll(kalender: Massnahmekalender, anspruch: Anspruch, tag: date) -> str:
    """Why the day is no target day, in words; empty for a target day."""
    return anspruch.grund(tag) or kalender.grund(tag)


def solltage(kalender: Massnahmekalender, anspruch: Anspruch, von: date, bis: date) -> list[date]:
    """The target days from `von` to `bis`, both included."""
    return [tag for tag in tage(von, bis) if not grund_ohne_soll(kalender, anspruch, tag)]


def voraussichtliches_ende(
    kalender: Massnahmekalender,
    anspruch: Anspruch,
    noetig: int,
    erreicht: Collection[date],
    gefehlt: Collection[date],
    stichtag: date,
) -> date | None:
    """The day on which `noetig` attended days are reached when every target day after `stichtag` is attended (JPS-34).

    `erreicht`: the attended days, `gefehlt`: days that are known to be missed, also ahead (sick note). Already reached:
    the day on which it was. None when no end is in sight within five years."""
    if len(erreicht) >= noetig > 0:
        return sorted(erreicht)[noetig - 1]
    fehlend = noetig - len(erreicht)
    offen = Anspruch(anspruch.eintritt, None, anspruch.ausnahmen)
    for tag in tage(max(stichtag, anspruch.eintritt), stichtag + WEITESTER):
        if tag in gefehlt or tag in erreicht or grund_ohne_soll(kalender, offen, tag):
            continue
        fehlend -= 1
        if fehlend <= 0:
            return tag
    return None


def tage(von: date, bis: date) -> Iterator[date]:
    """Every day from `von` to `bis`."""
    while von <= bis:
        yield von
        von += timedelta(days=1)


def woche(montag: date) -> Sequence[date]:
    """The seven days from a Monday on."""
    return list(tage(montag, montag + timedelta(days=6)))
