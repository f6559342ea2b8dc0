"""What was measured of the made-up projects over a year (JPS-90)."""

from datetime import date

from wegplan.domains.zielvereinbarung.messen import messen, monatsenden

MONATE = 12


def messungen_anlegen(stichtag: date) -> None:
    """The month ends of a year and the reference day; runs as wegplan_dienst."""
    for tag in [*monatsenden(stichtag, MONATE), stichtag]:
        messen(tag)
