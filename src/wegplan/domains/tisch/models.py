"""Where open steps lie, standing in for a colleague, and the secret address of a calendar."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt
from wegplan.kit.audit.verlauf import ereignisse


class Zeit(models.TextChoices):
    """When an open step calls: by its due day and the day of its reminder."""

    UEBERFAELLIG = "ueberfaellig", "überfällig"
    HEUTE = "heute", "heute"
    WOCHE = "woche", "diese Woche"
    SPAETER = "spaeter", "später"


class Schrittplatz(models.Model):
    """An open step and whose desk it lies on (view over verfahren.Schritt). Read only.

    `tag`: the reminder, moved by hand or not. `besitzer`: None = nobody is responsible, the team lead sees it."""

    schritt = models.OneToOneField(Schritt, models.DO_NOTHING, primary_key=True, related_name="platz")
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.DO_NOTHING, related_name="+")
    verfahren = models.CharField(max_length=40)
    schluessel = models.CharField(max_length=20)
    lauf = models.PositiveSmallIntegerField()
    rolle = models.CharField(max_length=20)
    faellig_von = models.DateField(null=True)
    faellig_bis = models.DateField()
    tag = models.DateField()
    wieder_am = models.DateField(null=True)
    notiz = models.CharField(max_length=500)
    versuche = models.PositiveSmallIntegerField()
    abgegeben = models.BooleanField()
    besitzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+")

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "tisch_schrittplatz"
        verbose_name = "Schritt auf einem Tisch"
        verbose_name_plural = "Schritte auf Tischen"

    def __str__(self) -> str:
        return f"{self.schluessel} bis {self.faellig_bis:%d.%m.%Y}"

    @property
    def massnahme(self) -> Massnahme:
        return self.teilnahme.massnahme


@pghistory.track(*ereignisse())
class Vertretung(models.Model):
    """A colleague stands in for another from a day to a day: the assignments that follow from it are made with it."""

    fuer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="für")
    durch = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="durch")
    von = models.DateField("von")
    bis = models.DateField("bis")
    angelegt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Vertretung"
        verbose_name_plural = "Vertretungen"
        ordering = ("-von", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(fuer=F("durch")), name="vertretung_durch_andere"),
            models.CheckConstraint(condition=Q(bis__gte=F("von")), name="vertretung_ende_nach_beginn"),
            models.UniqueConstraint(fields=["fuer", "durch", "von"], name="vertretung_einmalig"),
        ]

    def __str__(self) -> str:
        return f"{self.durch} für {self.fuer} bis {self.bis:%d.%m.%Y}"

    @property
    def satz(self) -> str:
        """What the strip says to the one who stands in."""
        return f"Sie vertreten {self.fuer} bis {self.bis:%d.%m.%Y}."


class Kalenderadresse(models.Model):
    """The secret address of an account's calendar; only its hash is kept, so nobody can read it here."""

    nutzer = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    pruefwert = models.CharField("Prüfwert", max_length=64, unique=True)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Kalenderadresse"
        verbose_name_plural = "Kalenderadressen"

    def __str__(self) -> str:
        return f"Kalender, eingerichtet am {self.angelegt_am:%d.%m.%Y}"
