"""The figure of questions that wait for an account, for every start page that shows it (PX-09)."""

from typing import Any

from wegplan.domains.frage.queries import wartende

from .seite import Zahl, adresse


def fragenzahl(nutzer: Any) -> Zahl:
    """One statement; the list behind it has the same filter."""
    anzahl = wartende(nutzer).count()
    url = adresse("frage:liste", bei_mir="on")
    return Zahl(anzahl, "Fragen, die auf Ihre Antwort warten", url, zustand="achtung" if anzahl else "")
