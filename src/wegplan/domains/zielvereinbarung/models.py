"""What is measured of the target indicators."""

from django.db import models
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme


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
