"""Massnahme: a funded measure of a provider. Holds no persons' data."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value

from wegplan.domains.organisation.models import Organisation
from wegplan.kit.audit.verlauf import ereignisse


class Foerderart(models.TextChoices):
    FBW_A = "FbW-A", "Weiterbildung mit Abschluss"
    FBW_T = "FbW-T", "Weiterbildung mit Teilabschluss"
    FBW = "FbW", "Weiterbildung, allgemein"
    MAT = "MAT", "Maßnahme bei einem Träger"
    AVGS = "AVGS", "Maßnahme mit Aktivierungs- und Vermittlungsgutschein"
    MAG = "MAG", "Maßnahme bei einem Arbeitgeber"
    AGH = "AGH", "Arbeitsgelegenheit"
    BAE = "BaE", "Berufsausbildung in außerbetrieblicher Einrichtung"
    EQ = "EQ", "Einstiegsqualifizierung"
    BVB = "BvB", "Berufsvorbereitende Bildungsmaßnahme"
    REHA = "REHA", "Reha-Aus- und -Weiterbildung"
    ESF = "ESF", "Programm mit Stufen (ESF)"


class Programmstufe(models.TextChoices):
    QAB_D = "QAB-D", "Qualifizierung bis zum Berufsabschluss, dual"
    QAB_K = "QAB-K", "Qualifizierung bis zum Berufsabschluss, klassisch"
    EZU = "EZU", "Umschulung Erziehung, drittes Jahr"
    IEB = "IEB", "Integration und Einstiegsbegleitung"
    VDB = "VDB", "Vorbereitung und dauerhafte Begleitung"


class Zaehlweise(models.TextChoices):
    KALENDER = "kalender", "nach Kalendertagen"
    ANWESENHEITSTAGE = "anwesenheitstage", "nach Anwesenheitstagen"


class Feldklasse(models.TextChoices):
    """Classes of personal data (DS-05)."""

    STAMMDATEN = "stammdaten", "Stammdaten"
    LEISTUNG = "leistung", "Leistung"
    BESONDERS = "besonders", "besonders schutzwürdig (Art. 9 DSGVO)"
    VERWALTUNG = "verwaltung", "Verwaltung"


@pghistory.track(*ereignisse())
class Massnahme(models.Model):
    massnahmenummer = models.CharField("Maßnahmenummer", max_length=40)
    titel = models.CharField("Titel", max_length=200, blank=True)
    foerderart = models.CharField("Förderart", max_length=10, choices=Foerderart)
    programmstufe = models.CharField("Programmstufe", max_length=10, choices=Programmstufe, blank=True)
    traeger = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="massnahmen", verbose_name="Träger"
    )
    regionalbuero = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Regionalbüro"
    )
    beginn = models.DateField("Beginn")
    ende = models.DateField("Ende", null=True, blank=True)
    plaetze = models.PositiveIntegerField("Plätze", null=True, blank=True)
    gruppenmassnahme = models.BooleanField("Gruppenmaßnahme", null=True, blank=True)
    ort_land = models.CharField("Land des Ortes", max_length=5, blank=True)
    durchlaufend = models.BooleanField("laufender Einstieg", null=True, blank=True)
    zaehlweise = models.CharField("Zählweise", max_length=20, choices=Zaehlweise, blank=True)
    anwesenheitstage = models.PositiveIntegerField("Anwesenheitstage", null=True, blank=True)
    zweckbindung = ArrayField(
        models.CharField(max_length=20, choices=Feldklasse),
        verbose_name="Zweckbindung",
        help_text="Welche Klassen von Daten der Träger in dieser Maßnahme verarbeiten darf.",
        db_default=Value(["stammdaten"], output_field=ArrayField(models.CharField(max_length=20))),
        blank=True,
    )

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ["massnahmenummer"]
        constraints = [
            models.UniqueConstraint(fields=["massnahmenummer"], name="massnahme_nummer_einmalig"),
            models.CheckConstraint(
                condition=Q(ende__isnull=True) | Q(ende__gte=F("beginn")), name="massnahme_ende_nach_beginn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.massnahmenummer} {self.titel}".strip()
