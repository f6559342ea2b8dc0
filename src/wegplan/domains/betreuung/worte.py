"""Duties of measures in words."""

from dataclasses import dataclass
from typing import Any

from wegplan.domains.verfahren.models import Stand
from wegplan.domains.verfahren.rules import Schritt
from wegplan.domains.verfahren.worte import Regeltexte

from .models import Massnahmenschritt

STAENDE = {
    Stand.OFFEN: ("offen", "info"),
    Stand.ERLEDIGT: ("erledigt", "gut"),
    Stand.ENTFALLEN: ("entfallen", "ruhig"),
}


@dataclass(frozen=True)
class Zeile:
    """A duty with the text of its rule; `zusatz` tells repeated ones apart."""

    schritt: Massnahmenschritt
    regel: Schritt
    zusatz: str


def zeile(schritt: Any, texte: Regeltexte) -> Zeile:
    """A row of a page."""
    regel = texte(schritt)
    return Zeile(schritt, regel, _zusatz(schritt.lauf, regel))


def _zusatz(lauf: int, regel: Schritt) -> str:
    if not lauf:
        return ""
    if any(t.anker == "kalenderjahr" for t in regel.termine):
        return str(lauf)
    return f"{lauf}. Termin" if any(t.nummer > 1 for t in regel.termine) else ""
