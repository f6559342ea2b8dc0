"""Which talks a Teilnahme or a measure requires, how many took place, which is due when (JPS-17, JPS-40, JPS-41).

Values in, values out. The numbers stand in regelwerke/jobperspektive/gespraeche.yaml."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.kit.rules.laden import laden

from .arten import Gespraechsart

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "gespraeche.yaml"
SCHEMA = REGELWERKE / "schema" / "gespraeche.schema.json"
JE_QUARTAL = "Gespräche je Kalendervierteljahr"
EZU = "EZU"
TAG = timedelta(days=1)

Termine = Iterable[tuple[str, date]]  # kind and day of talks that took place


@dataclass(frozen=True)
class Verlauf:
    """A Teilnahme or a measure in time. `ruht`: interruptions (JPS-64), in which no talk falls due."""

    beginn: date
    geplantes_ende: date | None
    ende: date | None
    stufe: str = ""
    ruht: Sequence[Zeit] = ()


@dataclass(frozen=True)
class Pflicht:
    """Talks of one kind: required so far (of a fixed number: in all), of these held, the next due day (None: none)."""

    art: str
    gefordert: int
    gefuehrt: int
    faellig: date | None

    @property
    def titel(self) -> str:
        return str(Gespraechsart(self.art).label)

    def ueberfaellig(self, stichtag: date) -> bool:
        return self.faellig is not None and self.faellig < stichtag


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def quartalsende(tag: date) -> date:
    """The last day of the calendar quarter."""
    monat = (tag.month - 1) // 3 * 3 + 4
    return date(tag.year + monat // 13, monat % 12 or 12, 1) - timedelta(days=1)


def pflichten(verlauf: Verlauf, gefuehrt: Termine, stichtag: date) -> list[Pflicht]:
    """The required talks of a Teilnahme on `stichtag`; `gefuehrt` may name talks of other kinds, too."""
    termine = list(gefuehrt)
    rb = "rb_tn_ezu" if verlauf.stufe == EZU else "rb_tn"
    namen = ((Gespraechsart.BDL_TN, "bdl_tn"), (Gespraechsart.RB_TN, rb), (Gespraechsart.FACHTEAM, "fachteam"))
    return [_pflicht(art, name, verlauf, termine, stichtag) for art, name in namen]


def pflicht_projekt(verlauf: Verlauf, gefuehrt: Termine, stichtag: date) -> Pflicht:
    """The talks between Regionalbüro and provider that a measure requires (Checkliste, number 8; EZU number 6)."""
    return _pflicht(Gespraechsart.RB_BDL, "rb_bdl", verlauf, list(gefuehrt), stichtag)


def _pflicht(art: str, name: str, verlauf: Verlauf, termine: list[tuple[str, date]], stichtag: date) -> Pflicht:
    wert = _werte()[name]
    tage = sorted(tag for a, tag in termine if a == art and verlauf.beginn <= tag <= stichtag)
    if wert.einheit == JE_QUARTAL:
        return _je_quartal(art, verlauf, tage, stichtag, wert)
    return _im_verlauf(art, verlauf, tage, wert.am(verlauf.beginn))


def _je_quartal(art: str, verlauf: Verlauf, tage: list[date], stichtag: date, wert: Any) -> Pflicht:
    """Required: every calendar quarter begun with a day of the Teilnahme whose last day does not rest."""
    letzter = min(stichtag, verlauf.ende or stichtag)
    gefordert = gefuehrt = 0
    faellig = None
    quartal = quartalsende(verlauf.beginn)
    while quartal <= quartalsende(letzter) and verlauf.beginn <= letzter:
        if _ruhezeit(verlauf, quartal) is None:
            soll = wert.am(quartal)
            war = min(soll, sum(1 for tag in tage if quartalsende(tag) == quartal))
            gefordert, gefuehrt = gefordert + soll, gefuehrt + war
            faellig = _noch_faellig(faellig, quartal, war == soll)
        quartal = quartalsende(quartal + TAG)
    return Pflicht(art, gefordert, gefuehrt, _naechstes(verlauf, faellig, letzter))


def _noch_faellig(bisher: date | None, quartal: date, voll: bool) -> date | None:
    """A quarter with its talk settles the ones before it: what was missed then is not made up for any more."""
    return None if voll else bisher or quartal


def _naechstes(verlauf: Verlauf, faellig: date | None, letzter: date) -> date | None:
    """The due day, else that of the quarter to come; none once the exit is recorded or where all that is left rests."""
    if verlauf.ende is not None:
        return None
    if faellig is not None:
        return faellig
    anfang = verlauf.beginn if verlauf.beginn > letzter else quartalsende(letzter) + TAG
    while zeit := _ruhezeit(verlauf, quartalsende(anfang)):
        if zeit.bis is None:
            return None
        anfang = zeit.bis + TAG
    return quartalsende(anfang) if anfang <= (verlauf.geplantes_ende or date.max) else None


def _im_verlauf(art: str, verlauf: Verlauf, tage: list[date], anzahl: int) -> Pflicht:
    """A fixed number over the planned time, at equal steps: of two the first by the middle, the second by the end."""
    offen = anzahl - len(tage)
    faellig = None
    if offen > 0 and verlauf.ende is None and verlauf.geplantes_ende is not None:
        dauer = (verlauf.geplantes_ende - verlauf.beginn).days
        faellig = verlauf.beginn + timedelta(days=dauer * (len(tage) + 1) // anzahl)
        faellig = _nach_der_ruhe(verlauf, faellig)
    return Pflicht(art, anzahl, min(len(tage), anzahl), faellig)


def _nach_der_ruhe(verlauf: Verlauf, tag: date) -> date | None:
    while zeit := _ruhezeit(verlauf, tag):
        if zeit.bis is None:
            return None
        tag = zeit.bis + TAG
    return tag


def _ruhezeit(verlauf: Verlauf, tag: date) -> Zeit | None:
    return next((zeit for zeit in verlauf.ruht if zeit.enthaelt(tag)), None)
