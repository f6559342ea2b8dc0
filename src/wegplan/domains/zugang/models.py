"""Eigenzugang: the account with which a participant reads the own file."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse


class Zugangsende(models.TextChoices):
    BEENDET = "beendet", "von der Fachkraft beendet"
    FRIST = "frist", "Frist nach dem Austritt abgelaufen"


@pghistory.track(*ereignisse(), exclude=["pruefwert", "versuche"])
class Eigenzugang(models.Model):
    """The invitation, and from `angenommen_am` to `beendet_am` the assignment that opens the file (DS-02).

    `pruefwert`: hash of the code of the last letter, empty once it was used; `versuche`: how often the birthday given
    with it was wrong. `nutzer` is the participant's account."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="eigenzugaenge")
    nutzer = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Konto")
    eingeladen_am = models.DateTimeField("eingeladen am", db_default=Now(), editable=False)
    eingeladen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="eingeladen von"
    )
    pruefwert = models.CharField("Prüfwert", max_length=64, blank=True)
    brief_bis = models.DateField("Code gilt bis")
    versuche = models.PositiveSmallIntegerField("falsche Versuche", default=0)
    angenommen_am = models.DateTimeField("angenommen am", null=True, blank=True)
    beendet_am = models.DateTimeField("beendet am", null=True, blank=True)
    beendet_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beendet von"
    )
    endgrund = models.CharField("Grund", max_length=20, choices=Zugangsende, blank=True)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Eigener Zugang"
        verbose_name_plural = "Eigene Zugänge"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(beendet_am=None), name="eigenzugang_einer_je_person"
            ),
            models.UniqueConstraint(fields=["pruefwert"], condition=~Q(pruefwert=""), name="eigenzugang_pruefwert"),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True, endgrund="") | Q(beendet_am__isnull=False) & ~Q(endgrund=""),
                name="eigenzugang_ende_mit_grund",
            ),
        ]

    def __str__(self) -> str:
        return f"Eigener Zugang, eingeladen am {self.eingeladen_am:%d.%m.%Y}"
