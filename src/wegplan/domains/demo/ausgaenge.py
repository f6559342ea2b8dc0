"""What the last section of every Teilnahme shows: fulfilled, or what is missing.

The share of fulfilled exits rises over two years and differs by team and provider. It is spread evenly over each
team's exits in order of time instead of thrown case by case: with ten exits a month, chance would hide the trend."""

from datetime import date

from .gegend import GUETE_TEAM, GUETE_TRAEGER, JOBCENTER_VON_TEAM
from .wege import TEAMS, Fall, Weg, tage
from .zufall import Zufall

FENSTER = 90  # days before the end: the last section of a measure
ANTEIL_HEUTE, ANTEIL_FRUEHER = 0.74, 0.52  # fulfilled exits now and two years ago
NACHGETRAGEN = 0.07  # of the fulfilled ones
MINDESTDAUER = {"cottbus": 91, "goslar": 182}  # only to spread evenly what will be counted
NIE_GEZAEHLT = ("AGH", "EQ", "ESF", "MAG")

# (Vereinbarung, Vermittlung) of exits that are not fulfilled
MAENGEL = (
    (("gut", "fehlt"), 20),
    (("fehlt", "gut"), 17),
    (("fehlt", "fehlt"), 12),
    (("gut", "zaehlt_nicht"), 14),
    (("abgelaufen", "gut"), 10),
    (("abgelaufen", "zaehlt_nicht"), 5),
    (("abgelaufen", "fehlt"), 4),
    (("fehlt", "zaehlt_nicht"), 4),
    (("spaet", "gut"), 6),
    (("gut", "spaet"), 8),
    (("spaet", "spaet"), 3),
)


def bestimmen(wege: list[Weg], stichtag: date, zufall: Zufall) -> None:
    """Sets `vereinbarung`, `vermittlung` and `nachgetragen` of every Fall that was not made for a purpose."""
    faelle = [(weg.team, fall) for weg in wege for fall in weg.faelle if not fall.vereinbarung]
    for team in TEAMS:
        eigene = sorted((fall for t, fall in faelle if t == team), key=lambda fall: fall.ende)
        uebertrag = {True: 0.5, False: 0.5}
        for fall in eigene:
            reihe = _zaehlt_wohl(fall, team)
            uebertrag[reihe] += _anteil(fall, team, stichtag)
            erfuellt = uebertrag[reihe] + zufall.uniform(-0.5, 0.5) >= 1
            uebertrag[reihe] -= erfuellt
            _setzen(fall, erfuellt, stichtag, zufall)


def _zaehlt_wohl(fall: Fall, team: str) -> bool:
    mindestens = MINDESTDAUER[JOBCENTER_VON_TEAM[team].regelwerk]
    return (
        fall.platz.kurs.foerderart not in NIE_GEZAEHLT
        and fall.grund in ("", "regulaer")
        and (fall.ende - fall.eintritt).days + 1 >= mindestens
    )


def _anteil(fall: Fall, team: str, stichtag: date) -> float:
    monate = max((stichtag - fall.ende).days, 0) / 30
    anteil = max(ANTEIL_HEUTE - (ANTEIL_HEUTE - ANTEIL_FRUEHER) * monate / 24, ANTEIL_FRUEHER)
    anteil = min(max(anteil + GUETE_TEAM[team] + GUETE_TRAEGER[fall.platz.traeger], 0.15), 0.95)
    if fall.austritt is None or fall.ende > stichtag:
        vergangen = min(max((stichtag - fall.ende).days + FENSTER, 0) / FENSTER, 1)
        anteil *= 0.15 + 0.75 * vergangen  # much is still to be done
    return anteil


def _setzen(fall: Fall, erfuellt: bool, stichtag: date, zufall: Zufall) -> None:
    if erfuellt:
        fall.vereinbarung = fall.vermittlung = "gut"
        fall.nachgetragen = fall.ende < stichtag - tage(3) and zufall.ja(NACHGETRAGEN)
    else:
        fall.vereinbarung, fall.vermittlung = zufall.eins_von(MAENGEL)
