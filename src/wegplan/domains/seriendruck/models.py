"""Ausstellung: a certificate that was issued, or printed once more as a Zweitschrift."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.kit.audit.verlauf import ereignisse

from .arten import BESCHEINIGUNGEN, Seriendruckart


@pghistory.track(*ereignisse())
class Ausstellung(models.Model):
    """`inhalt`: what stands on the paper, `vorlage`: on which, None for the standard sheet; `pruefwert` holds for both.
    A Zweitschrift has the number and the content of its original."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="+", verbose_name="Teilnahme")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="ausgestellt durch")
    art = models.CharField("Art", max_length=20, choices=Seriendruckart)
    nummer = models.CharField("Nummer", max_length=60)
    inhalt = models.JSONField("Inhalt")
    vorlage = models.ForeignKey(
        Briefvorlage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="eigene Vorlage"
    )
    pruefwert = models.CharField("Prüfwert", max_length=64, blank=True)
    ausgestellt_am = models.DateTimeField("ausgestellt am", db_default=Now(), editable=False)
    ausgestellt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ausgestellt von"
    )
    zweitschrift_von = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="zweitschriften", verbose_name="Zweitschrift von"
    )

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Ausstellung"
        verbose_name_plural = "Ausstellungen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "nummer"],
                condition=Q(zweitschrift_von__isnull=True),
                name="ausstellung_nummer_einmalig",
            ),
            models.CheckConstraint(
                condition=Q(art__in=[str(art) for art in BESCHEINIGUNGEN]), name="ausstellung_nur_bescheinigung"
            ),
        ]
        indexes = [models.Index(fields=["teilnahme", "art"], name="ausstellung_teilnahme")]

    def __str__(self) -> str:
        zusatz = ", Zweitschrift" if self.zweitschrift_von_id else ""
        return f"{self.get_art_display()} {self.nummer}{zusatz}"
