"""Entwurf: what somebody typed into a long form and has not saved."""

from django.conf import settings
from django.db import models


class Entwurf(models.Model):
    """`inhalt` is encrypted, and empty once the form was saved. No history: what is thrown away is gone."""

    nutzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    adresse = models.CharField("Adresse", max_length=500)
    formular = models.CharField("Formular", max_length=80)
    titel = models.CharField("Titel", max_length=120)
    inhalt = models.BinaryField("Inhalt")
    geaendert_am = models.DateTimeField("geändert am")
    erledigt = models.CharField("zuletzt gespeichertes Blatt", max_length=20, blank=True)

    class Meta:
        verbose_name = "Entwurf eines Formulars"
        verbose_name_plural = "Entwürfe von Formularen"
        ordering = ["-geaendert_am"]
        constraints = [models.UniqueConstraint(fields=["nutzer", "adresse", "formular"], name="entwurf_einmalig")]

    def __str__(self) -> str:
        return self.titel
