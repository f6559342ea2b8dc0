"""When the steps of a Checkliste fall due. Values in, values out; the numbers stand in the rule files (JPS-83)."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.domains.anwesenheit.vorgaben import arbeitstag
from wegplan.domains.massnahme.fristen import Fristverlauf, fristen_am
from wegplan.domains.verfahren.rules import NACH_DEM_ENDE, Abstand, Termin

from .vorgaben import Regel

TAG = timedelta(days=1)
JE_ZEITRAUM = {"monatsende": 1, "quartalsende": 3, "jahresende": 12}  # months of a period


@dataclass(frozen=True)
class Fall:
    """A Teilnahme, or (None) a whole project. `ende`: the planned one; `ruht`: interruptions (JPS-64); `gefuehrt`: the
    day from which on the project's Checkliste is kept here, and the key of the tick that says so."""

    massnahme: int
    teilnahme: int | None
    stufe: str
    beginn: date
    ende: date | None
    austritt: date | None = None
    ruht: tuple[Zeit, ...] = ()
    land: str = "DE-SN"
    gefuehrt: tuple[date, str] | None = None

    @property
    def schluss(self) -> date | None:
        """The last day: the exit, of a project its end."""
        return self.ende if self.teilnahme is None else self.austritt


@dataclass(frozen=True)
class Faelligkeit:
    """A due day. `bezug` tells repeated ones apart: the last day of the period, or the number of the repetition; `ab`:
    the first day whose records count for it; `anker`: the day it hangs on; `nach_dem_ende`: it hangs on the exit."""

    bezug: str
    ab: date | None
    anker: date
    faellig: date
    je_zeitraum: bool = False
    wiederholt: bool = False
    nach_dem_ende: bool = False


def plus_monate(tag: date, anzahl: int) -> date:
    """The same day so many months later, at most the last of that month."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + anzahl, 12)
    if tag.day <= 28:
        return date(jahr, monat + 1, tag.day)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def faelligkeiten(regel: Regel, fall: Fall, verlauf: Fristverlauf, bis: date) -> Iterator[Faelligkeit]:
    """Every due day of a step: single ones all, of repeated ones those whose period has begun by `bis`."""
    for termin in regel.termine:
        if (termin.stufen and fall.teilnahme is not None and fall.stufe not in termin.stufen) or not _dauer(
            termin, fall
        ):
            continue
        if not termin.alle_monate:
            yield from _einmal(regel, termin, fall, verlauf)
        elif termin.anker in JE_ZEITRAUM:
            yield from _je_zeitraum(regel, termin, fall, verlauf, bis)
        else:
            yield from _wiederholt(regel, termin, fall, verlauf, bis)


def _dauer(termin: Termin, fall: Fall) -> bool:
    """Whether the planned length is one that the step is meant for."""
    if not termin.dauer:
        return True
    if fall.ende is None:
        return False
    danach = fall.ende + TAG
    return (
        danach >= plus_monate(fall.beginn, termin.dauer.get("ab_monaten", 0))
        and danach > plus_monate(fall.beginn, termin.dauer.get("ueber_monaten", 0))
        and ("unter_monaten" not in termin.dauer or danach < plus_monate(fall.beginn, termin.dauer["unter_monaten"]))
    )


def _einmal(regel: Regel, termin: Termin, fall: Fall, verlauf: Fristverlauf) -> Iterator[Faelligkeit]:
    anker = _anker(termin, fall)
    if anker is not None:
        faellig = _versetzt(regel, termin, anker, fall, verlauf)
        yield Faelligkeit("", None, anker, faellig, nach_dem_ende=termin.anker == NACH_DEM_ENDE)


def _anker(termin: Termin, fall: Fall) -> date | None:
    match termin.anker:
        case "eintritt":
            return fall.beginn
        case "geplantes_ende":
            return fall.ende
        case "monat_nach_projektende":
            return Monat.von(fall.ende).letzter if fall.ende else None
        case "austritt":
            return fall.austritt or fall.ende
        case "mitte":
            return fall.beginn + timedelta(days=(fall.ende - fall.beginn).days // 2) if fall.ende else None
        case "ausbildungsjahr_ende":
            return plus_monate(fall.beginn, 12 * termin.nummer) - TAG
    raise ValueError(f"a Checkliste cannot hang on {termin.anker}")


def _je_zeitraum(regel: Regel, termin: Termin, fall: Fall, verlauf: Fristverlauf, bis: date) -> Iterator[Faelligkeit]:
    """One for each month, quarter or year of the calendar that a planned day of the case touches."""
    if fall.ende is None:
        return
    monate = JE_ZEITRAUM[termin.anker]
    ab = date(fall.beginn.year, (fall.beginn.month - 1) // monate * monate + 1, 1)
    while ab <= min(fall.ende, bis):
        danach = plus_monate(ab, monate)
        letzter = danach - TAG
        anker = min(letzter, Monat.von(fall.ende).letzter) if "projektbericht" in regel.belege else letzter
        faellig = _versetzt(regel, termin, anker, fall, verlauf)
        yield Faelligkeit(letzter.isoformat(), ab, anker, faellig, je_zeitraum=True, wiederholt=True)
        ab = danach


def _wiederholt(regel: Regel, termin: Termin, fall: Fall, verlauf: Fristverlauf, bis: date) -> Iterator[Faelligkeit]:
    """From the entry on: every so many months, or (agreed) weeks, up to the planned end."""
    if fall.ende is None:
        return
    nummer, vorige = 1, fall.beginn
    while vorige <= bis:
        wochen = fristen_am(verlauf, vorige).get(regel.frist[0]) if regel.frist else None
        if wochen:
            tag = vorige + timedelta(weeks=wochen)
        elif verlauf:
            tag = plus_monate(vorige, termin.alle_monate)
        else:
            tag = plus_monate(fall.beginn, nummer * termin.alle_monate)
        if tag > fall.ende:
            return
        yield Faelligkeit(str(nummer), vorige + TAG, tag, tag, wiederholt=True)
        nummer, vorige = nummer + 1, tag


def _versetzt(regel: Regel, termin: Termin, anker: date, fall: Fall, verlauf: Fristverlauf) -> date:
    """The anchor moved by the rule's distance, or by the project's own one that was in force on the anchor."""
    abstand = termin.bis
    if regel.frist and (eigene := fristen_am(verlauf, anker).get(regel.frist[0])):
        match regel.frist[1]:
            case "arbeitstage":
                abstand = Abstand(arbeitstage=eigene)
            case "wochen":
                abstand = Abstand(tage=7 * eigene)
            case "tage":
                abstand = Abstand(tage=eigene)
    if abstand.arbeitstage:
        return arbeitstag(fall.land, Monat.von(anker), abstand.arbeitstage)
    return plus_monate(anker, abstand.monate) + timedelta(days=abstand.tage)


def ruhezeit(ruht: Sequence[Zeit], tag: date) -> Zeit | None:
    """The interruption in which a day lies."""
    return next((zeit for zeit in ruht if zeit.enthaelt(tag)), None)


def nach_der_ruhe(ruht: Sequence[Zeit], tag: date) -> date | None:
    """The day itself, or the first one after the interruption it lies in; None while that has no end."""
    while zeit := ruhezeit(ruht, tag):
        if zeit.bis is None:
            return None
        tag = zeit.bis + TAG
    return tag
