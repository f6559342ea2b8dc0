"""Planfassung: one version of the plan of a Teilnahme, with its goals and steps."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Horizont, Planstand, Planverantwortung, Zielbereich, Zielstand

MIT_NAMEN = ~Q(verantwortlich="dritte") | ~Q(verantwortlich_name="")


class PlanfassungQuerySet(TeilnahmeBezogenQuerySet):
    """Drafts for those who write the plan, signed versions for those who read its goals."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.FOERDERZIELE_LESEN) -> Self:
        """Only versions with which `nutzer` may do `aktion` today."""
        erlaubt = super().fuer(nutzer, aktion)
        if nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
            return erlaubt
        return erlaubt.filter(stand=Planstand.UNTERSCHRIEBEN)


@pghistory.track(*ereignisse())
class Planfassung(models.Model):
    """Signed, neither it nor its goals change any more: the database refuses (JPS-11, JPS-12)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="planfassungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="planfassungen", verbose_name="Teilnahme")
    nummer = models.PositiveSmallIntegerField("Nummer")
    stand = models.CharField("Stand", max_length=20, choices=Planstand, default=Planstand.ENTWURF)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="angelegt von"
    )
    pruefung_am = models.DateField("nächste Überprüfung am")
    unterschrieben_am = models.DateField("unterschrieben am", null=True, blank=True)
    name_teilnehmend = models.CharField("Name der Teilnehmerin oder des Teilnehmers", max_length=200, blank=True)
    name_fachkraft = models.CharField("Name der Fachkraft", max_length=200, blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)

    objects = PlanfassungQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung des Förderplans"
        verbose_name_plural = "Fassungen des Förderplans"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "nummer"], name="planfassung_nummer_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme"], condition=Q(stand="entwurf"), name="planfassung_nur_ein_entwurf"
            ),
            models.CheckConstraint(
                condition=Q(stand="entwurf", unterschrieben_am__isnull=True, pruefsumme="")
                | Q(stand="unterschrieben", unterschrieben_am__isnull=False)
                & ~Q(pruefsumme="")
                & ~Q(name_teilnehmend="")
                & ~Q(name_fachkraft=""),
                name="planfassung_unterschrift_ganz",
            ),
            models.CheckConstraint(
                condition=Q(unterschrieben_am__isnull=True) | Q(pruefung_am__gt=F("unterschrieben_am")),
                name="planfassung_pruefung_danach",
            ),
        ]

    def __str__(self) -> str:
        return f"Förderplan, Fassung {self.nummer}"


@pghistory.track(*ereignisse())
class Foerderziel(models.Model):
    """A goal in the participant's own words. `kennung` stays the same in later versions, so that they compare."""

    fassung = models.ForeignKey(Planfassung, models.CASCADE, related_name="ziele")
    kennung = models.CharField("Kennung", max_length=40)
    horizont = models.CharField("Nah- oder Fernziel", max_length=10, choices=Horizont)
    bereich = models.CharField("Bereich", max_length=20, choices=Zielbereich)
    wortlaut = models.TextField("Ziel in eigenen Worten", max_length=1000)
    fachsprache = models.TextField("Ziel in den Worten der Fachkraft", max_length=1000, blank=True)
    methode = models.TextField("So gehen wir vor", max_length=1000, blank=True)
    verantwortlich = models.CharField("Verantwortlich", max_length=20, choices=Planverantwortung)
    verantwortlich_name = models.CharField("Wer genau", max_length=200, blank=True)
    bis = models.DateField("Bis wann")
    zielstand = models.CharField("Stand", max_length=20, choices=Zielstand, default=Zielstand.OFFEN)
    ergebnis = models.TextField("Ergebnis", max_length=1000, blank=True)

    class Meta:
        verbose_name = "Förderziel"
        verbose_name_plural = "Förderziele"
        constraints = [
            models.UniqueConstraint(fields=["fassung", "kennung"], name="foerderziel_kennung_einmalig"),
            models.CheckConstraint(condition=MIT_NAMEN, name="foerderziel_dritte_mit_namen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_horizont_display()}: {self.wortlaut[:60]}"


@pghistory.track(*ereignisse())
class Zielschritt(models.Model):
    """A task or milestone of a goal: what, who, by when, done."""

    ziel = models.ForeignKey(Foerderziel, models.CASCADE, related_name="schritte")
    kennung = models.CharField("Kennung", max_length=40)
    text = models.CharField("Was ist zu tun?", max_length=300)
    verantwortlich = models.CharField("Wer macht es?", max_length=20, choices=Planverantwortung)
    verantwortlich_name = models.CharField("Wer genau", max_length=200, blank=True)
    bis = models.DateField("Bis wann")
    erledigt_am = models.DateField("Erledigt am", null=True, blank=True)

    class Meta:
        verbose_name = "Schritt zum Ziel"
        verbose_name_plural = "Schritte zum Ziel"
        constraints = [
            models.UniqueConstraint(fields=["ziel", "kennung"], name="zielschritt_kennung_einmalig"),
            models.CheckConstraint(condition=MIT_NAMEN, name="zielschritt_dritte_mit_namen"),
        ]

    def __str__(self) -> str:
        return self.text
