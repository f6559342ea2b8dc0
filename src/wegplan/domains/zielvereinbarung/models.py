"""What is measured of the target indicators, and what is agreed where a target is missed."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Gegenstand
from .vereinbarung import Zielpruefung, Zielunterschrift, Zielvereinbarung

__all__ = [
    "Gegenmassnahme",
    "Messung",
    "Messwert",
    "Nachverfolgung",
    "Zielpruefung",
    "Zielunterschrift",
    "Zielvereinbarung",
]


class Messung(models.Model):
    """All figures at a reference day as the data stood when they were counted. Frozen (PX-05): who counts again makes
    another one, and the difference shows."""

    stichtag = models.DateField("Stichtag")
    gemessen_am = models.DateTimeField("gezählt am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Messung"
        verbose_name_plural = "Messungen"
        indexes = [models.Index(fields=["stichtag"], name="messung_stichtag")]

    def __str__(self) -> str:
        return f"Stand {self.stichtag:%d.%m.%Y}"


class Messwert(models.Model):
    """Counts of one indicator in one project and stage; no person. `nenner` and `erhoben` are empty for a mere number.
    `gruende`: the early ends by their reason, for the rates of early ends."""

    messung = models.ForeignKey(Messung, models.CASCADE, related_name="werte")
    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="+", verbose_name="Projekt")
    indikator = models.CharField("Indikator", max_length=60)
    zaehler = models.PositiveIntegerField("Zähler")
    nenner = models.PositiveIntegerField("Nenner", null=True)
    erhoben = models.PositiveIntegerField("erhoben", null=True)
    gruende = models.JSONField("Gründe", default=dict)

    class Meta:
        verbose_name = "Messwert"
        verbose_name_plural = "Messwerte"
        constraints = [
            models.UniqueConstraint(fields=["messung", "massnahme", "indikator"], name="messwert_einmalig"),
        ]

    def __str__(self) -> str:
        return f"{self.indikator}: {self.zaehler}"


@pghistory.track(*ereignisse())
class Gegenmassnahme(models.Model):
    """What provider and Regionalbüro agree on where a target is missed (JPS-90). `stichtag`, `zaehler`, `nenner` and
    `soll` are the figure it was agreed on."""

    kennung = models.CharField("Kennung", max_length=40, unique=True)
    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="+", verbose_name="Projekt")
    indikator = models.CharField("Indikator", max_length=60)
    text = models.TextField("Vereinbarte Gegenmaßnahme", max_length=1000)
    verantwortlich = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Verantwortlich"
    )
    faellig_am = models.DateField("Nächster Termin")
    stand = models.CharField("Stand", max_length=20, choices=Gegenstand, default=Gegenstand.VEREINBART)
    vereinbart_am = models.DateField("vereinbart am")
    vereinbart_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stichtag = models.DateField("Stichtag der Zahl", null=True)
    zaehler = models.PositiveIntegerField("Zähler", null=True)
    nenner = models.PositiveIntegerField("Nenner", null=True)
    soll = models.DecimalField("Soll", max_digits=5, decimal_places=1, null=True)

    class Meta:
        verbose_name = "Gegenmaßnahme"
        verbose_name_plural = "Gegenmaßnahmen"
        indexes = [
            models.Index(
                fields=["verantwortlich", "faellig_am"], condition=Q(stand="vereinbart"), name="gegenmassnahme_offen"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@pghistory.track(*ereignisse())
class Nachverfolgung(models.Model):
    """What came of a counter-measure on a day. `termin`: when to look again, empty where it is over."""

    kennung = models.CharField("Kennung", max_length=40, unique=True)
    gegenmassnahme = models.ForeignKey(Gegenmassnahme, models.CASCADE, related_name="schritte")
    am = models.DateField("am")
    von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField("Was ist geschehen?", max_length=1000)
    stand = models.CharField("Stand", max_length=20, choices=Gegenstand)
    termin = models.DateField("Nächster Termin", null=True)

    class Meta:
        verbose_name = "Nachverfolgung"
        verbose_name_plural = "Nachverfolgungen"
        ordering = ["-am", "-pk"]

    def __str__(self) -> str:
        return f"{self.am:%d.%m.%Y}: {self.text[:60]}"
