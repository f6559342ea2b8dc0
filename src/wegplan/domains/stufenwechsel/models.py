"""Stufenwechsel; Standardverfahren and the Intervention that follows it; the kind of an interruption."""

import pghistory
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Now

from wegplan.domains.anwesenheit.models import Ausnahmezeit
from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht

from .arten import Grundlage, Interventionsausgang, Unterbrechungsart, Votum, Wechselstand

NUTZER = settings.AUTH_USER_MODEL
BEIDES = Q(einschaetzung="ja", zustimmung="ja")


@pghistory.track(*ereignisse())
class Stufenwechsel(Mitgebracht):
    """A recommended change of stage. Without assessment and consent it has no new Teilnahme: the database refuses.

    Who writes which part is held by a trigger: recommendation provider, assessment Regionalbüro, consent and new
    Teilnahme AA/JC (JPS-62)."""

    wechsel_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="stufenwechsel")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="stufenwechsel", verbose_name="Teilnahme")
    alte_stufe = models.CharField("bisherige Stufe", max_length=10, choices=Programmstufe)
    neue_stufe = models.CharField("empfohlene Stufe", max_length=10, choices=Programmstufe)
    begruendung = models.TextField("Begründung", max_length=2000)
    empfohlen_am = models.DateField("empfohlen am")
    empfohlen_von = models.ForeignKey(
        NUTZER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="empfohlen von"
    )
    zurueckgezogen_am = models.DateField("zurückgezogen am", null=True, blank=True)
    einschaetzung = models.CharField("Regionalbüro befürwortet", max_length=5, choices=Votum, blank=True)
    grundlage = models.CharField("Grundlage der Einschätzung", max_length=20, choices=Grundlage, blank=True)
    einschaetzung_text = models.TextField("Einschätzung", max_length=2000, blank=True)
    eingeschaetzt_am = models.DateField("eingeschätzt am", null=True, blank=True)
    eingeschaetzt_von = models.ForeignKey(
        NUTZER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="eingeschätzt von"
    )
    zustimmung = models.CharField("Agentur oder Jobcenter stimmt zu", max_length=5, choices=Votum, blank=True)
    zustimmung_text = models.TextField("Grund der Entscheidung", max_length=1000, blank=True)
    entschieden_am = models.DateField("entschieden am", null=True, blank=True)
    entschieden_von = models.ForeignKey(
        NUTZER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="entschieden von"
    )
    neue_teilnahme = models.OneToOneField(
        Teilnahme, models.CASCADE, null=True, blank=True, related_name="aus_wechsel", verbose_name="neue Teilnahme"
    )
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Stufenwechsel"
        verbose_name_plural = "Stufenwechsel"
        constraints = [
            models.UniqueConstraint(fields=["wechsel_id"], name="wechsel_id_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme"],
                condition=Q(neue_teilnahme__isnull=True, zurueckgezogen_am__isnull=True)
                & ~Q(einschaetzung="nein")
                & ~Q(zustimmung="nein"),
                name="wechsel_nur_einer_offen",
            ),
            models.CheckConstraint(
                condition=~Q(alte_stufe="EZU") & ~Q(neue_stufe="EZU") & ~Q(alte_stufe=F("neue_stufe")),
                name="wechsel_in_andere_stufe_ohne_ezu",
            ),
            models.CheckConstraint(
                condition=Q(einschaetzung="", eingeschaetzt_am__isnull=True, eingeschaetzt_von__isnull=True)
                | Q(eingeschaetzt_am__isnull=False)
                & (Q(eingeschaetzt_von__isnull=False) | Q(eingelesen_am__isnull=False))
                & ~Q(einschaetzung="")
                & ~Q(grundlage="")
                & ~Q(einschaetzung_text=""),
                name="wechsel_einschaetzung_ganz",
            ),
            models.CheckConstraint(
                condition=Q(zustimmung="", entschieden_am__isnull=True, entschieden_von__isnull=True)
                | Q(entschieden_am__isnull=False)
                & (Q(entschieden_von__isnull=False) | Q(eingelesen_am__isnull=False))
                & (Q(zustimmung="ja") | Q(zustimmung="nein") & ~Q(zustimmung_text="")),
                name="wechsel_zustimmung_ganz",
            ),
            models.CheckConstraint(
                condition=Q(neue_teilnahme__isnull=True) | BEIDES & Q(zurueckgezogen_am__isnull=True),
                name="wechsel_nur_mit_beidem",
            ),
            konto_oder_mitgebracht("empfohlen_von", "wechsel_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"Stufenwechsel {self.alte_stufe} nach {self.neue_stufe}"

    @property
    def stand(self) -> Wechselstand:
        """What has become of it; derived, so that it cannot contradict its parts."""
        if self.neue_teilnahme_id:
            return Wechselstand.DURCHGEFUEHRT
        if self.zurueckgezogen_am:
            return Wechselstand.ZURUECKGEZOGEN
        if Votum.NEIN in (self.einschaetzung, self.zustimmung):
            return Wechselstand.ABGELEHNT
        beide = self.einschaetzung == self.zustimmung == Votum.JA
        return Wechselstand.BEREIT if beide else Wechselstand.OFFEN


@pghistory.track(*ereignisse())
class Standardverfahren(Mitgebracht):
    """What a project does when success is at risk (JPS-60), a version. Agreed once the other office confirmed it; then
    it does not change any more. `schritte`: [{text, wer, tage}], `tage` after the begin of an intervention."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="standardverfahren", verbose_name="Maßnahme")
    fassung = models.PositiveSmallIntegerField("Fassung")
    schritte = models.JSONField("Schritte")
    stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="vorgeschlagen von")
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    vereinbart_am = models.DateField("vereinbart am", null=True, blank=True)
    vereinbart_von = models.ForeignKey(
        NUTZER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bestätigt von"
    )

    class Meta:
        verbose_name = "Standardverfahren"
        verbose_name_plural = "Standardverfahren"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "fassung"], name="standardverfahren_fassung_einmalig"),
            models.UniqueConstraint(
                fields=["massnahme"], condition=Q(vereinbart_am=None), name="standardverfahren_ein_entwurf"
            ),
        ]

    def __str__(self) -> str:
        return f"Standardverfahren, Fassung {self.fassung}"


@pghistory.track(*ereignisse())
class Intervention(Mitgebracht):
    """A participant at risk: the standard procedure of the project runs (JPS-60)."""

    # the database makes it up, so that whoever begins one need not
    intervention_id = models.CharField(
        "Kennzeichen", max_length=40, db_default=Cast(RandomUUID(), models.TextField()), editable=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="interventionen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="interventionen", verbose_name="Teilnahme")
    verfahren = models.ForeignKey(Standardverfahren, models.PROTECT, related_name="+", verbose_name="Verfahren")
    begonnen_am = models.DateField("begonnen am")
    begonnen_von = models.ForeignKey(
        NUTZER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="begonnen von"
    )
    anlass = models.CharField("Anlass", max_length=500)
    beendet_am = models.DateField("beendet am", null=True, blank=True)
    ausgang = models.CharField("Ausgang", max_length=20, choices=Interventionsausgang, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Intervention"
        verbose_name_plural = "Interventionen"
        constraints = [
            models.UniqueConstraint(fields=["intervention_id"], name="intervention_id_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme"], condition=Q(beendet_am=None), name="intervention_nur_eine_offen"
            ),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True, ausgang="") | Q(beendet_am__gte=F("begonnen_am")) & ~Q(ausgang=""),
                name="intervention_beendet_mit_ausgang",
            ),
            konto_oder_mitgebracht("begonnen_von", "intervention_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"Intervention vom {self.begonnen_am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Interventionsschritt(models.Model):
    """A step of the procedure in one intervention, with its result."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="schritte")
    nummer = models.PositiveSmallIntegerField("Nummer")
    text = models.CharField("Was", max_length=300)
    wer = models.CharField("Wer", max_length=20, choices=Planverantwortung)
    faellig = models.DateField("fällig")
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    erledigt_von = models.ForeignKey(
        NUTZER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="erledigt von"
    )
    ergebnis = models.CharField("Ergebnis", max_length=500, blank=True)

    class Meta:
        verbose_name = "Schritt einer Intervention"
        verbose_name_plural = "Schritte der Interventionen"
        constraints = [
            models.UniqueConstraint(fields=["intervention", "nummer"], name="interventionsschritt_einmalig"),
            models.CheckConstraint(
                condition=Q(erledigt_am__isnull=True, ergebnis="") | Q(erledigt_am__isnull=False) & ~Q(ergebnis=""),
                name="interventionsschritt_mit_ergebnis",
            ),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track(*ereignisse())
class Unterbrechung(models.Model):
    """Why a Teilnahme is interrupted (JPS-64). From and to stand in the days off alone; the kind is sensitive, only
    those who enter attendance read it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="unterbrechungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="unterbrechungen", verbose_name="Teilnahme")
    zeit = models.OneToOneField(Ausnahmezeit, models.CASCADE, related_name="unterbrechung", verbose_name="Zeit")
    art = models.CharField("Art", max_length=20, choices=Unterbrechungsart)

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Unterbrechung"
        verbose_name_plural = "Unterbrechungen"

    def __str__(self) -> str:
        return str(self.get_art_display())
