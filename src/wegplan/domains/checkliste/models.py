"""Pflichthaken: a duty of the Checkliste ticked by hand, where no record can prove it (JPS-83)."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import sichtbar
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse


class PflichthakenQuerySet(models.QuerySet[Any]):
    """Ticks of the projects of the own office; those on a person for who sees the person (DS-02)."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.CHECKLISTE_SEHEN) -> Self:
        """Only rows with which `nutzer` may do `aktion` today."""
        stelle = nutzer.organisation_id
        if stelle is None or not nutzer.darf(aktion):
            return self.none()
        eigene = Q(massnahme__traeger=stelle) | Q(massnahme__regionalbuero=stelle)
        return self.filter(eigene, Q(person__isnull=True) | sichtbar(nutzer, aktion, timezone.localdate(), "person__"))


@pghistory.track(*ereignisse())
class Pflichthaken(models.Model):
    """`bezug`: which of a repeated duty (last day of the period, or the number). A tick is never deleted: taken back
    with a reason, it stands as history and another one may be set.

    With the step `beginn` (vorgaben.BEGINN) it says from which day (`am`) on the project's Checkliste is kept here."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="pflichthaken", verbose_name="Maßnahme")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="pflichthaken")
    teilnahme = models.ForeignKey(
        Teilnahme, models.CASCADE, null=True, blank=True, related_name="pflichthaken", verbose_name="Teilnahme"
    )
    schritt = models.CharField("Schritt", max_length=20)
    bezug = models.CharField("wofür", max_length=10, blank=True)
    entfaellt = models.BooleanField("entfällt", default=False)
    am = models.DateField("am")
    notiz = models.CharField("Notiz", max_length=500)
    stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="gesetzt von der Stelle")
    gesetzt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gesetzt von"
    )
    gesetzt_am = models.DateTimeField("gesetzt am", db_default=Now(), editable=False)
    zurueckgenommen_am = models.DateField("zurückgenommen am", null=True, blank=True)
    zurueckgenommen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="von"
    )
    zuruecknahmegrund = models.CharField("Grund der Rücknahme", max_length=300, blank=True)

    objects = PflichthakenQuerySet.as_manager()

    class Meta:
        verbose_name = "Haken an einer Pflicht"
        verbose_name_plural = "Haken an Pflichten"
        constraints = [
            models.UniqueConstraint(
                fields=["massnahme", "teilnahme", "schritt", "bezug"],
                condition=Q(zurueckgenommen_am__isnull=True),
                nulls_distinct=False,
                name="pflichthaken_einer_gilt",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, teilnahme__isnull=True)
                | Q(person__isnull=False, teilnahme__isnull=False),
                name="pflichthaken_person_der_teilnahme",
            ),
            models.CheckConstraint(condition=~Q(notiz=""), name="pflichthaken_mit_notiz"),
            models.CheckConstraint(
                condition=Q(zurueckgenommen_am__isnull=True, zurueckgenommen_von__isnull=True, zuruecknahmegrund="")
                | Q(zurueckgenommen_am__isnull=False, zurueckgenommen_von__isnull=False) & ~Q(zuruecknahmegrund=""),
                name="pflichthaken_ruecknahme_mit_grund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schritt} {self.bezug}".strip()
