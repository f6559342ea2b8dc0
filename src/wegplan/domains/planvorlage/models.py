"""Planvorlage: one version of a provider's own template, as it lies with provider or Regionalbüro."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.organisation.models import Organisation
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Planvorlagenart, Planvorlagenstand


@pghistory.track(*ereignisse(), exclude=["inhalt"])  # a version's content never changes; its hash is in the history
class Planvorlage(models.Model):
    """`befund`: what the check found for each minimum standard on the day of the upload, see rules.befund. Each
    Regionalbüro releases for its own projects, so a version is made for one of them."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="planvorlagen", verbose_name="Bildungsdienstleister"
    )
    regionalbuero = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Regionalbüro")
    art = models.CharField("Art", max_length=20, choices=Planvorlagenart)
    fassung = models.PositiveSmallIntegerField("Fassung")
    inhalt = models.BinaryField("Inhalt")
    pruefwert = models.CharField("Prüfwert", max_length=64)
    befund = models.JSONField("Befund")
    stand = models.CharField("Stand", max_length=20, choices=Planvorlagenstand, default=Planvorlagenstand.ENTWURF)
    hochgeladen_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hochgeladen_am = models.DateTimeField("hochgeladen am", db_default=Now(), editable=False)
    eingereicht_am = models.DateTimeField("eingereicht am", null=True, blank=True)
    entschieden_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entschieden_am = models.DateTimeField("entschieden am", null=True, blank=True)
    grund = models.TextField("Grund der Rückgabe", max_length=1000, blank=True)

    class Meta:
        verbose_name = "Vorlage für Förderpläne"
        verbose_name_plural = "Vorlagen für Förderpläne"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "regionalbuero", "art", "fassung"], name="planvorlage_fassung_einmalig"
            ),
            models.UniqueConstraint(
                fields=["organisation", "regionalbuero", "art"],
                condition=Q(stand="freigegeben"),
                name="planvorlage_eine_in_gebrauch",
            ),
            models.UniqueConstraint(
                fields=["organisation", "regionalbuero", "art"],
                condition=Q(stand="eingereicht"),
                name="planvorlage_eine_eingereicht",
            ),
            models.CheckConstraint(
                condition=Q(stand__in=["entwurf", "eingereicht"])
                | Q(entschieden_von__isnull=False, entschieden_am__isnull=False),
                name="planvorlage_entschieden_von_wem",
            ),
            models.CheckConstraint(
                condition=~Q(stand="zurueckgegeben") | ~Q(grund=""), name="planvorlage_rueckgabe_mit_grund"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, Fassung {self.fassung}"
