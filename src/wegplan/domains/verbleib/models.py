"""Ergebnis, Verbleib, Merkmal: how a Teilnahme ended and what became of the person (JPS-71, JPS-72, JPS-95)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.foerderung.sicht import ZweckgebundenQuerySet
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse


class Ergebnisart(models.TextChoices):
    BERUFSABSCHLUSS = "berufsabschluss", "Berufsabschluss"
    TEILQUALIFIKATION = "teilqualifikation", "Teilqualifikation"
    ZERTIFIKAT = "zertifikat", "Zertifikat"
    TEILGENOMMEN = "teilgenommen", "teilgenommen"
    OHNE = "ohne", "ohne Ergebnis"


class Anschluss(models.TextChoices):
    ARBEIT = "arbeit", "Arbeit"
    AUSBILDUNG_QUALIFIZIERUNG = "ausbildung_qualifizierung", "Ausbildung oder Qualifizierung"
    WEITERFUEHRENDE_MASSNAHME = "weiterfuehrende_massnahme", "weiterführende Maßnahme"
    SONSTIGE = "sonstige", "sonstiger Anschluss"
    KEINE = "keine", "kein Anschluss"
    UNBEKANNT = "unbekannt", "unbekannt"


class Zeitpunkt(models.TextChoices):
    AUSTRITT = "austritt", "beim Austritt"
    NACH_6_MONATEN = "nach_6_monaten", "sechs Monate nach dem Austritt"


class Verbleibsstatus(models.TextChoices):
    ARBEITSUCHEND = "arbeitsuchend", "arbeitsuchend"
    WEITERFUEHRENDE_MASSNAHME = "weiterfuehrende_massnahme", "in einer weiterführenden Maßnahme"
    SV_BESCHAEFTIGT = "sv_beschaeftigt", "sozialversicherungspflichtig beschäftigt"
    MINIJOB = "minijob", "in einem Minijob"
    SELBSTSTAENDIG = "selbststaendig", "selbstständig"
    ERWERBSTAETIG = "erwerbstaetig", "erwerbstätig, Art nicht bekannt"
    ELTERNZEIT = "elternzeit", "in Elternzeit"
    REHA_RENTE_SONSTIGES = "reha_rente_sonstiges", "Reha, Rente oder Sonstiges"
    UNBEKANNT = "unbekannt", "unbekannt"


V = Verbleibsstatus
IN_ARBEIT = (V.SV_BESCHAEFTIGT, V.MINIJOB, V.SELBSTSTAENDIG, V.ERWERBSTAETIG)


class Merkmalsart(models.TextChoices):
    LANGZEITARBEITSLOS = "langzeitarbeitslos", "langzeitarbeitslos"
    BERUFSABSCHLUSS = "berufsabschluss", "Berufsabschluss"
    ALLEINERZIEHEND = "alleinerziehend", "alleinerziehend"
    BEHINDERUNG = "behinderung", "Behinderung"
    MIGRATION = "migration", "Migrationshintergrund"
    LEISTUNGSBEZUG = "leistungsbezug", "Leistungsbezug"
    SCHULABSCHLUSS = "schulabschluss", "Schulabschluss"


@pghistory.track(*ereignisse())
class Ergebnis(models.Model):
    """The result of a Teilnahme, one each. Empty answers are not known, or do not concern its stage."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="ergebnisse")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="ergebnisse")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnisart, blank=True)
    verkuerzbar = models.BooleanField("verkürzbar", null=True, blank=True)
    verkuerzt = models.BooleanField("verkürzt", null=True, blank=True)
    in_arbeit_nach_qualifizierung = models.BooleanField("in Arbeit nach der Qualifizierung", null=True, blank=True)
    in_arbeit_ende_einstiegsbegleitung = models.BooleanField(
        "in Arbeit am Ende der Einstiegsbegleitung", null=True, blank=True
    )
    anschluss = models.CharField("Anschluss", max_length=30, choices=Anschluss, blank=True)
    berufsfeld = models.CharField("Berufsfeld", max_length=200, blank=True, db_default="")
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Ergebnis"
        verbose_name_plural = "Ergebnisse"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme"], name="ergebnis_einmalig"),
            models.CheckConstraint(condition=Q(ergebnis__in=["", *Ergebnisart.values]), name="ergebnis_bekannt"),
            models.CheckConstraint(
                condition=Q(anschluss__in=["", *Anschluss.values]), name="ergebnis_anschluss_bekannt"
            ),
        ]

    def __str__(self) -> str:
        return f"Ergebnis: {self.get_ergebnis_display() or 'nicht bekannt'}"


@pghistory.track(*ereignisse())
class Verbleib(models.Model):
    """One of perhaps several status of a person at exit or six months after. `arbeitgeber`: only of who is in work."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="verbleibe")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="verbleibe")
    zeitpunkt = models.CharField("Zeitpunkt", max_length=20, choices=Zeitpunkt)
    status = models.CharField("Status", max_length=30, choices=Verbleibsstatus)
    erhoben_am = models.DateField("erhoben am", null=True, blank=True)
    arbeitgeber = models.CharField("Arbeitgeber", max_length=200, blank=True, db_default="")
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Verbleib"
        verbose_name_plural = "Verbleibe"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "zeitpunkt", "status"], name="verbleib_einmalig"),
            models.CheckConstraint(condition=Q(zeitpunkt__in=Zeitpunkt.values), name="verbleib_zeitpunkt_bekannt"),
            models.CheckConstraint(condition=Q(status__in=Verbleibsstatus.values), name="verbleib_status_bekannt"),
            models.CheckConstraint(
                condition=Q(arbeitgeber="") | Q(status__in=[s.value for s in IN_ARBEIT]),
                name="verbleib_arbeitgeber_nur_in_arbeit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_zeitpunkt_display()}: {self.get_status_display()}"


@pghistory.track(*ereignisse())
class Merkmal(models.Model):
    """A characteristic on a day, for figures only (JPS-95). Art. 9 data: no session of a user reads it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="merkmale")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="merkmale")
    merkmal = models.CharField("Merkmal", max_length=20, choices=Merkmalsart)
    stichtag = models.DateField("Stichtag")
    wert = models.CharField("Wert", max_length=200, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Merkmal"
        verbose_name_plural = "Merkmale"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "merkmal", "stichtag"], name="merkmal_einmalig"),
            models.CheckConstraint(condition=Q(merkmal__in=Merkmalsart.values), name="merkmal_bekannt"),
        ]

    def __str__(self) -> str:
        return f"{self.get_merkmal_display()} am {self.stichtag:%d.%m.%Y}"
