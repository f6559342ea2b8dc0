"""The dated steps of every Teilnahme, and the days on which an office is closed."""

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
