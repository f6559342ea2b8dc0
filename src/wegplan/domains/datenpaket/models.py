"""Datenimport: one import of a data package that was written."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from wegplan.domains.organisation.models import Organisation

from .queries import DatenimportQuerySet


class Datenimport(models.Model):
    """`kontext` is the context of the histories by which an undo finds what this import changed (PX-13); empty
    when it changed nothing.

    `zahlen`: table → {neu, geaendert, unveraendert}. Without `nutzer` it came by command line."""

    nutzer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="eingelesen von"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    herkunft = models.CharField("Herkunft", max_length=200, blank=True)
    kontext = models.UUIDField("Kontext", null=True, unique=True, editable=False)
    zahlen = models.JSONField("Zahlen", default=dict)
    eingelesen_am = models.DateTimeField("eingelesen am", db_default=Now(), editable=False)
    zurueckgenommen_am = models.DateTimeField("zurückgenommen am", null=True, blank=True)
    zurueckgenommen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="zurückgenommen von",
    )
    grund = models.CharField("Grund der Rücknahme", max_length=500, blank=True)

    objects = DatenimportQuerySet.as_manager()

    class Meta:
        verbose_name = "Datenimport"
        verbose_name_plural = "Datenimporte"
        ordering = ["-eingelesen_am", "-pk"]

    def __str__(self) -> str:
        return f"Einlesen vom {self.eingelesen_am:%d.%m.%Y}"

    @property
    def zurueckgenommen(self) -> bool:
        return self.zurueckgenommen_am is not None
