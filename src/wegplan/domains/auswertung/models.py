"""Abzeichnung: the sign-off of one row of the preventive list or the error list (AM-23)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse


class Liste(models.TextChoices):
    VORSCHAU = "vorschau", "Vorschau"
    FEHLERLISTE = "fehlerliste", "Fehlerliste"


@pghistory.track(*ereignisse())
class Abzeichnung(models.Model):
    """`monat` is the first day of the month of the list: of the reference day, or the report month."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="abzeichnungen")
    liste = models.CharField("Liste", max_length=20, choices=Liste)
    monat = models.DateField("Monat")
    handzeichen = models.CharField("Handzeichen", max_length=10)
    notiz = models.TextField("Notiz", blank=True, max_length=2000)
    nutzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    abgezeichnet_am = models.DateTimeField("abgezeichnet am", db_default=Now(), editable=False)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Abzeichnung"
        verbose_name_plural = "Abzeichnungen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "liste", "monat"], name="abzeichnung_einmalig"),
        ]

    def __str__(self) -> str:
        return f"{self.get_liste_display()} {self.monat:%m.%Y}: {self.handzeichen}"
