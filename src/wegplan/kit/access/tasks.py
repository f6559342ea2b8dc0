"""The schedule of maintenance. Hourly and not only at midnight: a desk computer is off at night."""

from procrastinate.contrib.django import app

from . import wartung


@app.periodic(cron="4 * * * *")
@app.task(name="sicht_erneuern", queueing_lock="sicht_erneuern")
def sicht_erneuern(timestamp: int) -> None:
    """Open what begins today."""
    wartung.sicht_erneuern()


@app.periodic(cron="34 3 * * *")
@app.task(name="anmeldespuren_loeschen", queueing_lock="anmeldespuren_loeschen")
def anmeldespuren_loeschen(timestamp: int) -> None:
    """Forget old sign-ins."""
    wartung.anmeldespuren_loeschen()
