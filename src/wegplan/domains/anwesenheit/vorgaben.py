"""What the rule files say of the month's list: until when it is due, and on what its release rests (JPS-32, DS-23).

The day stands once, in the checklists of the Zielvereinbarung: step 2 b of `verfahren.yaml`."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from wegplan.domains.massnahme.fristen import Fristverlauf, fristen_am
from wegplan.domains.massnahme.models import Foerderart, Massnahme, Programmstufe
from wegplan.kit.calendar.arbeitstage import arbeitstage
from wegplan.kit.rules.laden import laden
from wegplan.kit.rules.pruefen import geprueft_lesen
from wegplan.kit.rules.werte import Eintrag

from .monat import Monat

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
VEREINBART = "anwesenheitsliste"  # its key among the deadlines that a project agrees on
LISTENSCHRITTE = ("ZV-02b", "EZ-2b")
SPAETESTENS = timedelta(days=62)  # far enough for any number of working days that the schema of the file means


@dataclass(frozen=True)
class Frist:
    """The list is due on the `arbeitstage`-th working day of the following month, counted in `bundesland`."""

    arbeitstage: int
    bundesland: str
    fundstelle: str


@cache
def fristen(ordner: Path = REGELWERKE) -> dict[str, Frist]:
    """The due day of the list by stage of the programme."""
    inhalt, _ = geprueft_lesen(ordner / "jobperspektive/verfahren.yaml", ordner / "schema/verfahren.schema.json")
    return {
        stufe: Frist(termin["bis"]["arbeitstage"], inhalt["bundesland"], schritt["fundstelle"])
        for schritt in inhalt["schritte"]
        if schritt["schluessel"] in LISTENSCHRITTE
        for termin in schritt["termine"]
        for stufe in termin["programmstufen"]
    }


def frist(massnahme: Massnahme, monat: Monat, vereinbart: Fristverlauf) -> Frist | None:
    """The due day that holds for a measure's month: the one agreed on at its end, else the default; None outside of
    the programme. Without a stage that of the training."""
    if massnahme.foerderart != Foerderart.ESF:
        return None
    regel = fristen()[massnahme.programmstufe or Programmstufe.QAB_K]
    eigene = fristen_am(vereinbart, monat.letzter).get(VEREINBART)
    return replace(regel, arbeitstage=eigene) if eigene else regel


def faellig(massnahme: Massnahme, monat: Monat, vereinbart: Fristverlauf) -> date | None:
    """The last day on which the month's list is in time; None where none is due."""
    regel = frist(massnahme, monat, vereinbart)
    if regel is None:
        return None
    land = massnahme.ort_land or (massnahme.traeger.bundesland if massnahme.traeger else "") or regel.bundesland
    return arbeitstag(land, monat, regel.arbeitstage)


@cache
def arbeitstag(land: str, monat: Monat, nummer: int) -> date:
    """The `nummer`-th working day of the month after `monat`."""
    tage = arbeitstage(land, monat.letzter, monat.letzter + SPAETESTENS)
    _, _, vorher = next(tage)
    return next(tag for tag, _, n in tage if n == vorher + nummer)


@cache
def rechtsgrundlage(tag: date, ordner: Path = REGELWERKE) -> Eintrag:
    """The sentence on which a release rests that day, with its source."""
    _, werte = laden(ordner / "jobperspektive/anwesenheit.yaml", ordner / "schema/anwesenheit.schema.json")
    return werte["rechtsgrundlage_monatsliste"].eintrag(tag)
