"""GespeicherterFilter: a list's filter kept under a name (PX-12)."""

from django.conf import settings
from django.db import models


class GespeicherterFilter(models.Model):
    """`abfrage` is the query string of the list page `ansicht`; it never holds typed names (DS-35)."""

    nutzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ansicht = models.CharField("Ansicht", max_length=80)
    name = models.CharField("Name", max_length=80)
    abfrage = models.CharField("Abfrage", max_length=2000, blank=True)

    class Meta:
        verbose_name = "gespeicherter Filter"
        verbose_name_plural = "gespeicherte Filter"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["nutzer", "ansicht", "name"], name="filter_name_einmalig")]

    def __str__(self) -> str:
        return self.name
