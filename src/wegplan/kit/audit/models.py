"""Zugriff: one entry per opening, list, print, export or download of persons' data (DS-10).

Plain numbers instead of foreign keys: the trace outlives what it names. The application may insert, never
change; reading is for Datenschutz (and later the person concerned)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


class Zugriffsart(models.TextChoices):
    OEFFNEN = "oeffnen", "geöffnet"
    LISTE = "liste", "in einer Liste gesehen"
    SUCHE = "suche", "gesucht"
    DRUCK = "druck", "gedruckt"
    EXPORT = "export", "ausgegeben"
    DOWNLOAD = "download", "heruntergeladen"
    EINLESEN = "einlesen", "eingelesen"
    LAUF = "lauf", "technischer Lauf"


class Zugriff(models.Model):
    """`personen` are the ids of all persons shown; `filter` what was asked for, without typed names."""

    zeit = models.DateTimeField(db_default=Now(), editable=False)
    nutzer_id = models.BigIntegerField(null=True)
    rolle = models.CharField(max_length=20, blank=True)
    organisation_id = models.BigIntegerField(null=True)
    art = models.CharField(max_length=20, choices=Zugriffsart)
    ansicht = models.CharField(max_length=80)
    zweck = models.CharField(max_length=200, blank=True)
    personen = ArrayField(models.BigIntegerField(), default=list)
    filter = models.JSONField(default=dict)

    class Meta:
        verbose_name = "Zugriff"
        verbose_name_plural = "Zugriffe"
        indexes = [
            models.Index(fields=["-zeit"], name="zugriff_zeit"),
            models.Index(fields=["nutzer_id", "-zeit"], name="zugriff_nutzer"),
            GinIndex(fields=["personen"], name="zugriff_personen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.ansicht}"
