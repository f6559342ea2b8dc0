"""Warning signs of a person without a running intervention, for the overview of the file (JPS-61)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import TRAEGER, Anstehend, beim_traeger
from wegplan.domains.akte.foerderung import im_programm
from wegplan.domains.akte.queries import Akte
from wegplan.domains.organisation.access import Aktion

from .models import Intervention
from .zeichen import zeichen_von


def warnungen(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Of the running Teilnahmen, eight statements."""
    laufende = im_programm(akte.laufende)
    if not laufende or not nutzer.darf(Aktion.STUFENWECHSEL_LESEN):
        return
    seite = reverse("stufenwechsel:person", args=[akte.person.pk])
    betreut = Intervention.objects.fuer(nutzer, Aktion.INTERVENTION_LESEN).filter(beendet_am=None)
    schon = set(betreut.filter(person=akte.person.pk).values_list("teilnahme", flat=True))
    alle = zeichen_von(nutzer, [t for t in laufende if t.pk not in schon], akte.stichtag)
    for z in (z for zeichen in alle.values() for z in zeichen):
        yield Anstehend(f"Warnzeichen: {z.titel}, {z.beleg}", TRAEGER, None, beim_traeger(nutzer), seite)
