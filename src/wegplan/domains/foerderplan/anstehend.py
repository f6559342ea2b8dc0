"""Copies of the plan that were not handed over in time, for the overview of the file (JPS-13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import TRAEGER, Anstehend
from wegplan.domains.akte.foerderung import im_programm
from wegplan.domains.akte.queries import Akte
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme

from .planliste import mit_planstand


def kopien(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Of the running Teilnahmen, for who writes plans; one statement."""
    laufende = [t.pk for t in im_programm(akte.laufende)]
    if laufende and nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
        erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).filter(pk__in=laufende)
        seite = reverse("foerderplan:person", args=[akte.person.pk])
        for _ in mit_planstand(erlaubt, akte.stichtag).filter(planstand="kopie"):
            yield Anstehend("Exemplar des Förderplans aushändigen", TRAEGER, None, True, seite)
