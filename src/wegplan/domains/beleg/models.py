"""Beleg: a paper that came in. Its content stands in tables of its own, which no list reads."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from wegplan.domains.massnahme.models import Feldklasse, Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import sichtbar
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import ist_traeger
from wegplan.kit.audit.verlauf import ereignisse

from .arten import BETEILIGTE, NUR_STELLE, artname


class BelegQuerySet(models.QuerySet["Beleg"]):
    """The first wall; row security repeats it (migrations/0002_sicht)."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.BELEG_LESEN) -> Self:
        """Only papers with which `nutzer` may do `aktion` today: those of visible persons and own projects, as far
        as the circle of the paper reaches; providers only what their measure allows them to keep (DS-05)."""
        stelle = nutzer.organisation_id
        if stelle is None or not nutzer.darf(aktion):
            return self.none()
        person = sichtbar(nutzer, aktion, timezone.localdate(), "person__")
        if nutzer.nur_eigene_massnahmen:
            person &= _projekt("teilnahme__massnahme__", stelle)
        if ist_traeger(nutzer):
            person &= Q(stelle=stelle) | _zweckbindung()
        im_kreis = Q(kreis=BETEILIGTE) | Q(stelle=stelle)
        monat = Q(person__isnull=True) & _projekt("massnahme__", stelle)
        return self.filter(person & im_kreis | monat)

    def gueltig(self) -> Self:
        """Without withdrawn ones."""
        return self.filter(zurueckgezogen_am__isnull=True)


def _projekt(pfad: str, stelle: int) -> Q:
    return Q(**{f"{pfad}traeger": stelle}) | Q(**{f"{pfad}regionalbuero": stelle})


def _zweckbindung() -> Q:
    erlaubt = Q(pk__in=[])
    for klasse in (Feldklasse.LEISTUNG, Feldklasse.BESONDERS):
        erlaubt |= Q(klasse=klasse, teilnahme__massnahme__zweckbindung__contains=[klasse])
    return erlaubt


@pghistory.track(*ereignisse())
class Beleg(models.Model):
    """A paper of a person, or of a project's month. What was filed never changes; it can be withdrawn with a reason.

    `klasse`, `kreis`: of its kind when it was filed; `bezug`: what of the file it proves, as "krankmeldung/12";
    `stelle`: the office that filed it; `pruefsumme`: SHA-256 of the kept PDF, `pruefsumme_eingang` of the files as
    they came, one behind the other."""

    beleg_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="belege")
    teilnahme = models.ForeignKey(
        Teilnahme, models.CASCADE, null=True, blank=True, related_name="belege", verbose_name="Teilnahme"
    )
    massnahme = models.ForeignKey(
        Massnahme, models.PROTECT, null=True, blank=True, related_name="belege", verbose_name="Maßnahme"
    )
    monat = models.DateField("Monat", null=True, blank=True)
    art = models.CharField("Art", max_length=30)
    klasse = models.CharField("Klasse", max_length=20, choices=Feldklasse)
    kreis = models.CharField(
        "Kreis", max_length=20, choices=[(NUR_STELLE, "eigene Stelle"), (BETEILIGTE, "Beteiligte")]
    )
    bezeichnung = models.CharField("Bezeichnung", max_length=120, blank=True)
    tag = models.DateField("Tag des Papiers")
    eingegangen_am = models.DateField("eingegangen am")
    bezug = models.CharField("Bezug", max_length=60, blank=True)
    stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="abgelegt bei")
    abgelegt_am = models.DateTimeField("abgelegt am", db_default=Now(), editable=False)
    abgelegt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="abgelegt von"
    )
    seiten = models.PositiveSmallIntegerField("Seiten")
    groesse = models.PositiveIntegerField("Größe in Byte")
    pruefsumme = models.CharField("Prüfsumme", max_length=64)
    pruefsumme_eingang = models.CharField("Prüfsumme der eingegangenen Dateien", max_length=64)
    zurueckgezogen_am = models.DateTimeField("zurückgezogen am", null=True, blank=True)
    zurueckgezogen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    rueckzugsgrund = models.CharField("Grund", max_length=300, blank=True)

    objects = BelegQuerySet.as_manager()

    class Meta:
        verbose_name = "Beleg"
        verbose_name_plural = "Belege"
        constraints = [
            models.UniqueConstraint(fields=["beleg_id"], name="beleg_id_einmalig"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, massnahme__isnull=True, monat__isnull=True)
                | Q(person__isnull=True, teilnahme__isnull=True, massnahme__isnull=False, monat__day=1),
                name="beleg_haengt_an_einem",
            ),
            models.CheckConstraint(
                condition=~Q(klasse=Feldklasse.BESONDERS) | Q(kreis=NUR_STELLE, bezeichnung=""),
                name="beleg_besonders_bleibt_eng",
            ),
            models.CheckConstraint(
                condition=Q(zurueckgezogen_am__isnull=True, zurueckgezogen_von__isnull=True, rueckzugsgrund="")
                | Q(zurueckgezogen_am__isnull=False, zurueckgezogen_von__isnull=False) & ~Q(rueckzugsgrund=""),
                name="beleg_rueckzug_mit_grund",
            ),
        ]
        indexes = [
            models.Index(fields=["massnahme", "monat"], name="beleg_monat", condition=Q(massnahme__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.artname} vom {self.tag:%d.%m.%Y}"

    @property
    def artname(self) -> str:
        return artname(self.art)

    @property
    def besonders(self) -> bool:
        return self.klasse == Feldklasse.BESONDERS


# the history of a paper tells what happened to it, not what it says: deleted content is gone (DS-20)
@pghistory.track(*ereignisse(), exclude=["pdf"])
class Beleginhalt(models.Model):
    """The checked PDF."""

    beleg = models.OneToOneField(Beleg, models.CASCADE, related_name="inhalt")
    pdf = models.BinaryField("PDF")

    class Meta:
        verbose_name = "Inhalt eines Belegs"
        verbose_name_plural = "Inhalte von Belegen"

    def __str__(self) -> str:
        return f"Inhalt {self.beleg_id}"


@pghistory.track(*ereignisse(), exclude=["bild"])
class Belegseite(models.Model):
    """The picture of a page, as the browser shows it."""

    beleg = models.ForeignKey(Beleg, models.CASCADE, related_name="bilder")
    nummer = models.PositiveSmallIntegerField("Seite")
    bild = models.BinaryField("Bild")

    class Meta:
        verbose_name = "Seite eines Belegs"
        verbose_name_plural = "Seiten von Belegen"
        constraints = [models.UniqueConstraint(fields=["beleg", "nummer"], name="belegseite_einmalig")]

    def __str__(self) -> str:
        return f"Seite {self.nummer}"
