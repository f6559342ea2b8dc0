"""Gutachten with its protected part, the opening talk, and information events with their invitations."""

from datetime import date
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.uebergang.arten import Profilingergebnis
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht

from .arten import Besuch, Gutachtenart, Gutachtenstand


class ZuweisungBezogenQuerySet(PersonBezogenQuerySet):
    """What hangs on an assignment: for offices, for its Regionalbüro, and from the handover on for its provider, as
    long as the assignment has not ended without an entry (DS-02)."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.PROFILING_LESEN) -> Self:
        """Only rows with which `nutzer` may do `aktion` today."""
        erlaubt = super().fuer(nutzer, aktion)
        if not nutzer.nur_eigene_massnahmen:
            return erlaubt
        stelle = nutzer.organisation_id
        if nutzer.darf(Aktion.PROFILING_SCHREIBEN):
            return erlaubt.filter(zuweisung__regionalbuero=stelle)
        wirksam = Q(zuweisung__beendet_am__isnull=True) | Q(zuweisung__teilnahme__isnull=False)
        uebergeben = Q(zuweisung__traeger=stelle, zuweisung__uebergeben_am__lte=timezone.localdate())
        return erlaubt.filter(wirksam & uebergeben)


class GutachtenQuerySet(ZuweisungBezogenQuerySet):
    """Drafts for those who write them: of EZU's document both sides, of a Kurzgutachten the Regionalbüro."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.PROFILING_LESEN) -> Self:
        erlaubt = super().fuer(nutzer, aktion)
        if nutzer.darf(Aktion.PROFILING_SCHREIBEN):
            return erlaubt
        fertig = Q(stand=Gutachtenstand.ABGESCHLOSSEN)
        if nutzer.darf(Aktion.UEBERGABE_ERFASSEN):
            return erlaubt.filter(fertig | Q(art=Gutachtenart.UNTERSTUETZUNGSBEDARF))
        return erlaubt.filter(fertig)


@pghistory.track(*ereignisse())
class Gutachten(Mitgebracht):
    """A version of the Kurzgutachten, or of EZU's Individueller Unterstützungsbedarf. Finished, it never changes.

    `texte`: section (arten.ABSCHNITTE) → text. `quellen`: section → where the software took the first words from.
    A version that was brought in has neither account nor checksum: this program did not see it finished."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="gutachten")
    zuweisung = models.ForeignKey(Zuweisung, models.CASCADE, related_name="gutachten", verbose_name="Zuweisung")
    art = models.CharField("Art", max_length=30, choices=Gutachtenart)
    nummer = models.PositiveSmallIntegerField("Nummer")
    stand = models.CharField("Stand", max_length=20, choices=Gutachtenstand, default=Gutachtenstand.ENTWURF)
    begonnen_am = models.DateField("begonnen am")
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="angelegt von"
    )
    texte = models.JSONField("Texte", default=dict, db_default={})
    quellen = models.JSONField("Quellen", default=dict, db_default={})
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Profilingergebnis, blank=True)
    stufe = models.CharField("empfohlene Stufe", max_length=10, choices=Programmstufe, blank=True)
    massnahme = models.ForeignKey(
        Massnahme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="empfohlenes Projekt"
    )
    abgeschlossen_am = models.DateField("abgeschlossen am", null=True, blank=True)
    name_fachkraft = models.CharField("Name der Fachkraft", max_length=200, blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)
    # of the protected part, which fewer read; the checksum above covers this one
    pruefsumme_geschuetzt = models.CharField("Prüfsumme der geschützten Angaben", max_length=64, blank=True)

    objects = GutachtenQuerySet.as_manager()

    class Meta:
        verbose_name = "Gutachten"
        verbose_name_plural = "Gutachten"
        constraints = [
            models.UniqueConstraint(fields=["zuweisung", "art", "nummer"], name="gutachten_nummer_einmalig"),
            models.UniqueConstraint(
                fields=["zuweisung", "art"], condition=Q(stand="entwurf"), name="gutachten_nur_ein_entwurf"
            ),
            models.CheckConstraint(
                condition=Q(stand="entwurf", abgeschlossen_am__isnull=True, pruefsumme="")
                | Q(stand="abgeschlossen", abgeschlossen_am__gte=F("begonnen_am"))
                & (~Q(pruefsumme="") | Q(angelegt_von__isnull=True))
                & ~Q(name_fachkraft="")
                & (~Q(ergebnis="") | Q(art="unterstuetzungsbedarf")),
                name="gutachten_abschluss_ganz",
            ),
            konto_oder_mitgebracht("angelegt_von", "gutachten_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, Fassung {self.nummer}"


@pghistory.track(*ereignisse())
class Schutzteil(models.Model):
    """What a Gutachten says on health, debts and the like: Art. 9, read with an own reason only (DS-05)."""

    gutachten = models.OneToOneField(Gutachten, models.CASCADE, related_name="schutzteil")
    texte = models.JSONField("geschützte Angaben", default=dict)

    class Meta:
        verbose_name = "Geschützte Angaben eines Gutachtens"
        verbose_name_plural = "Geschützte Angaben von Gutachten"

    def __str__(self) -> str:
        return "Geschützte Angaben"


@pghistory.track(*ereignisse())
class Auftaktgespraech(Mitgebracht):
    """What Regionalbüro and provider (and the participant) agreed on at the handover (JPS-03). The day stands on the
    assignment."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    zuweisung = models.OneToOneField(Zuweisung, models.CASCADE, related_name="auftakt", verbose_name="Zuweisung")
    mit_rb = models.CharField("für das Regionalbüro", max_length=200)
    mit_bdl = models.CharField("für den Träger", max_length=200)
    mit_tn = models.BooleanField("Die Person war dabei")
    qualifizierung = models.TextField("Verlauf der Qualifizierung", max_length=2000)
    betreuung = models.TextField("Sozialpädagogische Betreuung", max_length=2000)
    unterstuetzung = models.TextField("Individuelle Unterstützung", max_length=2000)
    erfasst_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="erfasst von"
    )

    objects = ZuweisungBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Auftaktgespräch"
        verbose_name_plural = "Auftaktgespräche"
        constraints = [konto_oder_mitgebracht("erfasst_von", "auftakt_von_jemand")]

    def __str__(self) -> str:
        return "Auftaktgespräch"


