"""Person and Zustaendigkeit."""

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Now, Replace

from wegplan.domains.organisation.models import Organisation, Team
from wegplan.kit.audit.verlauf import ereignisse

from .queries import PersonBezogenQuerySet, PersonQuerySet

NIE = date(9999, 12, 31)  # the driver cannot read the date "infinity"


class Verkettung(Func):
    """`a || b || …`: unlike concat() immutable, so that a generated column may use it."""

    template = "(%(expressions)s)"
    arg_joiner = " || "


def _ohne_zeichen(ausdruck: models.Expression) -> models.Expression:
    """Umlauts and accents to their base letter, ß to ss: sorts without German locale data in the server."""
    roh = Func(ausdruck, Value("äöüéèêáàâóòôíìîúùûçñ"), Value("aoueeeaaaoooiiiuuucn"), function="translate")
    return Replace(roh, Value("ß"), Value("ss"))


def _name() -> models.Expression:
    return Lower(Verkettung(F("nachname"), Value(" "), F("vorname")))


def _suchform() -> models.Expression:
    """As the sort key, and ae, oe, ue like ä, ö, ü, so that Mueller, Müller and Muller are found alike."""
    form = _ohne_zeichen(_name())
    for lang, kurz in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        form = Replace(form, Value(lang), Value(kurz))
    return form


class Geschlecht(models.TextChoices):
    WEIBLICH = "w", "weiblich"
    MAENNLICH = "m", "männlich"
    DIVERS = "d", "divers"
    OHNE_ANGABE = "x", "ohne Angabe"


@pghistory.track(*ereignisse(), exclude=["sicht", "sicht_bis", "sortierung", "suchname"])
class Person(models.Model):
    """A customer. `sicht` holds the keys of who may see the row, kept by triggers on Zustaendigkeit."""

    # null, not "": several persons may be without one, none may share one
    kundennummer = models.CharField("Kundennummer", max_length=20, null=True, blank=True)  # noqa: DJ001
    nachname = models.CharField("Nachname", max_length=100, blank=True)
    vorname = models.CharField("Vorname", max_length=100, blank=True)
    geburtsdatum = models.DateField("Geburtsdatum", null=True, blank=True)
    geschlecht = models.CharField("Geschlecht", max_length=1, choices=Geschlecht, blank=True)
    jobcenter = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)

    sortierung = models.GeneratedField(
        expression=_ohne_zeichen(_name()), output_field=models.CharField(max_length=300), db_persist=True
    )
    suchname = models.GeneratedField(
        expression=_suchform(), output_field=models.CharField(max_length=300), db_persist=True
    )
    sicht = ArrayField(
        models.IntegerField(),
        db_default=Value([], output_field=ArrayField(models.IntegerField())),
        editable=False,
    )
    sicht_bis = models.DateField(db_default=Value(NIE, output_field=models.DateField()), editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        constraints = [models.UniqueConstraint(fields=["kundennummer"], name="person_kundennummer_einmalig")]
        indexes = [
            models.Index(fields=["sortierung", "id"], name="person_sortierung"),
            models.Index(fields=["suchname"], name="person_suchname"),
            models.Index(fields=["geburtsdatum"], name="person_geburtsdatum"),
            GinIndex(fields=["sicht"], name="person_sicht", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.nachname}, {self.vorname}"


class Zustaendigkeitsgrund(models.TextChoices):
    """Why somebody may see a person (DS-02). The last four follow from the record (see Zugang)."""

    FACHKRAFT = "fachkraft", "zuständige Fachkraft"
    VERTRETUNG = "vertretung", "Vertretung"
    UEBERGABE = "uebergabe", "Übergabe"
    ANLAGE = "anlage", "hat die Person angelegt"
    TEAM = "team", "Team der Person"
    JOBCENTER = "jobcenter", "Jobcenter der Person"
    TRAEGER = "traeger", "Träger der Maßnahme"
    REGIONALBUERO = "regionalbuero", "Regionalbüro der Maßnahme"


@pghistory.track(*ereignisse())
class Zustaendigkeit(models.Model):
    """An assignment by hand or import. Exactly one of nutzer, team, organisation is set; `rolle` is the code
    of the data package (pap, ifk …)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="zustaendigkeiten")
    grund = models.CharField("Grund", max_length=20, choices=Zustaendigkeitsgrund)
    rolle = models.CharField("Rolle", max_length=20, blank=True)
    nutzer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    von = models.DateField("von")
    bis = models.DateField("bis", null=True, blank=True)

    objects = PersonBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeiten"
        constraints = [
            models.CheckConstraint(
                condition=Q(nutzer__isnull=False, team__isnull=True, organisation__isnull=True)
                | Q(nutzer__isnull=True, team__isnull=False, organisation__isnull=True)
                | Q(nutzer__isnull=True, team__isnull=True, organisation__isnull=False),
                name="zustaendigkeit_genau_eine_stelle",
            ),
            models.CheckConstraint(
                condition=Q(bis__isnull=True) | Q(bis__gte=F("von")), name="zustaendigkeit_ende_nach_beginn"
            ),
            models.CheckConstraint(  # DS-02: delegation and Vertretung end
                condition=~Q(grund__in=["vertretung", "uebergabe"]) | Q(bis__isnull=False),
                name="zustaendigkeit_vertretung_endet",
            ),
            models.UniqueConstraint(
                fields=["person", "rolle", "nutzer", "von"],
                condition=Q(nutzer__isnull=False),
                name="zustaendigkeit_fachkraft_einmalig",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grund_display()} ab {self.von:%d.%m.%Y}"


class Zugang(models.Model):
    """Every way to a person with reason, begin and end (DS-02): the view over Zustaendigkeit, the person's
    team and Jobcenter, and the measures' providers and Regionalbüros. Read only, for filters."""

    pk = models.CompositePrimaryKey("person_id", "grund", "rolle", "schluessel", "von")
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="zugaenge")
    grund = models.CharField(max_length=20, choices=Zustaendigkeitsgrund)
    rolle = models.CharField(max_length=20)
    schluessel = models.IntegerField()
    von = models.DateField()
    bis = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "person_zugang"
        verbose_name = "Zugang"
        verbose_name_plural = "Zugänge"

    def __str__(self) -> str:
        return self.get_grund_display()
