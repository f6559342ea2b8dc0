"""The nightly run over all cases (VF-11), and the one after an import."""

from procrastinate.contrib.django import app

from wegplan.kit.audit.kontext import technischer_lauf

from .services import alle_ableiten, kalender_erneuern, regeln_schreiben


@app.periodic(cron="52 2 * * *")
@app.task(name="verfahren_naechtlich", queueing_lock="verfahren_naechtlich")
def naechtlich(timestamp: int) -> None:
    """A day has passed: steps of measures that changed otherwise, holidays of a new year."""
    kalender_erneuern()
    _ableiten()


@app.task(name="verfahren_neuer_kalender")
def neuer_kalender() -> None:
    """An office has new closing days: reminders move."""
    kalender_erneuern()
    _ableiten()


@app.task(name="verfahren_fassungen_neu", lock="verfahren_ableiten")
def fassungen_neu() -> None:
    """An office has put a version of its own in force, or taken one back."""
    regeln_schreiben()
    _ableiten()


@app.task(name="verfahren_ableiten", lock="verfahren_ableiten")
def ableiten() -> None:
    """Derive everything once, soon: after an import."""
    _ableiten()


def _ableiten() -> None:
    with technischer_lauf("Schritte der Verfahren ableiten"):
        alle_ableiten()
