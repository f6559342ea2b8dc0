"""The nightly run over withdrawn papers."""

from procrastinate.contrib.django import app

from wegplan.kit.audit.kontext import technischer_lauf
from wegplan.kit.calendar import heute

from .services import zurueckgezogene_leeren


@app.periodic(cron="41 3 * * *")
@app.task(name="belege_leeren", queueing_lock="belege_leeren")
def belege_leeren(timestamp: int) -> None:
    """The content of papers that were withdrawn long enough ago goes."""
    with technischer_lauf("Inhalt zurückgezogener Belege löschen"):
        zurueckgezogene_leeren(heute())
