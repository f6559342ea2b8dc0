"""Warning signs (JPS-61): values in, signs with their evidence out.

The thresholds stand in regelwerke/jobperspektive/warnzeichen.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "warnzeichen.yaml"
SCHEMA = REGELWERKE / "schema" / "warnzeichen.schema.json"


@dataclass(frozen=True)
class Lage:
    """What is known of a Teilnahme. `soll`, `fehltage`: of both places of learning since the entry. `plan_bis`: the
    agreed review of the newest signed plan. `mit_gespraechen`: whether the user reads talks, else no sign of them.
    `berichte`: per released report its quarter and whether it says that the goal is at risk, the newest first."""

    eintritt: date
    unentschuldigt: Sequence[date] = ()
    soll: int = 0
    fehltage: int = 0
    letztes_gespraech: date | None = None
    plan_bis: date | None = None
    ruht: Sequence[Zeit] = ()
    mit_gespraechen: bool = True
    berichte: Sequence[tuple[date, bool]] = ()


@dataclass(frozen=True)
class Warnzeichen:
    """A sign: what warns, and the sentence that proves it."""

    kennung: str
    titel: str
    beleg: str


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def _wert(name: str, tag: date) -> int:
    return int(_werte()[name].am(tag))


def warnzeichen(lage: Lage, stichtag: date) -> list[Warnzeichen]:
    """The signs of a running Teilnahme on `stichtag`; none while it is interrupted (JPS-64)."""
    if any(zeit.enthaelt(stichtag) for zeit in lage.ruht):
        return []
    gefunden = [_unentschuldigt(lage, stichtag), _fehlzeit(lage, stichtag)]
    gefunden += [_ohne_gespraech(lage, stichtag), _plan(lage, stichtag), _ohne_fortschritt(lage, stichtag)]
    return [zeichen for zeichen in gefunden if zeichen]


def _unentschuldigt(lage: Lage, stichtag: date) -> Warnzeichen | None:
    zeitraum = _wert("unentschuldigt_zeitraum", stichtag)
    ab = stichtag - timedelta(days=zeitraum - 1)
    tage = sorted({tag for tag in lage.unentschuldigt if ab <= tag <= stichtag})
    if len(tage) < _wert("unentschuldigt_tage", stichtag):
        return None
    beleg = f"{len(tage)} Tage in {zeitraum}: {', '.join(f'{tag:%d.%m.}' for tag in tage)}"
    return Warnzeichen("unentschuldigt", "unentschuldigt gefehlt", beleg)


def _fehlzeit(lage: Lage, stichtag: date) -> Warnzeichen | None:
    grenze = _wert("fehlzeit", stichtag)
    if lage.fehltage * 100 <= grenze * lage.soll:
        return None
    beleg = f"{lage.fehltage} von {lage.soll} Tagen seit dem Eintritt, mehr als {grenze} %"
    return Warnzeichen("fehlzeit", "viele Fehltage", beleg)


def _ohne_gespraech(lage: Lage, stichtag: date) -> Warnzeichen | None:
    if not lage.mit_gespraechen:
        return None
    wochen = _wert("ohne_gespraech", stichtag)
    ruhe = [zeit.bis for zeit in lage.ruht if zeit.bis is not None and zeit.bis <= stichtag]
    zuletzt = max([lage.letztes_gespraech or lage.eintritt, *ruhe])
    if stichtag <= zuletzt + timedelta(weeks=wochen):
        return None
    seit = f"das letzte am {lage.letztes_gespraech:%d.%m.%Y}" if lage.letztes_gespraech else "noch keins eingetragen"
    return Warnzeichen("ohne_gespraech", "lange kein Gespräch", f"seit über {wochen} Wochen, {seit}")


def _plan(lage: Lage, stichtag: date) -> Warnzeichen | None:
    frist = timedelta(days=_wert("plan_abgelaufen", stichtag))
    if lage.plan_bis is None or stichtag <= lage.plan_bis + frist:
        return None
    return Warnzeichen("plan_abgelaufen", "Förderplan abgelaufen", f"zu überprüfen war er am {lage.plan_bis:%d.%m.%Y}")


def _ohne_fortschritt(lage: Lage, stichtag: date) -> Warnzeichen | None:
    anzahl = _wert("ohne_fortschritt", stichtag)
    letzte = lage.berichte[:anzahl]
    if len(letzte) < anzahl or not all(gefaehrdet for _, gefaehrdet in letzte):
        return None
    quartale = ", ".join(f"{(q.month + 2) // 3}/{q.year}" for q, _ in reversed(letzte))
    beleg = f"{anzahl} Berichte in Folge mit gefährdetem Ziel: Quartale {quartale}"
    return Warnzeichen("ohne_fortschritt", "kein Fortschritt in den Berichten", beleg)
