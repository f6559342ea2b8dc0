"""What was done for each person around a Teilnahme: talks, handovers, reports. The days follow the offices'
procedures loosely, so that most steps are proven, some late and some not at all."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wegplan.domains.vorgang.arten import ERGEBNISSE, Vorgangsart, Vorgangsergebnis

from .gegend import JOBCENTER_VON_TEAM
from .wege import Fall, tage
from .zufall import Zufall

A, E = Vorgangsart, Vorgangsergebnis
KONTAKT_ALLE = 80  # days between two contacts in a long training
EINGELADEN = 0.35  # share of talks that an invitation went before
QUALIFIZIERUNG = ("FbW", "FbW-A", "FbW-T")
AUSBILDUNG = ("FbW-A", "BaE")


class Anlass(NamedTuple):
    """`art` happens in `anteil` of the cases on a day from `von` to `bis`, counted from the anchor: eintritt, mitte,
    ende (planned or real) or danach (the exit; nothing without one). Empty `foerderarten` or `regelwerk`: all."""

    art: Vorgangsart
    anker: str
    von: int
    bis: int
    anteil: float
    foerderarten: tuple[str, ...] = ()
    regelwerk: str = ""


ANLAESSE = (
    Anlass(A.GESPRAECH_EG, "eintritt", -24, -3, 0.85),
    Anlass(A.FOERDERCHECK, "eintritt", -14, 0, 0.9, regelwerk="goslar"),
    Anlass(A.MOBILITAET, "eintritt", -14, -1, 0.75, QUALIFIZIERUNG, "cottbus"),
    Anlass(A.BUCHUNG, "eintritt", -3, 2, 0.9),
    Anlass(A.UEBERGABE_IFK_BAE, "eintritt", 0, 10, 0.8, ("BaE",), "cottbus"),
    Anlass(A.UEBERGABE_BB, "ende", -60, -30, 0.7, ("EQ",), "cottbus"),
    Anlass(A.GESPRAECH_FG, "mitte", -7, 7, 0.6, ("FbW", "FbW-T", "MAT", "AVGS"), "cottbus"),
    Anlass(A.EIGENBEMUEHUNGEN_ANGEFORDERT, "mitte", -7, 7, 0.5, ("FbW", "FbW-T", "MAT"), "cottbus"),
    Anlass(A.GESPRAECH_TRAEGER, "mitte", -20, 20, 0.3, ("BaE", "BvB", "AGH", "ESF")),
    Anlass(A.UEBERGABE_BOV, "ende", -135, -116, 0.8, AUSBILDUNG, "goslar"),
    Anlass(A.GESPRAECH_FG, "ende", -92, -80, 0.75, AUSBILDUNG, "goslar"),
    Anlass(A.UEBERGABE_AGS, "ende", -35, -26, 0.65, ("FbW", "FbW-T", "MAT", "AVGS", "MAG", "BvB"), "cottbus"),
    Anlass(A.UEBERGABE_AGS, "ende", -95, -82, 0.65, AUSBILDUNG, "cottbus"),
    Anlass(A.STANDORT, "ende", -40, -5, 0.5, regelwerk="cottbus"),
    Anlass(A.PROFIL, "ende", -28, -1, 0.65),
    Anlass(A.STELLENSUCHLAUF, "ende", -28, -1, 0.65),
    Anlass(A.ERGEBNISBOGEN, "ende", -10, 0, 0.6, QUALIFIZIERUNG, "cottbus"),
    Anlass(A.BERICHT, "danach", 0, 10, 0.75),
    Anlass(A.GESPRAECH_FG, "danach", 1, 14, 0.75),
    Anlass(A.GESPRAECH_ARBEITGEBER, "danach", 1, 14, 0.6, ("MAG", "EQ")),
    Anlass(A.EIGENBEMUEHUNGEN_GEPRUEFT, "danach", 2, 9, 0.6, ("FbW", "FbW-T", "MAT"), "cottbus"),
    Anlass(A.BUCHUNG, "danach", 1, 14, 0.85),
    Anlass(A.VERBLEIB, "danach", 0, 14, 0.7),
    Anlass(A.VERBLEIB, "danach", 180, 200, 0.6),
    Anlass(A.UEBERGABE_IFK, "danach", 182, 200, 0.8, ("BaE",), "cottbus"),
)
GESPRAECHE = (A.GESPRAECH_EG, A.GESPRAECH_FG)
ERGEBNIS_GEWICHT = {E.ERSCHIENEN: 8, E.TREFFER: 3, E.AUSREICHEND: 4, E.REGIONAL: 2}  # the others 1
NOTIZEN = {
    A.GESPRAECH_EG: ("Ziel der Maßnahme besprochen.", "Erwartungen und Anfahrt geklärt."),
    A.GESPRAECH_FG: ("Verlauf besprochen, nächste Schritte vereinbart.", "Bewerbungen durchgesehen."),
    A.GESPRAECH_TELEFON: ("Läuft gut, keine Fragen.", "Fragen zur Prüfung geklärt."),
    A.STELLENSUCHLAUF: ("Suche im Tagespendelbereich.",),
}


class Vorgang(NamedTuple):
    art: str
    tag: date
    ergebnis: str
    notiz: str
    erfasst_am: date


def vorgaenge(fall: Fall, team: str, stichtag: date, zufall: Zufall) -> list[Vorgang]:
    """The records of one Teilnahme in order of time; only appointments may lie after the reference day."""
    regelwerk = JOBCENTER_VON_TEAM[team].regelwerk
    alle: list[Vorgang] = []
    for anlass in ANLAESSE:
        if _trifft_zu(anlass, fall, regelwerk) and zufall.ja(anlass.anteil):
            alle += _vorgang(anlass.art, _tag(anlass, fall, zufall), fall, stichtag, zufall)
    if fall.platz.kurs.foerderart == "FbW-A":
        alle += _kontakte(fall, stichtag, zufall)
    if fall.grund == "abbruch" and fall.platz.kurs.foerderart in QUALIFIZIERUNG and regelwerk == "cottbus":
        alle += _vorgang(A.SCHADENSERSATZ, fall.ende + tage(zufall.randint(3, 20)), fall, stichtag, zufall)
    return sorted(alle, key=lambda v: v.tag)


def _trifft_zu(anlass: Anlass, fall: Fall, regelwerk: str) -> bool:
    if anlass.anker == "danach" and (fall.austritt is None or fall.folgt_auf_stufe):
        return False
    if anlass.art in GESPRAECHE and anlass.anker == "danach" and fall.grund == "arbeitsaufnahme":
        return False  # who works is not invited to talk about looking for work
    passt = not anlass.foerderarten or fall.platz.kurs.foerderart in anlass.foerderarten
    return passt and anlass.regelwerk in ("", regelwerk)


def _tag(anlass: Anlass, fall: Fall, zufall: Zufall) -> date:
    anker = {"eintritt": fall.eintritt, "mitte": fall.eintritt + (fall.ende - fall.eintritt) // 2}
    tag = anker.get(anlass.anker, fall.ende)
    return zufall.tag(tag + tage(anlass.von), tag + tage(anlass.bis))


def _vorgang(art: Vorgangsart, tag: date, fall: Fall, stichtag: date, zufall: Zufall) -> Iterator[Vorgang]:
    """The record, with an invitation before it now and then; nothing that is still to come, but appointments."""
    if art in GESPRAECHE and zufall.ja(EINGELADEN):
        yield from _einladung(tag, stichtag, zufall)
    if tag > stichtag:
        return
    notiz = zufall.choice(NOTIZEN[art]) if art in NOTIZEN and zufall.ja(0.4) else ""
    yield Vorgang(art.value, tag, _ergebnis(art, zufall), notiz, _erfasst(tag, fall, stichtag, zufall))


def _einladung(tag: date, stichtag: date, zufall: Zufall) -> Iterator[Vorgang]:
    """To the talk of this day; now and then a first appointment was missed."""
    if tag <= stichtag and zufall.ja(0.15):
        erster = zufall.tag(tag - tage(20), tag - tage(8))
        versaeumt = zufall.choice((E.NICHT_ERSCHIENEN_MIT_GRUND, E.NICHT_ERSCHIENEN_OHNE_GRUND)).value
        yield Vorgang(A.EINLADUNG.value, erster, versaeumt, "", erster)
    verschickt = zufall.tag(tag - tage(14), tag - tage(7))
    if verschickt <= stichtag:
        ergebnis = E.ERSCHIENEN.value if tag <= stichtag else ""
        yield Vorgang(A.EINLADUNG.value, tag, ergebnis, "", verschickt)


def _kontakte(fall: Fall, stichtag: date, zufall: Zufall) -> Iterator[Vorgang]:
    """By phone while a long training runs; now and then one is left out."""
    tag = fall.eintritt + tage(zufall.randint(60, KONTAKT_ALLE))
    while tag <= min(fall.ende, stichtag):
        if zufall.ja(0.85):
            yield from _vorgang(A.GESPRAECH_TELEFON, zufall.tag(tag - tage(6), tag), fall, stichtag, zufall)
        tag += tage(KONTAKT_ALLE + zufall.randint(-10, 10))


def _ergebnis(art: Vorgangsart, zufall: Zufall) -> str:
    moeglich = ERGEBNISSE.get(art, ())
    return zufall.eins_von([(e.value, ERGEBNIS_GEWICHT.get(e, 1)) for e in moeglich]) if moeglich else ""


def _erfasst(tag: date, fall: Fall, stichtag: date, zufall: Zufall) -> date:
    """Mostly the same day; what happened before the exit is not entered after it."""
    grenze = min(fall.ende, stichtag) if tag <= fall.ende else stichtag
    return min(tag + tage(zufall.eins_von(((0, 8), (1, 2), (3, 1)))), max(grenze, tag))
