"""How a Teilnahme ended and what became of the person, and what surrounds the exit (JPS-70 to JPS-73, JPS-95)."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
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


class Beteiligte(models.TextChoices):
    """Who took part in agreeing on what comes after (JPS-70)."""

    TEILNEHMENDE = "teilnehmende", "teilnehmende Person"
    BDL = "bdl", "Bildungsdienstleister"
    RB = "rb", "Regionalbüro"
    AAJC = "aajc", "Agentur oder Jobcenter"


class Fragebogenzeitpunkt(models.TextChoices):
    """When the funding bank's questionnaire is filled in (JPS-73)."""

    BEGINN = "beginn", "zu Beginn"
    AUSTRITT = "austritt", "beim Austritt"
    NACH_6_MONATEN = "nach_6_monaten", "sechs Monate nach dem Austritt"


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


@pghistory.track(*ereignisse())
class Anschlussperspektive(models.Model):
    """What was agreed before the end of a Teilnahme about the time after it, one each (JPS-70)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="anschlussperspektiven")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="anschlussperspektiven")
    vereinbart_am = models.DateField("vereinbart am")
    beteiligt = ArrayField(models.CharField(max_length=20, choices=Beteiligte), verbose_name="beteiligt")
    empfehlungen = models.TextField("Anschlussperspektive und Empfehlungen", max_length=2000)
    bedarf = models.TextField("weiterer Unterstützungsbedarf", max_length=2000, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Anschlussperspektive"
        verbose_name_plural = "Anschlussperspektiven"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme"], name="anschlussperspektive_einmalig"),
            models.CheckConstraint(
                condition=Q(beteiligt__contained_by=list(Beteiligte.values), beteiligt__len__gt=0),
                name="anschlussperspektive_beteiligte_bekannt",
            ),
        ]

    def __str__(self) -> str:
        return f"Anschlussperspektive vom {self.vereinbart_am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Einstiegsbegleitung(models.Model):
    """Support in the new job, stage 3 only, one each (JPS-72). Whether somebody still worked at its end says the
    Ergebnis."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="einstiegsbegleitungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="einstiegsbegleitungen")
    teilgenommen = models.BooleanField("teilgenommen")
    beginn = models.DateField("Beginn", null=True, blank=True)
    ende = models.DateField("Ende", null=True, blank=True)
    arbeitgeber = models.CharField("Arbeitgeber", max_length=200, blank=True)
    kontakte = models.PositiveSmallIntegerField("Anzahl der Kontakte", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Einstiegsbegleitung"
        verbose_name_plural = "Einstiegsbegleitungen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme"], name="einstiegsbegleitung_einmalig"),
            models.CheckConstraint(
                condition=Q(teilgenommen=True, beginn__isnull=False)
                | Q(teilgenommen=False, beginn=None, ende=None, arbeitgeber="", kontakte=None),
                name="einstiegsbegleitung_nur_wer_teilnahm",
            ),
            models.CheckConstraint(
                condition=Q(ende=None) | Q(ende__gte=F("beginn")), name="einstiegsbegleitung_ende_nach_beginn"
            ),
        ]

    def __str__(self) -> str:
        return f"Einstiegsbegleitung ab {self.beginn:%d.%m.%Y}" if self.beginn else "keine Einstiegsbegleitung"


@pghistory.track(*ereignisse())
class Fragebogen(models.Model):
    """That the funding bank's questionnaire was filled in, not what it says (JPS-73)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="frageboegen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="frageboegen")
    zeitpunkt = models.CharField("Zeitpunkt", max_length=20, choices=Fragebogenzeitpunkt)
    ausgefuellt_am = models.DateField("ausgefüllt am")
    vollstaendig = models.BooleanField("vollständig")
    weitergegeben_am = models.DateField("an das Regionalbüro weitergegeben am", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Fragebogen"
        verbose_name_plural = "Fragebögen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "zeitpunkt"], name="fragebogen_einmalig"),
            models.CheckConstraint(
                condition=Q(zeitpunkt__in=Fragebogenzeitpunkt.values), name="fragebogen_zeitpunkt_bekannt"
            ),
            models.CheckConstraint(
                condition=Q(weitergegeben_am=None) | Q(weitergegeben_am__gte=F("ausgefuellt_am")),
                name="fragebogen_erst_ausgefuellt",
            ),
        ]

    def __str__(self) -> str:
        return f"Fragebogen {self.get_zeitpunkt_display()}"
