"""The report as long work."""

from datetime import date
from typing import Any

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag, Stand

from .services import ART, bericht_erstellen


@auftragsart(ART, seite="programmbericht:erstellt")
def erstellen_ausfuehren(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """Make the report with the rights that the account has now."""
    nutzer: Any = auftrag.nutzer
    if not nutzer.darf(Aktion.PROGRAMMBERICHT_ERSTELLEN):
        return Ausgang(Stand.ABGELEHNT, {})
    melden("Die Zahlen werden ausgezählt", 0, 0)
    bericht = bericht_erstellen(nutzer, date.fromisoformat(auftrag.ergebnis["stichtag"]))
    return Ausgang(Stand.FERTIG, {"bericht": bericht.pk})
