"""Aenderungsvorschlag: one side proposes another date of a Teilnahme, the office decides."""

from functools import reduce
from operator import or_
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import GRUENDE, Vorschlagsart, Vorschlagsgrund, Vorschlagsstand

OHNE_VORSCHLAGENDE = Q(vorgeschlagen_von__isnull=True)  # came with a data package, decided before
PASSENDER_GRUND = reduce(
    or_,
    (Q(art=art.value, grund__in=[g.value for g in gruende]) for art, gruende in GRUENDE.items()),
    OHNE_VORSCHLAGENDE & Q(grund=""),
)


class VorschlagQuerySet(PersonBezogenQuerySet):
    """As for everything of a person; providers see those on Teilnahmen in their own measures only (DS-02)."""

    def fuer(self, nutzer: Any, aktion: str = "vorschlag_lesen") -> Self:
        """Only proposals with which `nutzer` may do `aktion` today."""
        erlaubt = super().fuer(nutzer, aktion)
        if not nutzer.nur_eigene_massnahmen:
            return erlaubt
        return erlaubt.filter(teilnahme__massnahme__traeger=nutzer.organisation_id)


@pghistory.track(*ereignisse())
class Aenderungsvorschlag(models.Model):
    """`altes_datum`: as it stood when proposed; accepting needs that it still does.

    Without `vorgeschlagen_von` it is an extension of the past from a data package (JPS-63). `kontext`: the context of
    the histories in which accepting moved the date, by which the moved steps are found again."""

    vorschlag_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="vorschlaege")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="vorschlaege", verbose_name="Teilnahme")
    art = models.CharField("Art", max_length=20, choices=Vorschlagsart)
    altes_datum = models.DateField("bisheriger Tag", null=True, blank=True)
    neues_datum = models.DateField("vorgeschlagener Tag", null=True, blank=True)
    grund = models.CharField("Grund", max_length=30, choices=Vorschlagsgrund, blank=True)
    text = models.TextField("Begründung", max_length=1000, blank=True)
    vorgeschlagen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="vorgeschlagen von"
    )
    vorgeschlagen_am = models.DateTimeField("vorgeschlagen am", db_default=Now(), editable=False)
    stand = models.CharField("Stand", max_length=20, choices=Vorschlagsstand, default=Vorschlagsstand.OFFEN)
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="entschieden von"
    )
    entschieden_am = models.DateField("entschieden am", null=True, blank=True)
    entscheidung = models.TextField("Grund der Entscheidung", max_length=1000, blank=True)
    aufgehoben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="aufgehoben von"
    )
    aufgehoben_am = models.DateField("aufgehoben am", null=True, blank=True)
    aufhebung = models.TextField("Grund der Aufhebung", max_length=1000, blank=True)
    kontext = models.UUIDField("Kontext", null=True, editable=False)

    objects = VorschlagQuerySet.as_manager()

    class Meta:
        verbose_name = "Änderungsvorschlag"
        verbose_name_plural = "Änderungsvorschläge"
        constraints = [
            models.UniqueConstraint(fields=["vorschlag_id"], name="vorschlag_id_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme", "art"], condition=Q(stand="offen"), name="vorschlag_nur_einer_offen"
            ),
            # the key of verlaengerungen.csv in chapter 80
            models.UniqueConstraint(
                fields=["teilnahme", "entschieden_am"],
                condition=Q(art="verlaengerung", stand="angenommen"),
                name="vorschlag_eine_verlaengerung_je_tag",
            ),
            models.CheckConstraint(condition=PASSENDER_GRUND, name="vorschlag_grund_passt_zur_art"),
            models.CheckConstraint(
                condition=Q(neues_datum__isnull=False) | OHNE_VORSCHLAGENDE & Q(art="verlaengerung"),
                name="vorschlag_mit_neuem_tag",
            ),
            models.CheckConstraint(
                condition=Q(stand="offen", entschieden_am__isnull=True)
                | ~Q(stand="offen") & Q(entschieden_am__isnull=False),
                name="vorschlag_entschieden_mit_tag",
            ),
            models.CheckConstraint(
                condition=~Q(stand="abgelehnt") | ~Q(entscheidung=""), name="vorschlag_abgelehnt_mit_grund"
            ),
            models.CheckConstraint(
                condition=~Q(stand="aufgehoben") | Q(aufgehoben_am__isnull=False) & ~Q(aufhebung=""),
                name="vorschlag_aufgehoben_mit_grund",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "vorgeschlagen_am"], name="vorschlag_person"),
            models.Index(fields=["vorgeschlagen_am"], name="vorschlag_offen", condition=Q(stand="offen")),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} zum {self.neues_datum:%d.%m.%Y}" if self.neues_datum else "Verlängerung"
