"""Vorgang: one thing done for a person on a day."""

from functools import reduce
from operator import or_

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import ERGEBNISSE, Vorgangsart, Vorgangsergebnis

PASSENDES_ERGEBNIS = reduce(
    or_,
    (Q(art=art.value, ergebnis__in=[e.value for e in moeglich]) for art, moeglich in ERGEBNISSE.items()),
    Q(ergebnis=""),
)


@pghistory.track(*ereignisse())
class Vorgang(models.Model):
    """`tag` is the day on which it happened, of an invitation the day of the appointment.

    `uhrzeit`, `ort`, `anlass`: of an invitation. `schritt`: the step of its Teilnahme for which it was sent, as
    "key/repetition"; an appointment in vain counts as an attempt there (PX-02).
    `teilnahme` says to which of the person's Teilnahmen it belongs; empty: to none in particular. That it is one
    of this person's is a foreign key of the database on both columns (migration 0002)."""

    vorgang_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="vorgaenge")
    teilnahme = models.ForeignKey(
        Teilnahme, models.SET_NULL, null=True, blank=True, related_name="vorgaenge", verbose_name="Teilnahme"
    )
    art = models.CharField("Art", max_length=40, choices=Vorgangsart)
    tag = models.DateField("Tag")
    uhrzeit = models.TimeField("Uhrzeit", null=True, blank=True)
    ort = models.CharField("Ort", max_length=200, blank=True, db_default="")
    anlass = models.CharField("Anlass", max_length=200, blank=True, db_default="")
    schritt = models.CharField("Schritt", max_length=30, blank=True, db_default="")
    ergebnis = models.CharField("Ergebnis", max_length=40, choices=Vorgangsergebnis, blank=True)
    notiz = models.TextField("Notiz", max_length=2000, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="erfasst von"
    )

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorgang"
        verbose_name_plural = "Vorgänge"
        constraints = [
            models.UniqueConstraint(fields=["vorgang_id"], name="vorgang_id_einmalig"),
            models.CheckConstraint(condition=PASSENDES_ERGEBNIS, name="vorgang_ergebnis_passt_zur_art"),
            models.CheckConstraint(
                condition=Q(art="einladung") | Q(uhrzeit=None, ort="", anlass="", schritt=""),
                name="vorgang_termin_nur_bei_einladung",
            ),
        ]
        indexes = [models.Index(fields=["person", "tag"], name="vorgang_person_tag")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} am {self.tag:%d.%m.%Y}"
