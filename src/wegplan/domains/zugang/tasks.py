"""The nightly look for accesses that are over."""

from procrastinate.contrib.django import app

from wegplan.kit.audit.kontext import technischer_lauf
from wegplan.kit.calendar import heute

from .services import abgelaufene_beenden


@app.periodic(cron="12 3 * * *")
@app.task(name="eigenzugaenge_beenden", queueing_lock="eigenzugaenge_beenden")
def eigenzugaenge_beenden(timestamp: int) -> None:
    """Some time after the exit the own access ends by itself."""
    with technischer_lauf("Eigene Zugänge beenden, deren Frist nach dem Austritt abgelaufen ist"):
        abgelaufene_beenden(heute())
