"""The figure of questions that wait for an account, for every start page that shows it (PX-09)."""

from typing import Any

from wegplan.domains.frage.queries import wartende

from .seite import adresse
from .zaehlen import Menge


def fragen(nutzer: Any) -> Menge:
    """The list behind it has the same filter."""
    url = adresse("frage:liste", bei_mir="on")
    return Menge(wartende(nutzer), "Fragen, die auf Ihre Antwort warten", url, draengt=True)
