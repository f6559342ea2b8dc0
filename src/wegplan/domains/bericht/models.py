"""Entwicklungsbericht: one version of the report on a quarter of a Teilnahme (Anlage IIIc)."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.foerderung.sicht import ZweckgebundenQuerySet
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht

from .arten import BEIM_EMPFAENGER, Berichtsstand, Empfang, Kenntnisnahme, Weg

LANG = 4000


class BerichtQuerySet(ZweckgebundenQuerySet):
    """Every state for the provider that writes it; for others what was sent to their office;
    for the participant what is released."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.BERICHT_LESEN) -> Self:
        """Only reports with which `nutzer` may do `aktion` today."""
        erlaubt = super().fuer(nutzer, aktion)
        if nutzer.darf(Aktion.BERICHT_SCHREIBEN):
            return erlaubt
        if aktion == Aktion.EIGENE_AKTE_LESEN:
            return erlaubt.exclude(stand=Berichtsstand.ENTWURF)
        stelle = nutzer.organisation_id
        return erlaubt.filter(Q(empfaenger=stelle) | Q(kopie=stelle), stand__in=BEIM_EMPFAENGER)


def _absatz(name: str) -> Any:
    return models.TextField(name, max_length=LANG, blank=True, db_default="")


def _ja_nein(name: str) -> Any:
    return models.BooleanField(name, null=True, blank=True)


def _wer(name: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def _stelle(name: str) -> Any:
    return models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name)


