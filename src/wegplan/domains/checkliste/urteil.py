"""How a duty stands on a day: from its due day, the records, the exit and the interruptions. Values in, values out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from wegplan.domains.gespraech.rules import quartalsende
from wegplan.domains.massnahme.fristen import Fristverlauf

from .rules import TAG, Faelligkeit, Fall, faelligkeiten, nach_der_ruhe, plus_monate, ruhezeit
from .vorgaben import NUR_BIS_ZUM_ENDE, Regel, wert

OFFEN, ERLEDIGT, VERSPAETET = "offen", "erledigt", "verspaetet"
UEBERFAELLIG, RUHT, ENTFALLEN, VERSAEUMT = "ueberfaellig", "ruht", "entfallen", "versaeumt"
GEMACHT = frozenset({ERLEDIGT, VERSPAETET})
ROT, GELB, GRUEN = "rot", "gelb", "gruen"
# why a duty rests or fell away
EMPFAENGER, UNTERBRECHUNG, AUSTRITT, NIEMAND, VON_HAND = "empfaenger", "unterbrechung", "austritt", "niemand", "haken"
VORHER = "vorher"


@dataclass(frozen=True, slots=True)
class Bericht:
    """A report of a period, all its versions together. `erste`: first handed in; `liegezeiten`: (sent, returned) of the
    versions that came back; `bei`: with whom it lies since `seit`; `angenommen`: nothing is left to do."""

    erste: date
    kennung: str
    angenommen: bool
    bei: str
    seit: date
    liegezeiten: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Monatsliste:
    """A month of a project. `noetig`: somebody took part; `fertig`: the day on which every office had its list."""

    noetig: bool
    fertig: date | None = None
    kennung: str = ""


@dataclass(frozen=True, slots=True)
class Haken:
    """A tick by hand: done on a day, or (`entfaellt`) not needed."""

    am: date
    entfaellt: bool
    kennung: str


@dataclass
class Akte:
    """What the file of a case holds. `belege`: day and key of the records by kind, ascending; `berichte`, `listen` by
    the last day of their period; `haken` by step and period."""

    belege: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    berichte: dict[tuple[str, date], Bericht] = field(default_factory=dict)
    listen: dict[date, Monatsliste] = field(default_factory=dict)
    haken: dict[tuple[str, str], Haken] = field(default_factory=dict)


class Pflicht(NamedTuple):
    """A dated duty with its state; a tuple, as tens of thousands of them are made at once.

    `seit`: done on, overdue since, resting since, beyond making up since; `wer` owes it, `wartet` waits for it;
    `spaet`: handed in too late; `beleg`: key of the record that proves it (`gespraech:12`)."""

    massnahme: int
    teilnahme: int | None
    schritt: str
    bezug: str
    faellig: date
    stand: str
    seit: date | None
    wer: str
    wartet: str
    grund: str = ""
    beleg: str = ""
    spaet: bool = False


def pflichten(
    regel: Regel, fall: Fall, akte: Akte, verlauf: Fristverlauf, tag: date, fenster: timedelta
) -> Iterator[Pflicht]:
    """Every duty of a step in a case as it stands on `tag`. `fenster`: how long before its day a check counts."""
    for f in faelligkeiten(regel, fall, verlauf, tag):
        yield nicht_mehr(regel, fall, _pflicht(regel, fall, akte, f, tag, fenster), tag)


def nicht_mehr(regel: Regel, fall: Fall, p: Pflicht, tag: date) -> Pflicht:
    """What was due before the Checkliste was kept here falls away: nobody can tell. What is overdue and can no longer
    be made up after the end is missed: no arrear any more, but counted."""
    if p.stand != UEBERFAELLIG:
        return p
    if fall.gefuehrt and p.faellig < fall.gefuehrt[0]:
        return p._replace(stand=ENTFALLEN, grund=VORHER, seit=fall.gefuehrt[0], beleg=fall.gefuehrt[1])
    if fall.schluss is None or not regel.nachholen:
        return p
    letzter = plus_monate(fall.schluss, wert(regel.nachholen, fall.schluss))
    return p._replace(stand=VERSAEUMT, seit=max(p.seit or letzter, letzter + TAG)) if tag > letzter else p


def _pflicht(regel: Regel, fall: Fall, akte: Akte, f: Faelligkeit, tag: date, fenster: timedelta) -> Pflicht:
    offen = Pflicht(
        fall.massnahme, fall.teilnahme, regel.schluessel, f.bezug, f.faellig, OFFEN, None, regel.schuldet, regel.wartet
    )
    verschoben = f.faellig if f.wiederholt or f.nach_dem_ende else nach_der_ruhe(fall.ruht, f.faellig)
    if verschoben is not None:
        offen = offen._replace(faellig=verschoben)
    if haken := akte.haken.get((regel.schluessel, f.bezug)):
        if haken.entfaellt:
            return offen._replace(stand=ENTFALLEN, grund=VON_HAND, beleg=haken.kennung, seit=haken.am)
        return erledigt(offen, haken.am, haken.kennung)
    if "entwicklungsbericht" in regel.belege or "projektbericht" in regel.belege:
        if bericht := akte.berichte.get((regel.belege[0], quartalsende(f.anker))):
            return _berichtet(offen, bericht, tag)
    elif "monatsliste" in regel.belege:
        liste = akte.listen.get(f.anker, Monatsliste(False))
        if not liste.noetig:
            return offen._replace(stand=ENTFALLEN, grund=NIEMAND)
        if liste.fertig:
            return erledigt(offen, liste.fertig, liste.kennung)
    elif fund := _fund(regel, akte, f, tag, fenster):
        return erledigt(offen, *fund)
    return _ohne_beleg(regel, fall, f, offen, tag, ruht_ohne_ende=verschoben is None)


def erledigt(offen: Pflicht, am: date, beleg: str) -> Pflicht:
    """Done on a day, in time or late."""
    spaet = am > offen.faellig
    return offen._replace(stand=VERSPAETET if spaet else ERLEDIGT, seit=am, beleg=beleg, spaet=spaet)


def _fund(regel: Regel, akte: Akte, f: Faelligkeit, tag: date, fenster: timedelta) -> tuple[date, str] | None:
    """The record that proves the duty: the first from the begin of its period on, or the n-th of the whole time; where
    one of each kind is needed, the one that came last."""
    ab = f.faellig - fenster if "stufenpruefung" in regel.belege else f.ab
    funde = sorted(
        fund
        for art in regel.belege
        for fund in akte.belege.get(art, ())
        if fund[0] <= tag and (not ab or fund[0] >= ab)
    )
    if regel.alle:
        erste = [
            min((fund for fund in funde if fund in akte.belege.get(art, ())), default=None) for art in regel.belege
        ]
        return max(fund for fund in erste if fund) if all(erste) else None
    return funde[regel.wievieltes - 1] if len(funde) >= regel.wievieltes else None


def _berichtet(offen: Pflicht, bericht: Bericht, tag: date) -> Pflicht:
    """The first handing in says whether it was in time. With the receiver the duty rests; returned, the provider has as
    many days left as before (JPS-52)."""
    am = erledigt(offen, bericht.erste, bericht.kennung)
    if bericht.angenommen:
        return am
    if bericht.bei != offen.wer:
        return am._replace(stand=RUHT, seit=bericht.seit, wer=bericht.bei, wartet=offen.wer, grund=EMPFAENGER)
    lag = sum(((zurueck - gesendet).days for gesendet, zurueck in bericht.liegezeiten), 0)
    neu = offen._replace(faellig=offen.faellig + timedelta(days=lag), spaet=am.spaet, beleg=bericht.kennung)
    return _nach_tagen(neu, tag)


def _ohne_beleg(
    regel: Regel, fall: Fall, f: Faelligkeit, offen: Pflicht, tag: date, *, ruht_ohne_ende: bool
) -> Pflicht:
    if (
        fall.austritt is not None
        and not f.nach_dem_ende
        and _vorbei(regel, fall.austritt, f, None if ruht_ohne_ende else offen.faellig)
    ):
        return offen._replace(stand=ENTFALLEN, grund=AUSTRITT, seit=fall.austritt)
    zeit = None if f.nach_dem_ende else ruhezeit(fall.ruht, f.anker if f.je_zeitraum else f.faellig)
    if zeit and (f.wiederholt or ruht_ohne_ende or zeit.enthaelt(tag)):
        vorbei = fall.schluss is not None and fall.schluss < tag
        return offen._replace(stand=ENTFALLEN if vorbei else RUHT, grund=UNTERBRECHUNG, seit=zeit.von)
    fertig = _nach_tagen(offen, tag)
    if regel.danach and fertig.stand == UEBERFAELLIG:
        return fertig._replace(wer=regel.danach[0], wartet=regel.danach[1])
    return fertig


def _vorbei(regel: Regel, austritt: date, f: Faelligkeit, faellig: date | None) -> bool:
    """What can be made up afterwards falls away when none of its period is left; anything else when the exit comes
    before its day (None: an interruption without an end has put that off)."""
    if f.je_zeitraum and f.ab is not None and regel.nachholen != NUR_BIS_ZUM_ENDE:
        return austritt < f.ab
    return faellig is None or austritt < faellig


def _nach_tagen(offen: Pflicht, tag: date) -> Pflicht:
    if offen.faellig < tag:
        return offen._replace(stand=UEBERFAELLIG, seit=offen.faellig + TAG)
    return offen


def fehlmeldung(regel: Regel, fall: Fall, tag: date, gemeldet: date, beleg: str) -> Pflicht:
    """The message of an unexcused day: due on that very day."""
    offen = Pflicht(
        fall.massnahme,
        fall.teilnahme,
        regel.schluessel,
        tag.isoformat(),
        tag,
        OFFEN,
        None,
        regel.schuldet,
        regel.wartet,
    )
    return erledigt(offen, gemeldet, beleg)


@dataclass(frozen=True, slots=True)
class Wechsel:
    """A recommended change of stage: assessed by the Regionalbüro, decided by AA/JC, or withdrawn on a day."""

    empfohlen: date
    kennung: str
    eingeschaetzt: date | None
    entschieden: date | None
    zurueckgezogen: date | None
    abgelehnt: bool


def stufenwechsel(regel: Regel, fall: Fall, w: Wechsel, tage: int, stichtag: date) -> Pflicht:
    """The agreement on a change of stage: the Regionalbüro first, then AA/JC; the provider waits."""
    wer = "aajc" if w.eingeschaetzt else "rb"
    offen = Pflicht(
        fall.massnahme,
        fall.teilnahme,
        regel.schluessel,
        w.empfohlen.isoformat(),
        w.empfohlen + timedelta(days=tage),
        OFFEN,
        None,
        wer,
        regel.wartet,
        beleg=w.kennung,
    )
    if w.zurueckgezogen:
        return offen._replace(stand=ENTFALLEN, grund="zurueckgezogen", seit=w.zurueckgezogen)
    beide = [tag for tag in (w.eingeschaetzt, w.entschieden) if tag]
    if len(beide) == 2 or (w.abgelehnt and beide):
        return erledigt(offen, max(beide), w.kennung)
    return _nach_tagen(offen, stichtag)


def liegt_spaet_beim_empfaenger(p: Pflicht) -> bool:
    return p.stand == RUHT and p.grund == EMPFAENGER and p.spaet


def ampel(alle: Iterable[Pflicht], tag: date, gelb: int) -> str:
    """Red: the provider is overdue. Yellow: something is due within `gelb` days, somebody else is overdue, or a late
    report lies with its receiver. Else green."""
    farbe = GRUEN
    bald = tag + timedelta(days=gelb)
    for p in alle:
        if p.stand == UEBERFAELLIG:
            if p.wer == "bdl":
                return ROT
            farbe = GELB
        elif (p.stand == OFFEN and p.faellig <= bald) or liegt_spaet_beim_empfaenger(p):
            farbe = GELB
    return farbe


def wartet_seit(p: Pflicht) -> date | None:
    """Since when somebody waits for the owner: since it is overdue, or since a report lies there; None: nobody yet."""
    if p.stand == UEBERFAELLIG or (p.stand == RUHT and p.grund == EMPFAENGER):
        return p.seit
    return None


def nach_schritt(alle: Sequence[Pflicht]) -> Mapping[str, list[Pflicht]]:
    """The duties by step."""
    je: dict[str, list[Pflicht]] = {}
    for p in alle:
        je.setdefault(p.schritt, []).append(p)
    return je
