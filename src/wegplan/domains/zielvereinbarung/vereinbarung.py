"""Zielvereinbarung: one version of the agreement between Regionalbüro and provider on a project (JPS-80, JPS-81)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Seite, Vereinbarungsstand


@pghistory.track(*ereignisse())
class Zielvereinbarung(models.Model):
    """From the moment it is given out for signature its content stands in `inhalt` as people read it, with its
    checksum, and the database refuses every change. `ziele`: agreed values by indicator, `fristen`: by deadline."""

    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="+", verbose_name="Projekt")
    nummer = models.PositiveSmallIntegerField("Fassung")
    stand = models.CharField("Stand", max_length=20, choices=Vereinbarungsstand, default=Vereinbarungsstand.ENTWURF)
    stufen = models.JSONField("Stufen")
    laufzeit_von = models.DateField("Laufzeit von")
    laufzeit_bis = models.DateField("Laufzeit bis")
    geschlossen_zum = models.DateField("geschlossen am")
    bdl_anschrift = models.CharField("Anschrift des Bildungsdienstleisters", max_length=300, blank=True)
    bdl_vertreten = models.CharField("Bildungsdienstleister, vertreten durch", max_length=200)
    rb_anschrift = models.CharField("Anschrift des Regionalbüros", max_length=300, blank=True)
    rb_vertreten = models.CharField("Regionalbüro, vertreten durch", max_length=200)
    eckpunkte = models.DateField("Stand des Eckpunktekonzepts")
    ziele = models.JSONField("Vereinbarte Werte", default=dict)
    fristen = models.JSONField("Vereinbarte Fristen", default=dict)
    klauseln = models.TextField("Weitere Festlegungen", max_length=5000, blank=True)
    pruefung_am = models.DateField("Überprüfung am", null=True, blank=True)
    inhalt = models.JSONField("Inhalt bei der Unterschrift", default=dict)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Zielvereinbarung"
        verbose_name_plural = "Zielvereinbarungen"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "nummer"], name="zielvereinbarung_nummer_einmalig"),
            models.UniqueConstraint(
                fields=["massnahme"], condition=~Q(stand="geschlossen"), name="zielvereinbarung_eine_offene"
            ),
            models.CheckConstraint(
                condition=Q(laufzeit_bis__gte=F("laufzeit_von")), name="zielvereinbarung_laufzeit_vorwaerts"
            ),
            models.CheckConstraint(
                condition=Q(stand="entwurf", pruefsumme="") | ~Q(stand="entwurf") & ~Q(pruefsumme=""),
                name="zielvereinbarung_pruefsumme_mit_unterschrift",
            ),
        ]

    def __str__(self) -> str:
        return f"Zielvereinbarung, Fassung {self.nummer}"


@pghistory.track(*ereignisse())
class Zielunterschrift(models.Model):
    """The signature of one side: who, when, where, and whether it stands on the printed agreement."""

    vereinbarung = models.ForeignKey(Zielvereinbarung, models.CASCADE, related_name="unterschriften")
    seite = models.CharField("Seite", max_length=10, choices=Seite)
    name = models.CharField("Name", max_length=200)
    ort = models.CharField("Ort", max_length=100)
    am = models.DateField("Tag")
    auf_papier = models.BooleanField("auf dem gedruckten Exemplar", default=False)
    eingetragen_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Unterschrift"
        verbose_name_plural = "Unterschriften"
        constraints = [
            models.UniqueConstraint(fields=["vereinbarung", "seite"], name="zielunterschrift_je_seite_eine"),
        ]

    def __str__(self) -> str:
        return f"{self.get_seite_display()}: {self.name}, {self.am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Zielpruefung(models.Model):
    """The review at half of the term (JPS-81): when, with whom, what came of it."""

    vereinbarung = models.OneToOneField(Zielvereinbarung, models.CASCADE, related_name="pruefung")
    am = models.DateField("Tag der Überprüfung")
    beteiligte = models.CharField("Wer dabei war", max_length=300)
    ergebnis = models.TextField("Ergebnis", max_length=2000)
    fortschreiben = models.BooleanField("wird fortgeschrieben")
    von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Überprüfung"
        verbose_name_plural = "Überprüfungen"

    def __str__(self) -> str:
        return f"Überprüfung am {self.am:%d.%m.%Y}"
