"""The dated steps of every Teilnahme, the versions of an office's own procedure, and the days on which it is closed."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import PersonBezogenQuerySet
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse


class Stand(models.TextChoices):
    """What is stored; overdue and late follow from the days."""

    OFFEN = "offen", "offen"
    ERLEDIGT = "erledigt", "erledigt"
    ENTFALLEN = "entfallen", "entfallen"


class Wegfall(models.TextChoices):
    """Why a step fell away (VF-07): never without a reason."""

    AUSTRITT = "austritt", "Die Teilnahme endete vorher."
    ARBEIT = "arbeit", "Die Person hat Arbeit aufgenommen."
    DATEN = "daten", "Nach den geänderten Daten der Teilnahme gibt es den Schritt nicht mehr."
    FASSUNG = "fassung", "Das Verfahren, das jetzt für die Teilnahme gilt, kennt den Schritt nicht."


@pghistory.track(*ereignisse())
class Schritt(models.Model):
    """A step of a Teilnahme by its procedure; written by the derivation, done by records or people.

    `beleg`: key of the record that fulfils it (`vereinbarung:12`), empty for a tick by hand. `wieder_am`: the reminder
    moved by hand, the due day stays (VF-03). `an`: delegated to. `versuche`: how often it was tried in vain."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="schritte")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="schritte")
    verfahren = models.CharField("Verfahren", max_length=40)
    schluessel = models.CharField("Schritt", max_length=20)
    lauf = models.PositiveSmallIntegerField("Wiederholung", default=0)
    rolle = models.CharField("zuständig", max_length=20)
    faellig_von = models.DateField("fällig von", null=True, blank=True)
    faellig_bis = models.DateField("fällig bis")
    erste_erinnerung = models.DateField("erste Erinnerung")
    erinnerung = models.DateField("Erinnerung")
    stand = models.CharField("Stand", max_length=10, choices=Stand, default=Stand.OFFEN)
    grund = models.CharField("entfallen, weil", max_length=10, choices=Wegfall, blank=True)
    beleg = models.CharField("Beleg", max_length=40, blank=True)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    erledigt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    notiz = models.CharField("Notiz", max_length=500, blank=True)
    wieder_am = models.DateField("erinnern am", null=True, blank=True)
    an = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    versuche = models.PositiveSmallIntegerField("vergebliche Versuche", default=0)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Schritt"
        verbose_name_plural = "Schritte"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "schluessel", "lauf"], name="schritt_einmalig"),
            models.CheckConstraint(
                condition=Q(faellig_von__isnull=True) | Q(faellig_von__lte=F("faellig_bis")),
                name="schritt_zeitraum_vorwaerts",
            ),
            models.CheckConstraint(
                condition=Q(stand="erledigt", erledigt_am__isnull=False)
                | ~Q(stand="erledigt") & Q(erledigt_am__isnull=True),
                name="schritt_erledigt_mit_tag",
            ),
            models.CheckConstraint(
                condition=Q(stand="entfallen") & ~Q(grund="") | ~Q(stand="entfallen") & Q(grund=""),
                name="schritt_entfallen_mit_grund",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "faellig_bis"], name="schritt_offen", condition=Q(stand="offen")),
            models.Index(fields=["an"], name="schritt_abgegeben", condition=Q(stand="offen", an__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.schluessel} bis {self.faellig_bis:%d.%m.%Y}"

    @property
    def verspaetet(self) -> bool:
        """Done, but after the due day (VF-06)."""
        return self.erledigt_am is not None and self.erledigt_am > self.faellig_bis


@pghistory.track(*ereignisse())
class Fassung(models.Model):
    """A version of an office's own procedure (VF-10): a draft until it is put in force from a day, then unchangeable.

    `inhalt` is what a rule file holds; `grundlage` the key of the procedure it was copied from."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="fassungen")
    nummer = models.PositiveSmallIntegerField("Fassung")
    grundlage = models.CharField("Grundlage", max_length=40)
    inhalt = models.JSONField("Inhalt")
    anlass = models.CharField("Grund der Änderung", max_length=500, blank=True)
    gilt_ab = models.DateField("gilt für Eintritte ab", null=True, blank=True)
    angelegt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    angelegt_am = models.DateTimeField("angelegt am", db_default=Now(), editable=False)
    in_kraft_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    geaendert_am = models.DateTimeField("geändert am", auto_now=True)

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        ordering = ("organisation", "-nummer")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "nummer"], name="fassung_einmalig"),
            models.UniqueConstraint(fields=["organisation", "gilt_ab"], name="fassung_ein_beginn_je_tag"),
            models.CheckConstraint(
                condition=Q(gilt_ab__isnull=True, in_kraft_von__isnull=True)
                | Q(gilt_ab__isnull=False, in_kraft_von__isnull=False) & ~Q(anlass=""),
                name="fassung_in_kraft_mit_grund",
            ),
        ]

    def __str__(self) -> str:
        return f"Fassung {self.nummer}"

    @property
    def kennung(self) -> str:
        """What a step names as its procedure."""
        return f"{FASSUNG}{self.pk}"


FASSUNG = "fassung-"  # with the number of a Fassung: the key of a procedure that an office wrote itself


@pghistory.track(*ereignisse())
class Geltung(models.Model):
    """A time in which a Teilnahme that was moved on purpose follows a procedure: from `ab` (None: from the start) to
    the day before `vor` (None: open). Teilnahmen that were never moved have none (VF-10)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="geltungen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="geltungen")
    verfahren = models.CharField("Verfahren", max_length=40)
    ab = models.DateField("ab", null=True, blank=True)
    vor = models.DateField("vor", null=True, blank=True)
    grund = models.CharField("Grund", max_length=500, blank=True)
    ueberfuehrt_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ueberfuehrt_am = models.DateTimeField("überführt am", db_default=Now(), editable=False)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Geltung"
        verbose_name_plural = "Geltungen"
        constraints = [
            models.UniqueConstraint(fields=["teilnahme", "ab"], name="geltung_ein_beginn_je_tag", nulls_distinct=False),
            models.UniqueConstraint(
                fields=["teilnahme"], condition=Q(vor__isnull=True), name="geltung_eine_ist_die_letzte"
            ),
            models.CheckConstraint(
                condition=Q(ab__isnull=True) | Q(vor__isnull=True) | Q(ab__lt=F("vor")), name="geltung_vorwaerts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verfahren} ab {self.ab or 'Eintritt'}"


class Schliesstag(models.Model):
    """A day on which an office does not work beside the public holidays of its Land: a regional holiday, a closing day
    (VF-04)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="schliesstage")
    tag = models.DateField("Tag")
    bezeichnung = models.CharField("Bezeichnung", max_length=100)

    class Meta:
        verbose_name = "Schließtag"
        verbose_name_plural = "Schließtage"
        ordering = ("organisation", "tag")
        constraints = [models.UniqueConstraint(fields=["organisation", "tag"], name="schliesstag_einmalig")]

    def __str__(self) -> str:
        return f"{self.bezeichnung}, {self.tag:%d.%m.%Y}"
