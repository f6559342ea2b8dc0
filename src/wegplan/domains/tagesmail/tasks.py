"""The mail of the morning, by the worker."""

from procrastinate.contrib.django import app

from wegplan.kit.audit.kontext import technischer_lauf
from wegplan.kit.calendar import heute

from .services import eingerichtet, verschicken


@app.periodic(cron="15 5 * * 1-5")  # UTC: a quarter past six or seven here
@app.task(name="tagesmail", queueing_lock="tagesmail", lock="tagesmail")
def tagesmail(timestamp: int) -> None:
    """Monday to Friday; the calendar of each office says whether it works today."""
    if eingerichtet():
        with technischer_lauf("Tagesmail ohne Personendaten verschicken"):
            verschicken(heute())
