"""The nightly count of the target indicators."""

from procrastinate.contrib.django import app

from wegplan.kit.audit.kontext import technischer_lauf
from wegplan.kit.calendar import heute

from .messen import fortschreiben


@app.periodic(cron="12 2 * * *")
@app.task(name="zielindikatoren_naechtlich", queueing_lock="zielindikatoren_naechtlich")
def naechtlich(timestamp: int) -> None:
    """A day has passed: ends, answers and waiting times."""
    with technischer_lauf("Zielindikatoren zählen"):
        fortschreiben(heute())
