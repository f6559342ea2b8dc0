"""Rules of an office for new cases, and changes of many cases at once with what was before and after."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.models import Organisation, Team
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse


@pghistory.track(*ereignisse())
class Verteilregel(models.Model):
    """Proposes an advisor for the new cases that it fits (VF-12). The first fitting rule by `reihenfolge` counts.

    Empty conditions fit everybody. Letters are stored as the sort key of a person has them: small, without umlauts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="verteilregeln")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Team")
    reihenfolge = models.PositiveSmallIntegerField("Reihenfolge")
    buchstabe_von = models.CharField("Nachname von", max_length=3, blank=True)
    buchstabe_bis = models.CharField("Nachname bis", max_length=3, blank=True)
    foerderart = models.CharField("Förderart", max_length=10, choices=Foerderart, blank=True)
    alter_von = models.PositiveSmallIntegerField("Alter von", null=True, blank=True)
    alter_bis = models.PositiveSmallIntegerField("Alter bis", null=True, blank=True)
    fachkraft = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="schlägt vor"
    )
    von = models.DateField("gilt ab")
    bis = models.DateField("gilt bis", null=True, blank=True)
    angelegt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Regel der Verteilung"
        verbose_name_plural = "Regeln der Verteilung"
        ordering = ("reihenfolge", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="verteilregel_zeit"),
            models.CheckConstraint(
                condition=Q(buchstabe_von="", buchstabe_bis="") | ~Q(buchstabe_von="") & ~Q(buchstabe_bis=""),
                name="verteilregel_buchstaben_beide",
            ),
            models.CheckConstraint(
                condition=Q(alter_von__isnull=True) | Q(alter_bis__isnull=True) | Q(alter_bis__gte=F("alter_von")),
                name="verteilregel_alter",
            ),
        ]

    def __str__(self) -> str:
        return self.grund

    @property
    def grund(self) -> str:
        """Why it fits, in words: "Buchstabe A–F, 25 bis 49 Jahre, Team Nord"."""
        teile = [self._buchstaben(), self.foerderart, self._alter(), str(self.team) if self.team else ""]
        return ", ".join(teil for teil in teile if teil) or "alle Fälle des Jobcenters"

    def _buchstaben(self) -> str:
        von, bis = self.buchstabe_von.capitalize(), self.buchstabe_bis.capitalize()
        if not von:
            return ""
        return f"Buchstabe {von}" if von == bis else f"Buchstabe {von}–{bis}"

    def _alter(self) -> str:
        if self.alter_von is not None and self.alter_bis is not None:
            return f"{self.alter_von} bis {self.alter_bis} Jahre"
        if self.alter_von is not None:
            return f"ab {self.alter_von} Jahre"
        return f"bis {self.alter_bis} Jahre" if self.alter_bis is not None else ""


class Zuteilungsvorschlag(models.Model):
    """The rule that fits a person today and whom it proposes (view over Verteilregel). Read only; persons without a
    fitting rule have none."""

    person = models.OneToOneField(Person, models.DO_NOTHING, primary_key=True, related_name="zuteilungsvorschlag")
    regel = models.ForeignKey(Verteilregel, models.DO_NOTHING, related_name="+")
    fachkraft = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "verteilung_zuteilungsvorschlag"
        verbose_name = "Vorschlag zur Zuteilung"
        verbose_name_plural = "Vorschläge zur Zuteilung"

    def __str__(self) -> str:
        return f"{self.fachkraft}: {self.regel}"


class Wechselart(models.TextChoices):
    FACHKRAFT = "fachkraft", "Andere Fachkraft"
    TEAM = "team", "Anderes Team"
    MASSNAHME = "massnahme", "Andere Maßnahme"


@pghistory.track(*ereignisse())
class Sammelwechsel(models.Model):
    """Many cases changed at once (PX-04), with one note for all of them. `ab` is the first day of the new state;
    `uebergabe_bis`: how long the former advisor still sees the cases."""

    kennzeichen = models.CharField("Kennzeichen", max_length=40)
    art = models.CharField("Art", max_length=10, choices=Wechselart)
    fachkraft = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    massnahme = models.ForeignKey(Massnahme, models.PROTECT, null=True, blank=True, related_name="+")
    ab = models.DateField("ab")
    uebergabe_bis = models.DateField("Übergabe bis", null=True, blank=True)
    notiz = models.CharField("Übergabenotiz", max_length=500, blank=True)
    anzahl = models.PositiveIntegerField("Fälle", default=0)  # row security may hide some of them from a reader
    angelegt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    zurueckgenommen_am = models.DateTimeField("zurückgenommen am", null=True, blank=True)
    zurueckgenommen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    grund = models.CharField("Grund der Zurücknahme", max_length=200, blank=True)

    class Meta:
        verbose_name = "Sammelwechsel"
        verbose_name_plural = "Sammelwechsel"
        ordering = ("-angelegt_am", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["kennzeichen"], name="sammelwechsel_einmalig"),
            models.CheckConstraint(
                condition=Q(art="fachkraft", fachkraft__isnull=False, team__isnull=True, massnahme__isnull=True)
                | Q(art="team", fachkraft__isnull=True, team__isnull=False, massnahme__isnull=True)
                | Q(art="massnahme", fachkraft__isnull=True, team__isnull=True, massnahme__isnull=False),
                name="sammelwechsel_ziel_passt_zur_art",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}: {self.ziel}"

    @property
    def ziel(self) -> str:
        """The new advisor, team or measure."""
        return str(self.fachkraft or self.team or self.massnahme or "")


@pghistory.track(*ereignisse())
class Sammelposten(models.Model):
    """One person of a Sammelwechsel. `vorher`, `nachher`: what it concerns, as snapshots of wechsel.py."""

    wechsel = models.ForeignKey(Sammelwechsel, models.CASCADE, related_name="posten")
    person = models.ForeignKey(Person, models.CASCADE, related_name="sammelposten")
    vorher = models.JSONField("vorher")
    nachher = models.JSONField("nachher")

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Fall eines Sammelwechsels"
        verbose_name_plural = "Fälle eines Sammelwechsels"
        constraints = [models.UniqueConstraint(fields=["wechsel", "person"], name="sammelposten_einmalig")]

    def __str__(self) -> str:
        return f"{self.wechsel}"
