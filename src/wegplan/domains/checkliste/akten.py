"""From the records of a project, as the database gathers them without contents, to its duties.

A pure function of its input and therefore remembered: only a project in which something changed is worked out anew."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.domains.massnahme.fristen import Fristverlauf
from wegplan.domains.verfahren.rules import verfahren_laden
from wegplan.domains.zielvereinbarung.rules import vorlage_fuer

from .rules import Fall, plus_monate
from .urteil import (
    Akte,
    Bericht,
    Haken,
    Monatsliste,
    Pflicht,
    Wechsel,
    fehlmeldung,
    nicht_mehr,
    pflichten,
    stufenwechsel,
)
from .vorgaben import ANLASS, BEGINN, PROJEKT, REGELWERK, Regel, regeln, wert

GEMERKT = 512  # projects
Beleg = list[Any]  # kind, Teilnahme, day, further day, further facts, number; as checkliste_akten writes them


@dataclass
class Gelesen:
    """The records of a project, by Teilnahme (None: of the project itself)."""

    teilnahmen: list[dict[str, Any]]
    akten: dict[int | None, Akte] = field(default_factory=dict)
    ruht: dict[int, list[Zeit]] = field(default_factory=dict)
    fehlmeldungen: dict[int, list[tuple[date, date, str]]] = field(default_factory=dict)
    wechsel: dict[int, list[Wechsel]] = field(default_factory=dict)
    berichte: dict[tuple[int | None, str, date], list[Beleg]] = field(default_factory=dict)
    listen: dict[date, dict[int, tuple[date, str]]] = field(default_factory=dict)

    def akte(self, teilnahme: int | None) -> Akte:
        return self.akten.setdefault(teilnahme, Akte())


@dataclass(frozen=True)
class Lage:
    """A project: `verlauf` are its agreed deadlines."""

    nummer: int
    stufe: str
    beginn: date
    ende: date | None
    land: str
    verlauf: Fristverlauf


@lru_cache(maxsize=GEMERKT)
def pflichten_des_projekts(nummer: int, lage: str, inhalt: str, tag: date) -> tuple[str, tuple[Pflicht, ...]]:
    """The list that holds for a project (`stufen`, `ezu`) and all its duties on `tag`; `lage`, `inhalt`: the project
    and its records as JSON, see akten_sql."""
    gelesen, projekt = lesen(json.loads(inhalt)), _lage(nummer, json.loads(lage))
    stufen = {t["stufe"] for t in gelesen.teilnahmen} or {projekt.stufe}
    liste = vorlage_fuer(stufen)
    alle = [*_des_projekts(projekt, liste, gelesen, tag)]
    for t in gelesen.teilnahmen:
        alle += _der_teilnahme(projekt, t, gelesen, tag)
    return liste, tuple(alle)


def _lage(nummer: int, roh: dict[str, Any]) -> Lage:
    verlauf = [(date.fromisoformat(ab), werte) for ab, werte in roh["fristen"]]
    land = roh["land"] or verfahren_laden(REGELWERK).bundesland
    return Lage(nummer, roh["stufe"], date.fromisoformat(roh["beginn"]), _tag(roh["ende"]), land, verlauf)


def _des_projekts(lage: Lage, liste: str, gelesen: Gelesen, tag: date) -> Iterator[Pflicht]:
    enden = [t["austritt"] or t["ende"] for t in gelesen.teilnahmen]
    letzter = lage.ende or max((date.fromisoformat(t) for t in enden if t), default=None)
    fall = Fall(lage.nummer, None, lage.stufe, lage.beginn, letzter, land=lage.land, gefuehrt=_gefuehrt(gelesen))
    akte = gelesen.akte(None)
    akte.listen = _monate(gelesen, tag)
    seit = plus_monate(tag, -wert("rueckblick", tag))
    for regel in regeln().values():
        if regel.je == PROJEKT and regel.liste == liste:
            alle = pflichten(regel, fall, akte, lage.verlauf, tag, timedelta())
            yield from (p for p in alle if p.faellig >= seit)


def _gefuehrt(gelesen: Gelesen) -> tuple[date, str] | None:
    beginn = gelesen.akte(None).haken.get((BEGINN, ""))
    return (beginn.am, beginn.kennung) if beginn else None


def _der_teilnahme(lage: Lage, t: dict[str, Any], gelesen: Gelesen, tag: date) -> Iterator[Pflicht]:
    nummer = t["id"]
    liste = vorlage_fuer({t["stufe"]})
    fall = Fall(
        massnahme=lage.nummer,
        teilnahme=nummer,
        stufe=t["stufe"],
        beginn=date.fromisoformat(t["eintritt"]),
        ende=_tag(t["ende"]),
        austritt=_tag(t["austritt"]),
        ruht=tuple(gelesen.ruht.get(nummer, ())),
        land=lage.land,
        gefuehrt=_gefuehrt(gelesen),
    )
    akte = gelesen.akte(nummer)
    fenster = timedelta(days=wert("stufenpruefung", tag))
    for regel in regeln().values():
        if regel.liste != liste or regel.je == PROJEKT:
            continue
        if regel.je == ANLASS:
            yield from _aus_anlass(regel, fall, gelesen, tag)
        else:
            yield from pflichten(regel, fall, akte, lage.verlauf, tag, fenster)


def _aus_anlass(regel: Regel, fall: Fall, gelesen: Gelesen, tag: date) -> Iterator[Pflicht]:
    nummer = fall.teilnahme or 0
    if "fehlmeldung" in regel.belege:
        for datum, gemeldet, beleg in gelesen.fehlmeldungen.get(nummer, ()):
            yield fehlmeldung(regel, fall, datum, gemeldet, beleg)
    else:
        for w in gelesen.wechsel.get(nummer, ()):
            offen = stufenwechsel(regel, fall, w, wert("stufenwechsel", w.empfohlen), tag)
            yield nicht_mehr(regel, fall, offen, tag)


def lesen(inhalt: dict[str, Any]) -> Gelesen:
    """The records sorted into the files they belong to."""
    gelesen = Gelesen(inhalt["t"])
    for beleg in inhalt["b"]:
        _einsortieren(gelesen, beleg)
    for (teilnahme, art, quartal), fassungen in gelesen.berichte.items():
        ende = plus_monate(quartal, 3) - timedelta(days=1)
        gelesen.akte(teilnahme).berichte[art, ende] = _bericht(art, fassungen)
    return gelesen


def _einsortieren(g: Gelesen, beleg: Beleg) -> None:
    art, teilnahme, tag, weiterer, angaben, nummer = beleg
    am = _tag(tag)
    match art:
        case "entwicklungsbericht" | "projektbericht":
            g.berichte.setdefault((teilnahme, art, date.fromisoformat(weiterer)), []).append(beleg)
        case "monatsliste":
            g.listen.setdefault(Monat(date.fromisoformat(weiterer)).letzter, {})[angaben] = (
                am or date.max,
                f"monatsliste:{nummer}",
            )
        case "ruht":
            g.ruht.setdefault(teilnahme, []).append(Zeit(am or date.max, _tag(weiterer)))
        case "fehlmeldung":
            g.fehlmeldungen.setdefault(teilnahme, []).append(
                (date.fromisoformat(weiterer), am or date.max, f"fehlmeldung:{nummer}")
            )
        case "stufenwechsel":
            g.wechsel.setdefault(teilnahme, []).append(_wechsel(beleg))
            g.akte(teilnahme).belege.setdefault("stufenpruefung", []).append((am or date.max, f"{art}:{nummer}"))
        case "haken":
            g.akte(teilnahme).haken[angaben[0], weiterer] = Haken(am or date.max, angaben[1], f"haken:{nummer}")
        case "foerderplan":
            _plan(g.akte(teilnahme), am or date.max, angaben, f"foerderplan:{nummer}")
        case _:
            g.akte(teilnahme).belege.setdefault(art, []).append((am or date.max, f"{art}:{nummer}"))


def _plan(akte: Akte, am: date, angaben: Any, kennung: str) -> None:
    """A signed version: the first is the plan, each later one a Fortschreibung; with an answer on the stage a check."""
    nummer, frage = angaben
    akte.belege.setdefault("foerderplan", []).append((am, kennung))
    if nummer > 1:
        akte.belege.setdefault("fortschreibung", []).append((am, kennung))
    if frage:
        akte.belege.setdefault("stufenpruefung", []).append((am, kennung))


def _wechsel(beleg: Beleg) -> Wechsel:
    _, _, tag, _, angaben, nummer = beleg
    eingeschaetzt, entschieden, zurueckgezogen, abgelehnt = angaben
    return Wechsel(
        date.fromisoformat(tag),
        f"stufenwechsel:{nummer}",
        _tag(eingeschaetzt),
        _tag(entschieden),
        _tag(zurueckgezogen),
        abgelehnt,
    )


def _bericht(art: str, fassungen: list[Beleg]) -> Bericht:
    """All versions of a period, ascending: the first says when, the last how it stands."""
    liegezeiten = []
    for _, _, gesendet, _, (stand, entschieden, _), _ in fassungen:
        if stand == "zurueckgegeben":
            liegezeiten.append((date.fromisoformat(gesendet), date.fromisoformat(entschieden)))
    _, _, gesendet, _, (stand, entschieden, empfang), nummer = fassungen[-1]
    beim_traeger = stand == "zurueckgegeben"
    return Bericht(
        erste=date.fromisoformat(fassungen[0][2]),
        kennung=f"{art}:{nummer}",
        angenommen=stand == "angenommen",
        bei="bdl" if beim_traeger else "aajc" if "aajc" in empfang else "rb",
        seit=date.fromisoformat(entschieden if beim_traeger else gesendet),
        liegezeiten=tuple(liegezeiten),
    )


def _monate(g: Gelesen, tag: date) -> dict[date, Monatsliste]:
    """Which months need a list, and when the last office got the first version of it."""
    je_monat: dict[date, set[int]] = {}
    for t in g.teilnahmen:
        monat = Monat.von(date.fromisoformat(t["eintritt"]))
        letzter = _tag(t["austritt"]) or _tag(t["ende"]) or tag
        while monat.erster <= min(letzter, tag):
            je_monat.setdefault(monat.letzter, set()).update(filter(None, [t["amt"]]))
            monat = monat.danach()
    gefunden = {}
    for ende, aemter in je_monat.items():
        gesendet = g.listen.get(ende, {})
        fertig = max((gesendet[a][0] for a in aemter if a in gesendet), default=None)
        ganz = fertig if aemter <= gesendet.keys() else None
        gefunden[ende] = Monatsliste(True, ganz, next(iter(gesendet.values()))[1] if ganz else "")
    return gefunden


def _tag(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