class VeranstaltungQuerySet(models.QuerySet[Any]):
    """Each Regionalbüro has its own events."""

    def fuer(self, nutzer: Any) -> Self:
        """Only events of the own Regionalbüro."""
        if not nutzer.darf(Aktion.PROFILING_SCHREIBEN):
            return self.none()
        return self.filter(regionalbuero=nutzer.organisation_id)


@pghistory.track(*ereignisse())
class Veranstaltung(models.Model):
    """An information event of a Regionalbüro (JPS-01). `amt`: the office whose customers it is for; empty = all."""

    kennung = models.CharField("Kennzeichen", max_length=40)
    regionalbuero = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Regionalbüro")
    am = models.DateField("Tag")
    ort = models.CharField("Ort", max_length=200)
    amt = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Agentur oder Jobcenter"
    )
    plaetze = models.PositiveSmallIntegerField("Plätze")

    objects = VeranstaltungQuerySet.as_manager()

    class Meta:
        verbose_name = "Informationsveranstaltung"
        verbose_name_plural = "Informationsveranstaltungen"
        constraints = [
            models.UniqueConstraint(fields=["kennung"], name="veranstaltung_kennung_einmalig"),
            models.CheckConstraint(condition=Q(plaetze__gte=1), name="veranstaltung_mit_plaetzen"),
        ]

    def __str__(self) -> str:
        tag: date = self.am
        return f"Informationsveranstaltung am {tag:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Einladung(models.Model):
    """One person, one event: invited, and whether they came."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    zuweisung = models.ForeignKey(Zuweisung, models.CASCADE, related_name="einladungen", verbose_name="Zuweisung")
    veranstaltung = models.ForeignKey(Veranstaltung, models.CASCADE, related_name="einladungen")
    eingeladen_am = models.DateField("eingeladen am")
    besuch = models.CharField("Besuch", max_length=20, choices=Besuch, default=Besuch.EINGELADEN)

    objects = ZuweisungBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        constraints = [
            models.UniqueConstraint(fields=["veranstaltung", "zuweisung"], name="einladung_einmal_je_veranstaltung")
        ]

    def __str__(self) -> str:
        return self.get_besuch_display()
