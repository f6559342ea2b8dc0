"""Praktikum, Foerderleistung, Zertifikat: what the annexes of the Entwicklungsbericht list (JPS-51)."""

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse

from .sicht import ZweckgebundenQuerySet


class Leistungsart(models.TextChoices):
    SOZIALPAEDAGOGISCH = "sozialpaedagogisch", "sozialpädagogische Betreuung"
    STUETZUNTERRICHT = "stuetzunterricht", "Stützunterricht"
    WEITERE = "weitere", "weitere individuelle Unterstützung"


class Zertifikatsart(models.TextChoices):
    TEILQUALIFIKATION = "teilqualifikation", "Teilqualifikation"
    SCHEIN = "schein", "Schein oder Befähigungsnachweis"
    SPRACHE = "sprache", "Sprachzertifikat"
    SCHULABSCHLUSS = "schulabschluss", "Schulabschluss"
    SONSTIGE = "sonstige", "sonstige Qualifizierung"


@pghistory.track(*ereignisse())
class Praktikum(models.Model):
    """An internship. `ende` empty: it still runs. Empty answers are not known yet."""

    praktikum_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="praktika")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="praktika")
    unternehmen = models.CharField("Unternehmen", max_length=200, blank=True)
    beginn = models.DateField("Beginn")
    ende = models.DateField("Ende", null=True, blank=True)
    taetigkeit = models.CharField("Tätigkeit", max_length=200, blank=True)
    selbst_gesucht = models.BooleanField("selbst gesucht", null=True, blank=True)
    auswertung_erfolgt = models.BooleanField("Auswertung erfolgt", null=True, blank=True)
    erster_arbeitsmarkt = models.BooleanField("auf dem ersten Arbeitsmarkt", null=True, blank=True)
    einschaetzung = models.TextField("Einschätzung", max_length=2000, blank=True, db_default="")
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Praktikum"
        verbose_name_plural = "Praktika"
        constraints = [
            models.UniqueConstraint(fields=["praktikum_id"], name="praktikum_id_einmalig"),
            models.CheckConstraint(
                condition=Q(ende=None) | Q(ende__gte=F("beginn")), name="praktikum_ende_nach_beginn"
            ),
        ]

    def __str__(self) -> str:
        return f"Praktikum ab {self.beginn:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Foerderleistung(models.Model):
    """A service for one participant on a day. `inhalt` of social-pedagogical care is class besonders (Art. 9)."""

    leistung_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="foerderleistungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="foerderleistungen")
    art = models.CharField("Art", max_length=20, choices=Leistungsart)
    tag = models.DateField("Tag")
    inhalt = models.TextField("Inhalt", max_length=1000, blank=True, db_default="")
    umfang_minuten = models.PositiveIntegerField(
        "Umfang in Minuten", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Förderleistung"
        verbose_name_plural = "Förderleistungen"
        constraints = [
            models.UniqueConstraint(fields=["leistung_id"], name="leistung_id_einmalig"),
            models.CheckConstraint(condition=Q(art__in=Leistungsart.values), name="leistung_art_bekannt"),
            models.CheckConstraint(condition=Q(umfang_minuten=None) | Q(umfang_minuten__gte=1), name="leistung_umfang"),
        ]
        indexes = [models.Index(fields=["teilnahme", "tag"], name="leistung_teilnahme_tag")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} am {self.tag:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Zertifikat(models.Model):
    """A qualification that was done. `erworben_am`: its last day; `mit_zertifikat` false: without a paper."""

    zertifikat_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="zertifikate")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="zertifikate")
    bezeichnung = models.CharField("Bezeichnung", max_length=200)
    art = models.CharField("Art", max_length=20, choices=Zertifikatsart)
    erworben_am = models.DateField("erworben am", null=True, blank=True)
    mit_zertifikat = models.BooleanField("mit Zertifikat", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ZweckgebundenQuerySet.as_manager()

    class Meta:
        verbose_name = "Zertifikat"
        verbose_name_plural = "Zertifikate"
        constraints = [
            models.UniqueConstraint(fields=["zertifikat_id"], name="zertifikat_id_einmalig"),
            models.CheckConstraint(condition=Q(art__in=Zertifikatsart.values), name="zertifikat_art_bekannt"),
        ]

    def __str__(self) -> str:
        return self.bezeichnung
