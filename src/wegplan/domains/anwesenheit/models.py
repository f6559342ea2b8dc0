"""Anwesenheit: one mark per Teilnahme, day and place of learning (JPS-30)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse


class Lernort(models.TextChoices):
    TRAEGER = "traeger", "beim Träger"
    PRAKTIKUM = "praktikum", "im Praktikum"


class Status(models.TextChoices):
    ANWESEND = "anwesend", "anwesend"
    KRANK = "krank", "krank"
    ENTSCHULDIGT = "entschuldigt", "entschuldigt"
    UNENTSCHULDIGT = "unentschuldigt", "unentschuldigt"


@pghistory.track(*ereignisse())
class Anwesenheit(models.Model):
    """A mark. That `person` is the one of the Teilnahme is a foreign key of the database on both columns."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="anwesenheiten")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="anwesenheiten")
    datum = models.DateField("Tag")
    lernort = models.CharField("Lernort", max_length=10, choices=Lernort)
    status = models.CharField("Status", max_length=20, choices=Status)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheiten"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "datum", "lernort"], name="anwesenheit_einmalig"),
            models.CheckConstraint(condition=models.Q(lernort__in=Lernort.values), name="anwesenheit_lernort_bekannt"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="anwesenheit_status_bekannt"),
        ]

    def __str__(self) -> str:
        return f"{self.datum:%d.%m.%Y} {self.get_lernort_display()}: {self.get_status_display()}"
