"""Teilnahme: one person in one measure."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Coalesce, Now

from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.models import Organisation, Team
from wegplan.domains.person.models import Person
from wegplan.kit.audit.verlauf import ereignisse

from .sicht import TeilnahmeQuerySet


class Austrittsgrund(models.TextChoices):
    REGULAER = "regulaer", "regulär beendet"
    ZIEL_VORZEITIG_ERREICHT = "ziel_vorzeitig_erreicht", "Maßnahmeziel vorzeitig erreicht"
    ABBRUCH = "abbruch", "Abbruch"
    STUFENWECHSEL = "stufenwechsel", "Stufenwechsel"
    ARBEITSAUFNAHME = "arbeitsaufnahme", "Arbeitsaufnahme"


class Tage(Func):
    """Closed range of days from the entry to the exit, else to the planned end, else open."""

    function = "daterange"


@pghistory.track(*ereignisse())
class Teilnahme(models.Model):
    """`jobcenter` and `team` are those at exit; empty means the person's."""

    teilnahme_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="teilnahmen")
    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="teilnahmen", verbose_name="Maßnahme")
    eintritt = models.DateField("Eintritt")
    geplantes_ende = models.DateField("geplantes Ende", null=True, blank=True)
    austritt = models.DateField("Austritt", null=True, blank=True)
    austrittsgrund = models.CharField("Austrittsgrund", max_length=30, choices=Austrittsgrund, blank=True)
    programmstufe = models.CharField("Programmstufe", max_length=10, choices=Programmstufe, blank=True)
    jobcenter = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    probezeit_ende = models.DateField("Ende der Probezeit", null=True, blank=True)
    zwischenpruefung = models.DateField("Zwischenprüfung", null=True, blank=True)
    abschlusspruefung = models.DateField("Abschlussprüfung", null=True, blank=True)
    vorherige_teilnahme = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="folgende", verbose_name="vorherige Teilnahme"
    )
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    traeger_bis: date | None  # only with queries.mit_nachschau

    objects = TeilnahmeQuerySet.as_manager()

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme_id"], name="teilnahme_id_einmalig"),
            models.CheckConstraint(
                condition=Q(austritt__isnull=True) | Q(austritt__gte=F("eintritt")),
                name="teilnahme_austritt_nach_eintritt",
            ),
            models.CheckConstraint(
                condition=Q(geplantes_ende__isnull=True) | Q(geplantes_ende__gte=F("eintritt")),
                name="teilnahme_ende_nach_eintritt",
            ),
            ExclusionConstraint(
                name="teilnahme_ohne_ueberschneidung",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("massnahme", RangeOperators.EQUAL),
                    (
                        Tage("eintritt", Coalesce(F("austritt"), F("geplantes_ende")), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=Deferrable.IMMEDIATE,  # judged after each statement: two Teilnahmen may change places
            ),
        ]
        indexes = [
            models.Index(fields=["austritt"], name="teilnahme_austritt"),
            models.Index(fields=["geplantes_ende"], name="teilnahme_geplantes_ende"),
        ]

    def __str__(self) -> str:
        return f"{self.massnahme} ab {self.eintritt:%d.%m.%Y}"


class Nachschau(models.Model):
    """How long the provider and the Regionalbüro of the measure see the person: the last day, None = no end.

    A view over Teilnahmen, measures and recorded follow-ups; its only definition is verbleib/nachschau_sql.py."""

    teilnahme_id = models.BigIntegerField(primary_key=True)
    traeger_bis = models.DateField(null=True)
    regionalbuero_bis = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "teilnahme_nachschau"
        verbose_name = "Nachschau"
        verbose_name_plural = "Nachschauen"

    def __str__(self) -> str:
        return f"Nachschau bis {self.regionalbuero_bis}"
