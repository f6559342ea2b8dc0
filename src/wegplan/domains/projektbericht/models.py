"""Projektbericht: one version of the report on a project and period (JPS-92)."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.bericht.rules import wort
from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Stand
from .nachweise import Gremiensitzung, Mobilitaetshilfe, Unternehmenskontakt

__all__ = ["Gremiensitzung", "Mobilitaetshilfe", "Projektbericht", "Unternehmenskontakt"]
LANG = 3000
# fields with what people write, one per section of the rule file
TEXTE = (
    "fehlzeiten",
    "betreuung",
    "qualifikationen",
    "praktika",
    "unternehmen",
    "mobilitaet",
    "gremien",
    "ziele",
)


def _absatz(name: str) -> Any:
    return models.TextField(name, max_length=LANG, blank=True, db_default="", default="")


def _wer(name: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


@pghistory.track(*ereignisse())
class Projektbericht(models.Model):
    """`quartal`: first day of the quarter in which the period ends; `inhalt`: figures and records as they stood at the
    release. From then on the database changes nothing but the Regionalbüro's answer (PX-05)."""

    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="+", verbose_name="Projekt")
    quartal = models.DateField("Quartal")
    von = models.DateField("Berichtszeitraum von")
    bis = models.DateField("Berichtszeitraum bis")
    fassung = models.PositiveSmallIntegerField("Fassung")
    stand = models.CharField("Stand", max_length=20, choices=Stand, default=Stand.ENTWURF)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = _wer("angelegt von")
    fehlzeiten = _absatz("Fehlzeiten und Abbrüche")
    betreuung = _absatz("Sozialpädagogische Betreuung")
    qualifikationen = _absatz("Zusatzqualifikationen")
    praktika = _absatz("Praktika")
    unternehmen = _absatz("Zusammenarbeit mit Unternehmen")
    mobilitaet = _absatz("Förderung der Mobilität")
    gremien = _absatz("Beiräte und Gremien")
    ziele = _absatz("Stand der Zielerreichung")
    inhalt = models.JSONField("Zahlen und Nachweise", null=True, blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True, db_default="", default="")
    freigegeben_am = models.DateField("freigegeben am", null=True, blank=True)
    freigegeben_von = _wer("freigegeben von")
    entschieden_am = models.DateField("entschieden am", null=True, blank=True)
    entschieden_von = _wer("entschieden von")
    rueckgabegrund = models.TextField("Grund der Rückgabe", max_length=1000, blank=True, db_default="", default="")

    class Meta:
        verbose_name = "Projektbericht"
        verbose_name_plural = "Projektberichte"
        constraints = [
            models.UniqueConstraint(fields=["massnahme", "quartal", "fassung"], name="projektbericht_fassung"),
            models.UniqueConstraint(
                fields=["massnahme", "quartal"],
                condition=~Q(stand="zurueckgegeben"),
                name="projektbericht_einer_gilt",
            ),
            models.CheckConstraint(condition=Q(bis__gte=F("von")), name="projektbericht_zeitraum"),
            models.CheckConstraint(
                condition=Q(stand="entwurf", pruefsumme="", inhalt=None, freigegeben_am=None)
                | ~Q(stand="entwurf") & ~Q(pruefsumme="") & Q(inhalt__isnull=False, freigegeben_am__isnull=False),
                name="projektbericht_freigabe_ganz",
            ),
            models.CheckConstraint(
                condition=~Q(stand="zurueckgegeben") | ~Q(rueckgabegrund=""), name="projektbericht_rueckgabe_grund"
            ),
        ]

    def __str__(self) -> str:
        return f"Projektbericht {wort(self.quartal)}, Fassung {self.fassung}"
