"""Marks of attendance, sick notes, and what makes a day a target day (JPS-30, JPS-31); months that
are closed and the lists that were sent of them (JPS-32)."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse


class Lernort(models.TextChoices):
    TRAEGER = "traeger", "beim Träger"
    PRAKTIKUM = "praktikum", "im Praktikum"


class Status(models.TextChoices):
    ANWESEND = "anwesend", "anwesend"
    KRANK = "krank", "krank"
    ENTSCHULDIGT = "entschuldigt", "entschuldigt"
    UNENTSCHULDIGT = "unentschuldigt", "unentschuldigt"


class Ausnahmeart(models.TextChoices):
    URLAUB = "urlaub", "Urlaub"
    BERUFSSCHULE = "berufsschule", "Berufsschule"
    TEILZEIT = "teilzeit", "eigene Teilzeit"
    UNTERBRECHUNG = "unterbrechung", "Unterbrechung"


class Meldungsart(models.TextChoices):
    FEHLEN = "fehlen", "unentschuldigt gefehlt"
    BERICHTIGUNG = "berichtigung", "Berichtigung"


@pghistory.track(*ereignisse())
class Anwesenheit(models.Model):
    """A mark. That `person` is the one of the Teilnahme is a foreign key of the database on both columns."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="anwesenheiten")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="anwesenheiten")
    datum = models.DateField("Tag")
    lernort = models.CharField("Lernort", max_length=10, choices=Lernort)
    status = models.CharField("Status", max_length=20, choices=Status)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheiten"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "datum", "lernort"], name="anwesenheit_einmalig"),
            models.CheckConstraint(condition=Q(lernort__in=Lernort.values), name="anwesenheit_lernort_bekannt"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="anwesenheit_status_bekannt"),
        ]

    def __str__(self) -> str:
        return f"{self.datum:%d.%m.%Y} {self.get_lernort_display()}: {self.get_status_display()}"


@pghistory.track(*ereignisse())
class Krankmeldung(models.Model):
    """A sick note; no diagnosis. `bescheinigung_am`: day on which the certificate was received."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="krankmeldungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="krankmeldungen")
    von = models.DateField("krank von")
    bis = models.DateField("krank bis")
    bescheinigung_am = models.DateField("Bescheinigung eingegangen am", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Krankmeldung"
        verbose_name_plural = "Krankmeldungen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "von"], name="krankmeldung_einmalig"),
            models.CheckConstraint(condition=Q(bis__gte=F("von")), name="krankmeldung_bis_nach_von"),
        ]

    def __str__(self) -> str:
        return f"krank von {self.von:%d.%m.%Y} bis {self.bis:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Ausnahmezeit(models.Model):
    """Days of one Teilnahme that are no target days: leave, Berufsschule, own part-time pattern, interruption (JPS-64).

    `wochentage`: 1 Monday … 7 Sunday, only these days of the time; empty: all of them. `bis` empty: until further
    notice."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="ausnahmezeiten")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="ausnahmezeiten")
    art = models.CharField("Art", max_length=20, choices=Ausnahmeart)
    von = models.DateField("von")
    bis = models.DateField("bis", null=True, blank=True)
    wochentage = ArrayField(models.PositiveSmallIntegerField(), verbose_name="Wochentage", default=list, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Ausnahmezeit"
        verbose_name_plural = "Ausnahmezeiten"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "art", "von"], name="ausnahmezeit_einmalig"),
            models.CheckConstraint(condition=Q(bis=None) | Q(bis__gte=F("von")), name="ausnahmezeit_bis_nach_von"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} ab {self.von:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Wochenmuster(models.Model):
    """The days of the week on which a measure takes place, from a day on; without one Monday to Friday."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="wochenmuster")
    gueltig_ab = models.DateField("gültig ab")
    tage = ArrayField(models.PositiveSmallIntegerField(), verbose_name="Wochentage")

    class Meta:
        verbose_name = "Wochenmuster"
        verbose_name_plural = "Wochenmuster"
        constraints = [models.UniqueConstraint(fields=["massnahme", "gueltig_ab"], name="wochenmuster_einmalig")]

    def __str__(self) -> str:
        return f"ab {self.gueltig_ab:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Schliesszeit(models.Model):
    """Days on which a measure is closed beside the holidays of the Land."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="schliesszeiten")
    von = models.DateField("von")
    bis = models.DateField("bis")
    bezeichnung = models.CharField("Bezeichnung", max_length=100)

    class Meta:
        verbose_name = "Schließzeit"
        verbose_name_plural = "Schließzeiten"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "von"], name="schliesszeit_einmalig"),
            models.CheckConstraint(condition=Q(bis__gte=F("von")), name="schliesszeit_bis_nach_von"),
        ]

    def __str__(self) -> str:
        return f"{self.bezeichnung} ab {self.von:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Fehlmeldung(models.Model):
    """What AA/JC or Regionalbüro were told of an unexcused day (JPS-31). A correction names the message that it
    withdraws (`bezug`) and the new state, empty where the mark was deleted."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="fehlmeldungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="fehlmeldungen")
    datum = models.DateField("Tag")
    lernort = models.CharField("Lernort", max_length=10, choices=Lernort)
    art = models.CharField("Art", max_length=20, choices=Meldungsart)
    status = models.CharField("neuer Status", max_length=20, choices=Status, blank=True)
    empfaenger = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Empfänger")
    bezug = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="berichtigungen")
    erfasst_am = models.DateTimeField("gemeldet am", db_default=Now(), editable=False)
    zurueckgezogen_am = models.DateTimeField("zurückgezogen am", null=True, blank=True)
    kenntnis_am = models.DateTimeField("zur Kenntnis genommen am", null=True, blank=True)
    kenntnis_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Fehlmeldung"
        verbose_name_plural = "Fehlmeldungen"
        constraints = [
            models.UniqueConstraint(
                fields=["teilnahme", "datum", "lernort", "empfaenger"],
                condition=Q(art=Meldungsart.FEHLEN, zurueckgezogen_am=None),
                name="fehlmeldung_gilt_einmal",
            )
        ]
        indexes = [models.Index(fields=["empfaenger", "-erfasst_am"], name="fehlmeldung_empfaenger")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} am {self.datum:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Monatsabschluss(models.Model):
    """A measure's month, closed and signed; from then on its marks change only with a reason (JPS-32).

    `monat`: its first day. `unterschrift`: the name of who closed it, as it was then."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="monatsabschluesse")
    monat = models.DateField("Monat")
    abgeschlossen_am = models.DateTimeField("abgeschlossen am", db_default=Now(), editable=False)
    abgeschlossen_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unterschrift = models.CharField("Unterschrift", max_length=200)

    class Meta:
        verbose_name = "Monatsabschluss"
        verbose_name_plural = "Monatsabschlüsse"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "monat"], name="monatsabschluss_einmalig"),
            models.CheckConstraint(condition=Q(monat__day=1), name="monatsabschluss_am_ersten"),
        ]

    def __str__(self) -> str:
        return f"{self.monat:%m/%Y}"


