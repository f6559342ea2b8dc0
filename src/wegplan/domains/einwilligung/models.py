"""Einwilligung: one written declaration of a provider on a project. Durchfuehrungsort: where it takes place."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.audit.verlauf import ereignisse


class Stand(models.TextChoices):
    """How far a declaration is. Changed means that a newer one took its place on the page."""

    EINGEGANGEN = "eingegangen", "beim Regionalbüro eingegangen"
    WEITERGEGEBEN = "weitergegeben", "an die Regiestelle gegeben"
    VEROEFFENTLICHT = "veroeffentlicht", "veröffentlicht"
    GEAENDERT = "geaendert", "durch eine neuere ersetzt"
    WIDERRUFEN = "widerrufen", "widerrufen"


OFFEN = (Stand.EINGEGANGEN, Stand.WEITERGEGEBEN, Stand.VEROEFFENTLICHT)


@pghistory.track(*ereignisse())
class Einwilligung(models.Model):
    """What was signed does not change, only how far it is: another link needs another declaration (JPS-82)."""

    kennung = models.CharField("Kennung", max_length=40, unique=True)
    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="+", verbose_name="Projekt")
    link = models.CharField("Link zum Angebot", max_length=300, blank=True)
    mail = models.CharField("Mailadresse", max_length=254, blank=True)
    unterzeichnet_von = models.CharField("Wer hat unterschrieben", max_length=200)
    erreichbar_unter = models.CharField("erreichbar unter", max_length=200)
    unterzeichnet_am = models.DateField("unterschrieben am")
    stand = models.CharField("Stand", max_length=20, choices=Stand, default=Stand.EINGEGANGEN)
    eingegangen_am = models.DateField("eingegangen am")
    weitergegeben_am = models.DateField("weitergegeben am", null=True, blank=True)
    veroeffentlicht_am = models.DateField("veröffentlicht am", null=True, blank=True)
    beendet_am = models.DateField("ersetzt oder widerrufen am", null=True, blank=True)
    eingetragen_am = models.DateTimeField("eingetragen am", db_default=Now(), editable=False)
    eingetragen_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Einwilligung"
        verbose_name_plural = "Einwilligungen"
        constraints = [
            models.UniqueConstraint(
                fields=["massnahme"], condition=Q(stand="veroeffentlicht"), name="einwilligung_eine_gilt"
            ),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="einwilligung_https"),
            models.CheckConstraint(condition=~Q(link="") | ~Q(mail=""), name="einwilligung_mit_inhalt"),
            models.CheckConstraint(
                condition=Q(stand__in=["geaendert", "widerrufen"], beendet_am__isnull=False)
                | Q(stand__in=["eingegangen", "weitergegeben", "veroeffentlicht"], beendet_am__isnull=True),
                name="einwilligung_ende_mit_tag",
            ),
        ]

    def __str__(self) -> str:
        return f"Einwilligung vom {self.unterzeichnet_am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Durchfuehrungsort(models.Model):
    massnahme = models.OneToOneField(
        Massnahme, models.CASCADE, related_name="durchfuehrungsort", verbose_name="Projekt"
    )
    ort = models.CharField("Ort", max_length=100)

    class Meta:
        verbose_name = "Durchführungsort"
        verbose_name_plural = "Durchführungsorte"

    def __str__(self) -> str:
        return self.ort
