"""Rules on the end of a Teilnahme and the time after it: values in, values out.

The periods stand in regelwerke/jobperspektive/nachschau.yaml."""

import calendar
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from wegplan.kit.rules.laden import laden
from wegplan.kit.rules.werte import Wert

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "nachschau.yaml"
SCHEMA = REGELWERKE / "schema" / "nachschau.schema.json"


@cache
def werte() -> dict[str, Wert]:
    """The periods by name, in months or days as the file says."""
    return laden(DATEI, SCHEMA)[1]


def monate_weiter(tag: date, monate: int) -> date:
    """`tag` moved by months, also back; on a day that the month lacks, its last one."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def verbleib_faellig(austritt: date) -> date:
    """The day up to which the provider owes the status six months after the exit (JPS-72)."""
    return monate_weiter(austritt, werte()["verbleib_faellig"].am(austritt))


def verbleib_fruehestens(austritt: date) -> date:
    """The first day on which a recorded status is the one six months after."""
    return austritt + timedelta(days=werte()["verbleib_fruehestens"].am(austritt))


def anschluss_faellig(eintritt: date, geplantes_ende: date) -> date:
    """The day by which the Anschlussperspektive is agreed: earlier before the end of a long measure (JPS-70)."""
    kurz = geplantes_ende < monate_weiter(eintritt, werte()["kurze_massnahme"].am(eintritt))
    frist = werte()["anschluss_vorlauf_kurz" if kurz else "anschluss_vorlauf"]
    return monate_weiter(geplantes_ende, -frist.am(eintritt))