@pghistory.track(*ereignisse())
class Entwicklungsbericht(Mitgebracht):
    """`quartal`: first day of the quarter; `von`, `bis`: the part of it in which the person took part; `fassung`: its
    version; `inhalt`: what the file said at the release, with its sources. From the release on nothing of it changes:
    the database refuses (JPS-50, JPS-52).

    A report that was brought in was released elsewhere: no account, no checksum of ours (ADR 0067)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="entwicklungsberichte")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="entwicklungsberichte")
    quartal = models.DateField("Quartal")
    von = models.DateField("Berichtszeitraum von")
    bis = models.DateField("Berichtszeitraum bis")
    fassung = models.PositiveSmallIntegerField("Fassung")
    stand = models.CharField("Stand", max_length=20, choices=Berichtsstand, default=Berichtsstand.ENTWURF)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    angelegt_von = _wer("angelegt von")

    ziel_gefaehrdet = _ja_nein("Ist das Maßnahmeziel gefährdet?")
    vorzeitiger_austritt = _ja_nein("Vorzeitiger Projektaustritt?")
    stufenwechsel = _ja_nein("Empfehlung Stufenwechsel?")
    arbeitsaufnahme_am = models.DateField("Arbeitsaufnahme am", null=True, blank=True)
    arbeitgeber = models.CharField("Arbeitgeber", max_length=200, blank=True, db_default="")
    theorie = _absatz("Theoretische Kenntnisse und Unterstützungsbedarfe")
    praxis = _absatz("Praktische Fertigkeiten und Unterstützungsbedarfe")
    persoenlich = _absatz("Persönliche Situation, Stärken, Unterstützungsbedarfe")
    massnahmen = _absatz("Maßnahmen der individuellen Förderplanung")
    unterstuetzung = _absatz("Unterstützung für den Träger")
    betreuung = _absatz("Inhalte der sozialpädagogischen Betreuung")
    begruendung_stufenwechsel = _absatz("Begründung des Stufenwechsels")
    abschluss_stand = _absatz("Abschließende Einschätzung zum Entwicklungsstand")
    abschluss_empfehlung = _absatz("Weiterführende Empfehlungen und Anschlussperspektiven")
    pruefungszulassung = models.BooleanField("Zulassung zur Abschlussprüfung beifügen", db_default=False, default=False)
    qualifizierungsziel = models.CharField("Qualifizierungsziel", max_length=200, blank=True, db_default="")
    berichtsheft = _ja_nein("Berichtsheft ordnungsgemäß geführt?")
    curriculum = _ja_nein("Nach dem genehmigten Curriculum ausgebildet?")
    module_geplant = models.PositiveSmallIntegerField("Geplante Ausbildungsmodule", null=True, blank=True)
    module_bestanden = models.PositiveSmallIntegerField("Bestandene Ausbildungsmodule", null=True, blank=True)

    kenntnisnahme = models.CharField(
        "Die Teilnehmerin oder der Teilnehmer", max_length=20, choices=Kenntnisnahme, blank=True, db_default=""
    )
    kenntnis_am = models.DateField("am", null=True, blank=True)
    kenntnis_grund = models.CharField("weil", max_length=500, blank=True, db_default="")
    ort = models.CharField("Ort", max_length=100, blank=True, db_default="")
    inhalt = models.JSONField("Angaben aus der Akte", null=True, blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True, db_default="")
    freigegeben_am = models.DateField("freigegeben am", null=True, blank=True)
    freigegeben_von = _wer("freigegeben von")

    empfang = models.CharField("Empfänger", max_length=10, choices=Empfang, blank=True, db_default="")
    empfaenger = _stelle("Empfänger")
    kopie = _stelle("Kopie an")
    weg = models.CharField("Weg", max_length=20, choices=Weg, blank=True, db_default="")
    uebermittelt_am = models.DateField("übermittelt am", null=True, blank=True)
    uebermittelt_an = models.CharField("übermittelt an", max_length=200, blank=True, db_default="")
    uebermittelt_von = _wer("übermittelt von")
    entschieden_am = models.DateField("entschieden am", null=True, blank=True)
    entschieden_von = _wer("entschieden von")
    # on paper: who signed the answer; entschieden_von has then recorded it
    entschieden_durch = models.CharField("entschieden durch", max_length=200, blank=True, db_default="", default="")
    rueckgabegrund = models.TextField("Grund der Rückgabe", max_length=1000, blank=True, db_default="")

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "Entwicklungsbericht"
        verbose_name_plural = "Entwicklungsberichte"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "quartal", "fassung"], name="bericht_fassung_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme", "quartal"],
                condition=Q(stand="entwurf"),
                name="bericht_nur_ein_entwurf",
            ),
            models.CheckConstraint(condition=Q(bis__gte=F("von"), von__gte=F("quartal")), name="bericht_zeitraum"),
            models.CheckConstraint(
                condition=Q(stand="entwurf", pruefsumme="", inhalt=None, eingelesen_am=None)
                | ~Q(stand="entwurf")
                & (
                    ~Q(pruefsumme="") & Q(freigegeben_von__isnull=False, eingelesen_am=None)
                    | Q(pruefsumme="", freigegeben_von=None, eingelesen_am__isnull=False)
                )
                & ~Q(kenntnisnahme="")
                & Q(inhalt__isnull=False, freigegeben_am__isnull=False, empfaenger__isnull=False),
                name="bericht_freigabe_ganz",
            ),
            konto_oder_mitgebracht("angelegt_von", "bericht_von_jemand"),
            models.CheckConstraint(
                condition=Q(stand__in=["entwurf", "freigegeben"], uebermittelt_am=None)
                | Q(stand__in=["uebermittelt", "angenommen", "zurueckgegeben"], uebermittelt_am__isnull=False),
                name="bericht_uebermittlung_ganz",
            ),
            models.CheckConstraint(
                condition=~Q(stand="zurueckgegeben") | ~Q(rueckgabegrund=""), name="bericht_rueckgabe_mit_grund"
            ),
        ]
        indexes = [
            models.Index(fields=["empfaenger", "stand"], name="bericht_empfaenger"),
            models.Index(fields=["kopie"], name="bericht_kopie"),
        ]

    def __str__(self) -> str:
        quartal = (self.quartal.month + 2) // 3
        return f"Entwicklungsbericht {quartal}. Quartal {self.quartal.year}, Fassung {self.fassung}"

    @property
    def zeitraum_wort(self) -> str:
        return f"{self.von:%d.%m.%Y} bis {self.bis:%d.%m.%Y}"