@pghistory.track(*ereignisse())
class Monatskorrektur(models.Model):
    """What changed on a day after its month was closed. `vorher`, `nachher`: a mark, or why the day was or was no
    target day, in words. `lernort` is empty where the day itself changed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="monatskorrekturen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="monatskorrekturen")
    datum = models.DateField("Tag")
    lernort = models.CharField("Lernort", max_length=10, choices=Lernort, blank=True)
    vorher = models.CharField("vorher", max_length=100)
    nachher = models.CharField("nachher", max_length=100)
    grund = models.CharField("Grund", max_length=300)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Monatskorrektur"
        verbose_name_plural = "Monatskorrekturen"
        indexes = [models.Index(fields=["teilnahme", "datum"], name="monatskorrektur_tag")]

    def __str__(self) -> str:
        return f"{self.datum:%d.%m.%Y}: {self.vorher} → {self.nachher}"


class MonatslisteQuerySet(models.QuerySet["Monatsliste"]):
    def fuer(self, nutzer: Any) -> Self:
        """What was sent to the user's office, and what its own measures have sent or got as a copy."""
        stelle = nutzer.organisation_id
        if stelle is None:
            return self.none()
        return self.filter(Q(empfaenger=stelle) | Q(massnahme__traeger=stelle) | Q(massnahme__regionalbuero=stelle))


@pghistory.track(*ereignisse())
class Monatsliste(models.Model):
    """The list of a closed month for one AA/JC as it was released; the Regionalbüro of the measure has the copy.

    Never changes: a later version stands beside it. `spalten`: heads of the rows; `pruefsumme`: SHA-256 over head,
    columns and rows; `unterschrift`: who released it, as the name was then; `rechtsgrundlage`: DS-23."""

    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="monatslisten", verbose_name="Maßnahme")
    monat = models.DateField("Monat")
    empfaenger = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Empfänger")
    fassung = models.PositiveSmallIntegerField("Fassung")
    kopf = models.JSONField("Kopf")
    spalten = models.JSONField("Spalten")
    anzahl = models.PositiveIntegerField("Teilnehmende")
    pruefsumme = models.CharField("Prüfsumme", max_length=64)
    rechtsgrundlage = models.CharField("Rechtsgrundlage", max_length=500)
    freigegeben_am = models.DateTimeField("freigegeben am", db_default=Now(), editable=False)
    freigegeben_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unterschrift = models.CharField("freigegeben von", max_length=200)

    objects = MonatslisteQuerySet.as_manager()

    class Meta:
        verbose_name = "Monatsliste"
        verbose_name_plural = "Monatslisten"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "monat", "empfaenger", "fassung"], name="monatsliste_einmalig")
        ]
        indexes = [models.Index(fields=["empfaenger", "-freigegeben_am"], name="monatsliste_empfaenger")]

    def __str__(self) -> str:
        return f"Anwesenheit {self.monat:%m/%Y}, Fassung {self.fassung}"


@pghistory.track(*ereignisse())
class Monatslistenzeile(models.Model):
    """A participant on a released list. `inhalt`: one value per column of the list, as it was sent."""

    liste = models.ForeignKey(Monatsliste, models.CASCADE, related_name="zeilen")
    person = models.ForeignKey(Person, models.CASCADE, related_name="monatslistenzeilen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="monatslistenzeilen")
    nummer = models.PositiveIntegerField("Nummer")
    inhalt = models.JSONField("Inhalt")

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Zeile einer Monatsliste"
        verbose_name_plural = "Zeilen der Monatslisten"
        constraints = [models.UniqueConstraint(fields=["liste", "teilnahme"], name="monatslistenzeile_einmalig")]

    def __str__(self) -> str:
        return f"{self.nummer}"
