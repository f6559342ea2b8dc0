"""Copies of the plan that were not handed over, for the overview of the file (JPS-13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import TRAEGER, Anstehend
from wegplan.domains.akte.foerderung import im_programm
from wegplan.domains.akte.queries import Akte
from wegplan.domains.organisation.access import Aktion

from .arten import Planstand
from .models import Planfassung
from .rules import kopie_bis


def kopien(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Of the running Teilnahmen, for who writes plans; one statement."""
    laufende = [t.pk for t in im_programm(akte.laufende)]
    if not laufende or not nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
        return
    alle = Planfassung.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).filter(teilnahme__in=laufende)
    unterschriebene = alle.filter(stand=Planstand.UNTERSCHRIEBEN).order_by("teilnahme", "-nummer")
    neueste = unterschriebene.distinct("teilnahme").values_list("unterschrieben_am", "aushaendigung")
    seite = reverse("foerderplan:person", args=[akte.person.pk])
    for am, aushaendigung in neueste:
        if aushaendigung is None and (tag := kopie_bis(am)) <= bis:
            yield Anstehend("Exemplar des Förderplans aushändigen", TRAEGER, tag, True, seite)
