"""Vereinbarung, Vermittlung and Handlungsstrategie: all per person, not per Teilnahme (chapter 20)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse


class Vereinbarungsart(models.TextChoices):
    EV = "EV", "Eingliederungsvereinbarung"
    KOOP = "KOOP", "Kooperationsplan"


class Vermittlungsart(models.TextChoices):
    VV = "VV", "Vermittlungsvorschlag"
    SI = "SI", "Stelleninformation"


class Stellenart(models.TextChoices):
    ARBEIT = "arbeit", "Arbeit"
    KUENSTLER = "kuenstler", "Künstler"
    AUSBILDUNG = "ausbildung", "Ausbildung"
    MINIJOB = "minijob", "Minijob"
    SONSTIGE = "sonstige", "Sonstige"


@pghistory.track(*ereignisse())
class Vereinbarung(models.Model):
    """An agreement with the person. A Fortschreibung is a record of its own with its predecessor."""

    vereinbarung_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="vereinbarungen")
    art = models.CharField("Art", max_length=5, choices=Vereinbarungsart)
    abgeschlossen_am = models.DateField("abgeschlossen am")
    gueltig_bis = models.DateField("gültig bis", null=True, blank=True)
    vorgaenger = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="nachfolger", verbose_name="Fortschreibung von"
    )
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Vereinbarung"
        verbose_name_plural = "Vereinbarungen"
        constraints = [
            models.UniqueConstraint(fields=["vereinbarung_id"], name="vereinbarung_id_einmalig"),
            models.CheckConstraint(
                condition=Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=F("abgeschlossen_am")),
                name="vereinbarung_gueltig_nach_abschluss",
            ),
        ]
        indexes = [models.Index(fields=["person", "abgeschlossen_am"], name="vereinbarung_person_tag")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} vom {self.abgeschlossen_am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Vermittlung(models.Model):
    """A proposal or information on a job. Empty booleans mean: does not count."""

    vermittlung_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="vermittlungen")
    art = models.CharField("Art", max_length=5, choices=Vermittlungsart)
    unterbreitet_am = models.DateField("unterbreitet am")
    stellenart = models.CharField("Stellenart", max_length=20, choices=Stellenart, blank=True)
    sv_pflichtig = models.BooleanField("sozialversicherungspflichtig", null=True, blank=True)
    stelle_betreut = models.BooleanField("Stelle wird betreut", null=True, blank=True)
    profil_betreut = models.BooleanField("Bewerberprofil wird betreut", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Vermittlung"
        verbose_name_plural = "Vermittlungen"
        constraints = [models.UniqueConstraint(fields=["vermittlung_id"], name="vermittlung_id_einmalig")]
        indexes = [models.Index(fields=["person", "unterbreitet_am"], name="vermittlung_person_tag")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} vom {self.unterbreitet_am:%d.%m.%Y}"


class Strategieart(models.TextChoices):
    ABSOLVENTENMANAGEMENT = "absolventenmanagement", "Absolventenmanagement"


@pghistory.track(*ereignisse())
class Handlungsstrategie(models.Model):
    """A strategy in the applicant's profile; the monthly list looks at "Absolventenmanagement" (AM-20)."""

    handlungsstrategie_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="handlungsstrategien")
    art = models.CharField("Art", max_length=30, choices=Strategieart)
    begonnen_am = models.DateField("begonnen am")
    beendet_am = models.DateField("beendet am", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Handlungsstrategie"
        verbose_name_plural = "Handlungsstrategien"
        constraints = [
            models.UniqueConstraint(fields=["handlungsstrategie_id"], name="handlungsstrategie_id_einmalig"),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True) | Q(beendet_am__gte=F("begonnen_am")),
                name="handlungsstrategie_ende_nach_beginn",
            ),
        ]
        indexes = [models.Index(fields=["person", "begonnen_am"], name="handlungsstrategie_person_tag")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} seit {self.begonnen_am:%d.%m.%Y}"
