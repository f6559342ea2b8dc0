"""The first wall: every read goes through `fuer(nutzer)`."""

from datetime import date
from functools import reduce
from operator import add, and_, or_
from typing import Any, Self

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Concat, Replace
from django.utils import timezone

from .rules import KLANG, Suchbegriff, falten, klang

AEHNLICHES_WORT = 0.3  # of pg_trgm, on spellings that sound alike: "schmitd" ~ "schmidt" 0.75, "pter" ~ "peter" 0.4
AEHNLICHER_NAME = 0.5


class BeginntMit(Func):
    """`a ^@ b`, the prefix search that an index serves under row security, which LIKE does not."""

    template = "(%(expressions)s)"
    arg_joiner = " ^@ "
    output_field = models.BooleanField()


class Stelle(Func):
    """strpos(text, part): 0 when the part does not occur."""

    function = "strpos"
    output_field = models.IntegerField()


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


class PersonQuerySet(models.QuerySet[Any]):
    """Persons."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only persons with whom `nutzer` may do `aktion` today."""
        if nutzer.darf_alles_sehen and nutzer.darf(aktion):
            return self
        return self.filter(sichtbar(nutzer, aktion, timezone.localdate()))

    def suchen(self, begriff: Suchbegriff, tag_erlaubt: Q | None = None) -> Self:
        """Persons that have every word of the name at the beginning of one of theirs, every customer number,
        and the day of birth; those whose surname fits first. `tag_erlaubt` narrows the search by day."""
        treffer = self
        if begriff.woerter:
            name = Concat(Value(" "), Func(F("suchname"), Value("-"), Value(" "), function="replace"))
            treffer = treffer.filter(*(Q(_enthaelt(name, wort)) for wort in begriff.woerter))
        for nummer in begriff.nummern:
            treffer = treffer.filter(BeginntMit("kundennummer", Value(nummer)))
        if begriff.tag:
            am_tag = Q(geburtsdatum=begriff.tag)
            if tag_erlaubt is not None:
                am_tag &= tag_erlaubt
            treffer = treffer.filter(am_tag | Q(kundennummer=begriff.tagwort))
        vorn = [BeginntMit("suchname", Value(wort)) for wort in begriff.woerter]
        rang = models.Case(models.When(reduce(or_, map(Q, vorn)), then=0), default=1) if vorn else Value(0)
        return treffer.annotate(rang=rang).order_by("rang", "sortierung", "pk")

    def aehnlich_geschrieben(self, begriff: Suchbegriff) -> Self:
        """Persons whose name is like every typed word, the likest first: for typing errors."""
        if not begriff.woerter or begriff.nummern or begriff.tag:
            return self.none()
        name: Any = F("suchname")
        for lang, kurz in KLANG:
            name = Replace(name, Value(lang), Value(kurz))
        naehe = [TrigramWordSimilarity(klang(wort), name) for wort in begriff.woerter]
        passend = reduce(and_, (Q(models.lookups.GreaterThanOrEqual(n, AEHNLICHES_WORT)) for n in naehe))
        return self.filter(passend).annotate(naehe=reduce(add, naehe)).order_by("-naehe", "sortierung", "pk")

    def wie(self, nachname: str, vorname: str, geburtsdatum: date | None, kundennummer: str | None) -> Self:
        """Persons who may be the same one (PX-08): equal customer number, a similar name born on the same day,
        or a very similar name (also with both names changed over)."""
        name = falten(f"{nachname} {vorname}")
        naehe = TrigramSimilarity("suchname", name)
        moeglich = Q(kundennummer=kundennummer) if kundennummer else Q()
        if name.strip():
            moeglich |= Q(models.lookups.GreaterThanOrEqual(naehe, AEHNLICHER_NAME))
            if geburtsdatum:
                moeglich |= Q(geburtsdatum=geburtsdatum) & Q(models.lookups.GreaterThanOrEqual(naehe, 0.25))
        treffer = self.filter(moeglich) if moeglich else self.none()
        return treffer.annotate(naehe=naehe).order_by("-naehe", "sortierung", "pk")


def _enthaelt(name: models.Expression, wort: str) -> Any:
    return models.lookups.GreaterThan(Stelle(name, Value(f" {wort}")), 0)


class PersonBezogenQuerySet(models.QuerySet[Any]):
    """What hangs on a person (field `person`)."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only rows of persons with whom `nutzer` may do `aktion` today."""
        if nutzer.darf_alles_sehen and nutzer.darf(aktion):
            return self
        return self.filter(sichtbar(nutzer, aktion, timezone.localdate(), "person__"))
