"""The nightly run over all measures that are looked after (VF-13)."""

from procrastinate.contrib.django import app

from wegplan.kit.audit.kontext import technischer_lauf

from .services import alle_ableiten


@app.periodic(cron="57 2 * * *")
@app.task(name="betreuung_naechtlich", queueing_lock="betreuung_naechtlich")
def naechtlich(timestamp: int) -> None:
    """A day has passed: a new calendar year, care that ended, rules and holidays that changed."""
    with technischer_lauf("Schritte der Maßnahmen ableiten"):
        alle_ableiten()
