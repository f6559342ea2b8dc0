"""Briefvorlage: one version of an office's own template."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.organisation.models import Organisation
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Vorlagenart


@pghistory.track(*ereignisse(), exclude=["inhalt"])  # a version's content never changes; its hash is in the history
class Briefvorlage(models.Model):
    """`aktiv`: the one version that letters of this kind use; without any, the standard template does. `platzhalter`:
    the names it uses, for the kinds that ask for words when printed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="briefvorlagen")
    art = models.CharField("Art", max_length=20, choices=Vorlagenart)
    fassung = models.PositiveSmallIntegerField("Fassung")
    inhalt = models.BinaryField("Inhalt")
    pruefwert = models.CharField("Prüfwert", max_length=64)
    platzhalter = models.JSONField("Platzhalter", default=list)
    hochgeladen_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hochgeladen_am = models.DateTimeField("hochgeladen am", db_default=Now(), editable=False)
    freigegeben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    freigegeben_am = models.DateTimeField("freigegeben am", null=True, blank=True)
    aktiv = models.BooleanField("in Gebrauch", default=False)

    class Meta:
        verbose_name = "Briefvorlage"
        verbose_name_plural = "Briefvorlagen"
        ordering = ("organisation", "art", "-fassung")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "art", "fassung"], name="briefvorlage_fassung_einmalig"),
            models.UniqueConstraint(
                fields=["organisation", "art"], condition=Q(aktiv=True), name="briefvorlage_eine_in_gebrauch"
            ),
            models.CheckConstraint(
                condition=Q(aktiv=False) | Q(freigegeben_von__isnull=False, freigegeben_am__isnull=False),
                name="briefvorlage_nur_freigegeben_in_gebrauch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, Fassung {self.fassung}"
