"""The first wall: every read goes through `fuer(nutzer)`."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def sichtbar(nutzer: Any, aktion: str, stichtag: date, pfad: str = "") -> Q:
    """Condition "this user may do `aktion` with this person by an assignment that holds on `stichtag`".

    `pfad` leads from the model to the person ("" on Person itself, "person__" on what hangs on it).
    Where an assignment of the person has run out since the keys were last renewed (`sicht_bis`), the
    assignments themselves decide, so access ends with the next request (DS-02)."""
    from .models import Zugang  # models need these query sets

    keys = nutzer.schluessel(aktion)
    if not keys:
        return Q(pk__in=[])
    gilt = Zugang.objects.filter(
        Q(bis__isnull=True) | Q(bis__gte=stichtag),
        schluessel__in=keys,
        von__lte=stichtag,
        person_id=OuterRef(f"{pfad}pk" if pfad else "pk"),
    )
    return Q(**{f"{pfad}sicht__overlap": keys}) & (Q(**{f"{pfad}sicht_bis__gte": stichtag}) | Q(Exists(gilt)))


class PersonQuerySet(models.QuerySet):
    """Persons."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only persons with whom `nutzer` may do `aktion` today."""
        if nutzer.darf_alles_sehen and nutzer.darf(aktion):
            return self
        return self.filter(sichtbar(nutzer, aktion, timezone.localdate()))


class PersonBezogenQuerySet(models.QuerySet):
    """What hangs on a person (field `person`)."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only rows of persons with whom `nutzer` may do `aktion` today."""
        if nutzer.darf_alles_sehen and nutzer.darf(aktion):
            return self
        return self.filter(sichtbar(nutzer, aktion, timezone.localdate(), "person__"))
