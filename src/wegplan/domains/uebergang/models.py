"""Zuweisung, and Stand: where everybody is on the journey, as a view over assignments and Teilnahmen."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import AmZug, Ergebnis, Profilingergebnis, Station, Wartegrund


class UebergangQuerySet(PersonBezogenQuerySet):
    """As for everything of a person; a Regionalbüro and a provider see what was given to them only (DS-02)."""

    def fuer(self, nutzer: Any, aktion: str = "zuweisung_lesen") -> Self:
        """Only rows with which `nutzer` may do `aktion` today."""
        erlaubt = super().fuer(nutzer, aktion)
        if not nutzer.nur_eigene_massnahmen:
            return erlaubt
        return erlaubt.filter(Q(regionalbuero=nutzer.organisation_id) | Q(traeger=nutzer.organisation_id))


@pghistory.track(*ereignisse())
class Zuweisung(models.Model):
    """An office assigns a person to the programme (JPS-01). A person may be assigned again and again, but stands in one
    open assignment at a time.

    Only an assignment of another system, by the data package, may lack Regionalbüro or Jobcenter: the person's office
    owes the next move then. `profiling_…` repeats of the last Kurzgutachten what lists need (JPS-02; written by the
    area profiling). The copy of the contract is owed in EZU only (JPS-03). `massnahme` and `traeger` are set by the
    handover; the provider sees the person from `uebergeben_am` on.
    `teilnahme`: the one that followed, where the outcome is an entry."""

    zuweisung_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="zuweisungen")
    regionalbuero = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="Regionalbüro"
    )
    jobcenter = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="Jobcenter")
    stufe = models.CharField("gewünschte Stufe", max_length=10, choices=Programmstufe, blank=True)
    zugewiesen_am = models.DateField("zugewiesen am")
    zugewiesen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="zugewiesen von"
    )
    profiling_begonnen_am = models.DateField("Profiling begonnen am", null=True, blank=True)
    profiling_fertig_am = models.DateField("Profiling abgeschlossen am", null=True, blank=True)
    profiling_ergebnis = models.CharField(
        "Ergebnis des Profilings", max_length=20, choices=Profilingergebnis, blank=True, db_default=""
    )
    wartet_seit = models.DateField("wartet seit", null=True, blank=True)
    wartegrund = models.CharField("Grund des Wartens", max_length=20, choices=Wartegrund, blank=True, db_default="")
    uebergeben_am = models.DateField("übergeben am", null=True, blank=True)
    massnahme = models.ForeignKey(
        Massnahme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Maßnahme"
    )
    traeger = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Träger"
    )
    uebergeben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="übergeben von"
    )
    auftakt_am = models.DateField("Auftaktgespräch am", null=True, blank=True)
    vertragskopie_am = models.DateField("Kopie des Vertrags erhalten am", null=True, blank=True)
    beendet_am = models.DateField("beendet am", null=True, blank=True)
    ergebnis = models.CharField("Ergebnis", max_length=30, choices=Ergebnis, blank=True)
    teilnahme = models.OneToOneField(
        Teilnahme, models.SET_NULL, null=True, blank=True, related_name="zuweisung", verbose_name="Teilnahme"
    )
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = UebergangQuerySet.as_manager()

    class Meta:
        verbose_name = "Zuweisung"
        verbose_name_plural = "Zuweisungen"
        constraints = [
            models.UniqueConstraint(fields=["zuweisung_id"], name="zuweisung_id_einmalig"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(beendet_am__isnull=True), name="zuweisung_eine_offene_je_person"
            ),
            models.CheckConstraint(
                condition=(Q(profiling_begonnen_am__isnull=True) | Q(profiling_begonnen_am__gte=F("zugewiesen_am")))
                & (
                    Q(profiling_fertig_am__isnull=True, profiling_ergebnis="")
                    | Q(profiling_begonnen_am__isnull=False, profiling_fertig_am__gte=F("profiling_begonnen_am"))
                    & ~Q(profiling_ergebnis="")
                ),
                name="zuweisung_profiling_der_reihe_nach",
            ),
            models.CheckConstraint(
                condition=Q(wartet_seit__isnull=True, wartegrund="")
                | Q(wartet_seit__gte=F("zugewiesen_am")) & ~Q(wartegrund=""),
                name="zuweisung_wartet_mit_grund",
            ),
            models.CheckConstraint(
                condition=Q(uebergeben_am__isnull=True, massnahme__isnull=True, traeger__isnull=True)
                | Q(uebergeben_am__gte=F("zugewiesen_am"), massnahme__isnull=False, traeger__isnull=False)
                & (Q(wartet_seit__isnull=True) | Q(uebergeben_am__gte=F("wartet_seit"))),
                name="zuweisung_uebergeben_an_jemand",
            ),
            models.CheckConstraint(
                condition=Q(auftakt_am__isnull=True) | Q(auftakt_am__gte=F("uebergeben_am")),
                name="zuweisung_auftakt_nach_uebergabe",
            ),
            models.CheckConstraint(
                condition=Q(beendet_am__isnull=True, ergebnis="")
                | Q(beendet_am__gte=F("zugewiesen_am")) & ~Q(ergebnis=""),
                name="zuweisung_beendet_mit_ergebnis",
            ),
        ]
        indexes = [models.Index(fields=["regionalbuero"], name="zuweisung_offen", condition=Q(beendet_am=None))]

    def __str__(self) -> str:
        return f"Zuweisung vom {self.zugewiesen_am:%d.%m.%Y}"


class Stand(models.Model):
    """A span of the journey: one station from the day `ab` to the day `bis` (inclusive, None = open).

    The stations of one journey follow each other without gap and overlap; what holds on a day is asked by
    queries.am(tag). The only definition is the view in stand_sql.py. Read only."""

    schluessel = models.CharField(primary_key=True, max_length=40)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+")
    zuweisung = models.ForeignKey(Zuweisung, models.DO_NOTHING, null=True, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.DO_NOTHING, null=True, related_name="+")
    massnahme = models.ForeignKey(Massnahme, models.DO_NOTHING, null=True, related_name="+")
    station = models.CharField("Stand", max_length=20, choices=Station)
    ab = models.DateField("seit")
    bis = models.DateField("bis", null=True)
    am_zug = models.CharField("am Zug", max_length=3, choices=AmZug)
    stelle = models.ForeignKey(Organisation, models.DO_NOTHING, null=True, related_name="+")
    regionalbuero = models.ForeignKey(Organisation, models.DO_NOTHING, null=True, related_name="+")
    traeger = models.ForeignKey(Organisation, models.DO_NOTHING, null=True, related_name="+")

    objects = UebergangQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "uebergang_stand"
        verbose_name = "Stand"
        verbose_name_plural = "Stände"

    def __str__(self) -> str:
        return self.get_station_display()
