"""Programmbericht: the report of a reference day as it was reported. Holds no persons' data, only protected cells."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from wegplan.kit.audit.verlauf import ereignisse


@pghistory.track(*ereignisse())
class Programmbericht(models.Model):
    """Never changes (PX-05): a later run on the same day is a `fassung` of its own beside it.

    `inhalt`: what inhalt.inhalt_berechnen() gave; `pruefsumme`: SHA-256 over it; `unterschrift`: who asked for it, as
    the name was then; `erstellt_am` is the state of the data, too."""

    stichtag = models.DateField("Stichtag")
    fassung = models.PositiveSmallIntegerField("Fassung")
    inhalt = models.JSONField("Inhalt")
    pruefsumme = models.CharField("Prüfsumme", max_length=64)
    erstellt_am = models.DateTimeField("erstellt am", db_default=Now(), editable=False)
    erstellt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unterschrift = models.CharField("erstellt von", max_length=200)

    class Meta:
        verbose_name = "Programmbericht"
        verbose_name_plural = "Programmberichte"
        constraints = [models.UniqueConstraint(fields=["stichtag", "fassung"], name="programmbericht_einmalig")]

    def __str__(self) -> str:
        return f"Programmbericht zum {self.stichtag:%d.%m.%Y}, Fassung {self.fassung}"
