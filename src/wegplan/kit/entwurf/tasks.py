"""Drafts that nobody came back for go."""

from procrastinate.contrib.django import app

from . import services


@app.periodic(cron="27 3 * * *")
@app.task(name="entwuerfe_aufraeumen", queueing_lock="entwuerfe_aufraeumen")
def entwuerfe_aufraeumen(timestamp: int) -> None:
    """Once a day."""
    services.aufraeumen()
