"""Programmbericht: the report of a reference day as it was reported; Regionalbeitrag: what an office says to it.

They hold no persons' data, only protected cells and words about a region."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from wegplan.domains.organisation.models import Organisation
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


@pghistory.track(*ereignisse())
class Regionalbeitrag(models.Model):
    """The words of a Regionalbüro to its figures of a report, as released (JPS-97). Never changes: a later text is a
    `fassung` of its own. `unterschrift`: who released it, as the name was then."""

    bericht = models.ForeignKey(Programmbericht, models.PROTECT, related_name="beitraege")
    regionalbuero = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Regionalbüro")
    fassung = models.PositiveSmallIntegerField("Fassung")
    text = models.TextField("Text", max_length=4000)
    freigegeben_am = models.DateTimeField("freigegeben am", db_default=Now(), editable=False)
    freigegeben_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unterschrift = models.CharField("freigegeben von", max_length=200)

    class Meta:
        verbose_name = "Beitrag eines Regionalbüros"
        verbose_name_plural = "Beiträge der Regionalbüros"
        constraints = [
            models.UniqueConstraint(fields=["bericht", "regionalbuero", "fassung"], name="regionalbeitrag_einmalig")
        ]

    def __str__(self) -> str:
        return f"{self.regionalbuero}, Fassung {self.fassung}"
