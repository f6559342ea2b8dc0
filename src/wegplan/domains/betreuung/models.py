"""Who looks after a measure for an office, and the dated duties of it. Holds no persons' data."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.verfahren.models import Stand
from wegplan.kit.audit.verlauf import ereignisse


@pghistory.track(*ereignisse())
class Massnahmebetreuung(models.Model):
    """An office looks after a measure from a day on (MB-01). `nutzer` None: nobody is named yet. A change of the person
    keeps the row, its history tells who it was; `bis` ends the care of the office itself."""

    massnahme = models.ForeignKey(Massnahme, models.CASCADE, related_name="betreuungen")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="betreuungen")
    nutzer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="betreuungen"
    )
    von = models.DateField("von")
    bis = models.DateField("bis", null=True, blank=True)
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Maßnahmebetreuung"
        verbose_name_plural = "Maßnahmebetreuungen"
        constraints = [
            models.UniqueConstraint(
                fields=["massnahme", "organisation"], condition=Q(bis__isnull=True), name="betreuung_eine_laeuft"
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="betreuung_ende_nach_beginn"
            ),
        ]
        indexes = [models.Index(fields=["nutzer"], name="betreuung_je_nutzer", condition=Q(bis__isnull=True))]

    def __str__(self) -> str:
        return f"{self.massnahme} ab {self.von:%d.%m.%Y}"


class Wegfallgrund(models.TextChoices):
    """Why a duty fell away: never without a reason."""

    DATEN = "daten", "Nach den geänderten Daten der Maßnahme gibt es den Schritt nicht mehr."
    FASSUNG = "fassung", "Das Verfahren, das jetzt für die Maßnahme gilt, kennt den Schritt nicht."
    BETREUUNG = "betreuung", "Die Stelle betreut die Maßnahme nicht mehr."


@pghistory.track(*ereignisse())
class Massnahmenschritt(models.Model):
    """A dated duty of the care of a measure (VF-13); written by the derivation, ticked by people. `lauf` tells repeated
    ones apart: the number of the consultation hour, the calendar year."""

    betreuung = models.ForeignKey(Massnahmebetreuung, models.CASCADE, related_name="schritte")
    verfahren = models.CharField("Verfahren", max_length=40)
    schluessel = models.CharField("Schritt", max_length=20)
    lauf = models.PositiveSmallIntegerField("Wiederholung", default=0)
    faellig_von = models.DateField("fällig von", null=True, blank=True)
    faellig_bis = models.DateField("fällig bis")
    erste_erinnerung = models.DateField("erste Erinnerung")
    erinnerung = models.DateField("Erinnerung")
    stand = models.CharField("Stand", max_length=10, choices=Stand, default=Stand.OFFEN)
    grund = models.CharField("entfallen, weil", max_length=10, choices=Wegfallgrund, blank=True)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    erledigt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    notiz = models.CharField("Notiz", max_length=500, blank=True)
    wieder_am = models.DateField("erinnern am", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Schritt einer Maßnahme"
        verbose_name_plural = "Schritte von Maßnahmen"
        constraints = [
            models.UniqueConstraint(fields=["betreuung", "schluessel", "lauf"], name="massnahmenschritt_einmalig"),
            models.CheckConstraint(
                condition=Q(faellig_von__isnull=True) | Q(faellig_von__lte=F("faellig_bis")),
                name="massnahmenschritt_zeitraum_vorwaerts",
            ),
            models.CheckConstraint(
                condition=Q(stand="erledigt", erledigt_am__isnull=False)
                | ~Q(stand="erledigt") & Q(erledigt_am__isnull=True),
                name="massnahmenschritt_erledigt_mit_tag",
            ),
            models.CheckConstraint(
                condition=Q(stand="entfallen") & ~Q(grund="") | ~Q(stand="entfallen") & Q(grund=""),
                name="massnahmenschritt_entfallen_mit_grund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schluessel} bis {self.faellig_bis:%d.%m.%Y}"
