"""Auftrag: long work that goes to the worker; its owner finds it again under "Meine Aufträge"."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from .queries import AuftragQuerySet


class Stand(models.TextChoices):
    WARTET = "wartet", "wartet"
    LAEUFT = "laeuft", "läuft"
    FERTIG = "fertig", "fertig"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    FEHLER = "fehler", "nicht gelungen"


class Auftrag(models.Model):
    """`ergebnis` holds what the kind of work (`art`) wants to show at the end, as JSON."""

    nutzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    art = models.CharField("Art", max_length=40)
    titel = models.CharField("Titel", max_length=200)
    stand = models.CharField("Stand", max_length=20, choices=Stand, default=Stand.WARTET)
    schritt = models.CharField("Schritt", max_length=200, blank=True)
    erledigt = models.PositiveIntegerField("erledigt", default=0)
    gesamt = models.PositiveIntegerField("gesamt", default=0)
    ergebnis = models.JSONField("Ergebnis", default=dict)
    eingabe = models.CharField("Eingabe", max_length=200, blank=True)
    angelegt_am = models.DateTimeField("angelegt", db_default=Now(), editable=False)
    begonnen_am = models.DateTimeField("begonnen", null=True, blank=True)
    beendet_am = models.DateTimeField("beendet", null=True, blank=True)

    objects = AuftragQuerySet.as_manager()

    class Meta:
        verbose_name = "Auftrag"
        verbose_name_plural = "Aufträge"
        indexes = [models.Index(fields=["nutzer", "-angelegt_am"], name="auftrag_nutzer")]

    def __str__(self) -> str:
        return self.titel
