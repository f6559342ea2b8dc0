"""Qualifizierungsplan: one version of what a participant learns, its modules, and what became of them."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.foerderung.models import Zertifikat
from wegplan.domains.foerderung.sicht import ZweckgebundenQuerySet
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht

from .arten import Modulart, Modulausgang, Planstand, Verkuerzung, Wechselergebnis

STUNDEN_HOECHSTENS = 5000


class QualifizierungsQuerySet(ZweckgebundenQuerySet):
    """Everything of this area is read by who may read plans."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.QUALIFIZIERUNGSPLAN_LESEN) -> Self:
        """Only rows with which `nutzer` may do `aktion` today."""
        return super().fuer(nutzer, aktion)


class PlanQuerySet(QualifizierungsQuerySet):
    """Drafts only for those who write plans."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.QUALIFIZIERUNGSPLAN_LESEN) -> Self:
        erlaubt = super().fuer(nutzer, aktion)
        if nutzer.darf(Aktion.QUALIFIZIERUNGSPLAN_SCHREIBEN):
            return erlaubt
        return erlaubt.filter(stand=Planstand.UEBERGEBEN)


@pghistory.track(*ereignisse())
class Qualifizierungsplan(Mitgebracht):
    """A version; handed to the Regionalbüro, neither it nor its modules change any more (JPS-20)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="qualifizierungsplaene")
    teilnahme = models.ForeignKey(
        Teilnahme, models.CASCADE, related_name="qualifizierungsplaene", verbose_name="Teilnahme"
    )
    nummer = models.PositiveSmallIntegerField("Nummer")
    stand = models.CharField("Stand", max_length=20, choices=Planstand, default=Planstand.ENTWURF)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="angelegt von"
    )
    ziel = models.CharField("Qualifizierungsziel", max_length=200, blank=True)
    inhalte = models.TextField("Fachliche Inhalte", max_length=2000, blank=True)
    praxis = models.TextField("Praxis", max_length=2000, blank=True)
    uebergeben_am = models.DateField("übergeben am", null=True, blank=True)
    name_fachkraft = models.CharField("Name der Fachkraft", max_length=200, blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "Qualifizierungsplan"
        verbose_name_plural = "Qualifizierungspläne"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "nummer"], name="qualifizierungsplan_nummer_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme"], condition=Q(stand="entwurf"), name="qualifizierungsplan_nur_ein_entwurf"
            ),
            models.CheckConstraint(
                condition=Q(stand="entwurf", uebergeben_am__isnull=True, pruefsumme="")
                | Q(stand="uebergeben", uebergeben_am__isnull=False)
                & (~Q(pruefsumme="") | Q(angelegt_von__isnull=True))
                & ~Q(name_fachkraft=""),
                name="qualifizierungsplan_uebergabe_ganz",
            ),
            konto_oder_mitgebracht("angelegt_von", "qualifizierungsplan_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"Qualifizierungsplan, Fassung {self.nummer}"


class Modulangaben(models.Model):
    """What a module is, in the catalogue of a project and in a plan. `kennung` is the same in both and in every
    version, so that results belong to it."""

    kennung = models.CharField("Kennung", max_length=40)
    reihe = models.PositiveSmallIntegerField("Reihenfolge", validators=[MinValueValidator(1), MaxValueValidator(999)])
    bezeichnung = models.CharField("Modul", max_length=200)
    lernziel = models.TextField("Das soll die Person danach können", max_length=1000, blank=True)
    art = models.CharField("Art", max_length=20, choices=Modulart, default=Modulart.FACHLICH)
    stunden = models.PositiveSmallIntegerField(
        "Stunden", validators=[MinValueValidator(1), MaxValueValidator(STUNDEN_HOECHSTENS)]
    )
    nach_ordnung = models.BooleanField("Modul der Ausbildungsordnung", default=False)
    teilqualifikation = models.BooleanField("schließt mit einer Teilqualifikation ab", default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.bezeichnung


@pghistory.track(*ereignisse())
class Lernmodul(Modulangaben):
    """A module of a version."""

    plan = models.ForeignKey(Qualifizierungsplan, models.CASCADE, related_name="module")
    geplant_bis = models.DateField("geplant bis", null=True, blank=True)

    class Meta:
        verbose_name = "Modul"
        verbose_name_plural = "Module"
        constraints = [
            models.UniqueConstraint(fields=["plan", "kennung"], name="lernmodul_kennung_einmalig"),
            models.CheckConstraint(condition=Q(stunden__range=(1, STUNDEN_HOECHSTENS)), name="lernmodul_stunden"),
        ]


@pghistory.track(*ereignisse())
class Katalogmodul(Modulangaben):
    """A module that plans of a project may start with. No personal data; plans hold copies (JPS-20)."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="katalogmodule", verbose_name="Projekt")

    class Meta:
        verbose_name = "Modul eines Katalogs"
        verbose_name_plural = "Module eines Katalogs"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "kennung"], name="katalogmodul_kennung_einmalig"),
            models.CheckConstraint(condition=Q(stunden__range=(1, STUNDEN_HOECHSTENS)), name="katalogmodul_stunden"),
        ]


@pghistory.track(*ereignisse())
class Modulergebnis(models.Model):
    """What became of a module, one each. `zertifikat`: the paper of a Teilqualifikation, kept with all others."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="modulergebnisse")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="modulergebnisse")
    kennung = models.CharField("Kennung", max_length=40)
    ausgang = models.CharField("Ergebnis", max_length=20, choices=Modulausgang)
    am = models.DateField("am")
    note = models.CharField("Note oder Bemerkung", max_length=100, blank=True, db_default="")
    zertifikat = models.ForeignKey(Zertifikat, models.SET_NULL, null=True, blank=True, related_name="+")
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = QualifizierungsQuerySet.as_manager()

    class Meta:
        verbose_name = "Ergebnis eines Moduls"
        verbose_name_plural = "Ergebnisse von Modulen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "kennung"], name="modulergebnis_einmalig"),
            models.CheckConstraint(
                condition=Q(zertifikat__isnull=True) | Q(ausgang="bestanden"), name="modulergebnis_zertifikat_bestanden"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ausgang_display()} am {self.am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Ausbildungsrahmen(models.Model):
    """QAB: begin of the training, and the agreement with the zuständige Stelle on the plan; one each (JPS-21)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="ausbildungsrahmen")
    teilnahme = models.OneToOneField(Teilnahme, models.CASCADE, related_name="ausbildungsrahmen")
    beginn = models.DateField("Beginn der Ausbildung oder Umschulung")
    stelle = models.CharField("Zuständige Stelle", max_length=200, blank=True, db_default="")
    abgestimmt_am = models.DateField("abgestimmt am", null=True, blank=True)
    aktenzeichen = models.CharField("Aktenzeichen der Stelle", max_length=100, blank=True, db_default="")
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = QualifizierungsQuerySet.as_manager()

    class Meta:
        verbose_name = "Rahmen der Ausbildung"
        verbose_name_plural = "Rahmen der Ausbildungen"
        constraints = [
            models.CheckConstraint(
                condition=Q(abgestimmt_am__isnull=True) | ~Q(stelle=""), name="ausbildungsrahmen_mit_stelle"
            )
        ]

    def __str__(self) -> str:
        return f"Ausbildung ab {self.beginn:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Verkuerzungspruefung(models.Model):
    """QAB: that it was checked whether the training can be shortened; the newest counts (JPS-21)."""

    verkuerzung_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="verkuerzungspruefungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="verkuerzungspruefungen")
    geprueft_am = models.DateField("geprüft am")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Verkuerzung)
    monate = models.PositiveSmallIntegerField("um Monate", null=True, blank=True)
    grund = models.TextField("Begründung", max_length=1000)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = QualifizierungsQuerySet.as_manager()

    class Meta:
        verbose_name = "Prüfung der Verkürzung"
        verbose_name_plural = "Prüfungen der Verkürzung"
        constraints = [
            models.UniqueConstraint(fields=["verkuerzung_id"], name="verkuerzung_id_einmalig"),
            models.CheckConstraint(
                condition=Q(ergebnis="verkuerzt", monate__range=(1, 24))
                | ~Q(ergebnis="verkuerzt") & Q(monate__isnull=True),
                name="verkuerzungspruefung_monate",
            ),
        ]

    def __str__(self) -> str:
        um = f" um {self.monate} Monate" if self.monate else ""
        return f"{self.get_ergebnis_display()}{um}"


@pghistory.track(*ereignisse())
class Wechselpruefung(models.Model):
    """QAB klassisch: the check of a move, due some months after the begin; one for each term (JPS-21)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="wechselpruefungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="wechselpruefungen")
    nach_monaten = models.PositiveSmallIntegerField("nach Monaten")
    geprueft_am = models.DateField("geprüft am")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Wechselergebnis)
    grund = models.TextField("Begründung", max_length=1000)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = QualifizierungsQuerySet.as_manager()

    class Meta:
        verbose_name = "Prüfung des Wechsels"
        verbose_name_plural = "Prüfungen des Wechsels"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "nach_monaten"], name="wechselpruefung_einmalig"),
            models.CheckConstraint(condition=Q(nach_monaten__gt=0) & ~Q(grund=""), name="wechselpruefung_ganz"),
        ]
        ordering = [F("nach_monaten")]

    def __str__(self) -> str:
        return f"nach {self.nach_monaten} Monaten: {self.get_ergebnis_display()}"
