"""Counting again when somebody asks for it, by the worker: only there all cases are seen."""

from datetime import date

from django.db import transaction

from wegplan.kit.audit.kontext import technischer_lauf
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import beenden

from .messen import messen

RECHNEN = "zielindikatoren_rechnen"


@auftragsart(RECHNEN, seite="zielvereinbarung:gerechnet")
def rechnen(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """Count the reference day that was asked for with the data of today; counted and done are one transaction."""
    stichtag = date.fromisoformat(auftrag.ergebnis["stichtag"])
    melden("Alle Fälle werden gezählt", 0, 0)
    with technischer_lauf("Zielindikatoren zählen", auftrag.nutzer_id), transaction.atomic():
        messen(stichtag)
        return beenden(auftrag, Ausgang(ergebnis={"stichtag": stichtag.isoformat()}))
