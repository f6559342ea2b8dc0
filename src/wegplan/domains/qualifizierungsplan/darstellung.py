"""Words for duties and modules, the same on every screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .arten import Modulausgang
from .models import Lernmodul, Modulergebnis, Qualifizierungsplan
from .rules import ABSTIMMUNG, PLAN, VERKUERZUNG, WECHSEL, Pflicht

WORTE = {
    PLAN: "Qualifizierungsplan",
    ABSTIMMUNG: "Abstimmung mit der zuständigen Stelle",
    VERKUERZUNG: "Prüfung der Verkürzung",
    WECHSEL: "Prüfung des Wechsels aus der klassischen Form",
}


def wort(pflicht: Pflicht) -> str:
    """How people call what is owed."""
    return f"{WORTE[pflicht.art]} nach {pflicht.monate} Monaten" if pflicht.monate else WORTE[pflicht.art]


def stand(pflicht: Pflicht, stichtag: date) -> tuple[str, str]:
    """(word, colour) of a badge."""
    if not pflicht.offen:
        return ("erledigt", "gut")
    if pflicht.ueberfaellig(stichtag):
        return ("überfällig", "schlecht")
    return ("fällig", "achtung") if pflicht.faellig == stichtag else ("offen", "ruhig")


@dataclass(frozen=True)
class Pflichtzeile:
    """A duty as the file shows it."""

    wort: str
    pflicht: Pflicht
    stand: str
    farbe: str


def pflichtzeilen(pflichten: Iterable[Pflicht], stichtag: date) -> list[Pflichtzeile]:
    """In the order of the rules."""
    return [Pflichtzeile(wort(p), p, *stand(p, stichtag)) for p in pflichten]


@dataclass(frozen=True)
class Modulzeile:
    """A module with what became of it."""

    modul: Lernmodul
    ergebnis: Modulergebnis | None

    @property
    def wort(self) -> str:
        return self.ergebnis.get_ausgang_display() if self.ergebnis else "noch offen"

    @property
    def farbe(self) -> str:
        if self.ergebnis is None:
            return "ruhig"
        return "gut" if self.ergebnis.ausgang == Modulausgang.BESTANDEN else "schlecht"


def modulzeilen(plan: Qualifizierungsplan, ergebnisse: Mapping[str, Modulergebnis]) -> list[Modulzeile]:
    """In the order of the plan."""
    return [Modulzeile(m, ergebnisse.get(m.kennung)) for m in plan.module.all()]
