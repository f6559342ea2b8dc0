"""Gespraech: one talk, on a Teilnahme or on a measure. Absprache: what somebody promised there, until when."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.person.queries import sichtbar
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht

from .arten import Gespraechsanlass, Gespraechsart, Gespraechsausgang, Gespraechsweg


class GespraechQuerySet(models.QuerySet[Any]):
    """Talks for the provider and the Regionalbüro of their measure (DS-02)."""

    pfad = ""

    def fuer(self, nutzer: Any, aktion: str = Aktion.GESPRAECH_LESEN) -> Self:
        """Only rows with which `nutzer` may do `aktion` today."""
        stelle = nutzer.organisation_id
        if stelle is None or not nutzer.darf(aktion):
            return self.none()
        return self.filter(
            sichtbar(nutzer, aktion, timezone.localdate(), f"{self.pfad}person__") & self._von("teilnahme__", stelle)
            | Q(**{f"{self.pfad}person__isnull": True}) & self._von("", stelle)
        )

    def _von(self, wo: str, stelle: int) -> Q:
        massnahme = f"{self.pfad}{wo}massnahme"
        return Q(**{f"{massnahme}__traeger": stelle}) | Q(**{f"{massnahme}__regionalbuero": stelle})


class AbspracheQuerySet(GespraechQuerySet):
    """Agreements of talks that the user may see."""

    pfad = "gespraech__"


@pghistory.track(*ereignisse())
class Gespraech(Mitgebracht):
    """A talk between Regionalbüro and provider hangs on the measure, every other one on a Teilnahme (JPS-40).

    `stelle`: the office that recorded it and alone corrects it."""

    gespraech_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="gespraeche")
    teilnahme = models.ForeignKey(
        Teilnahme, models.CASCADE, null=True, blank=True, related_name="gespraeche", verbose_name="Teilnahme"
    )
    massnahme = models.ForeignKey(
        Massnahme, models.CASCADE, null=True, blank=True, related_name="gespraeche", verbose_name="Maßnahme"
    )
    art = models.CharField("Art", max_length=20, choices=Gespraechsart)
    weg = models.CharField("Weg", max_length=20, choices=Gespraechsweg)
    ausgang = models.CharField("Ausgang", max_length=20, choices=Gespraechsausgang)
    tag = models.DateField("Tag")
    beteiligte = models.CharField("Wer war dabei", max_length=300, blank=True)
    anlass = models.CharField("Anlass", max_length=20, choices=Gespraechsanlass)
    inhalt = models.TextField("Inhalt", max_length=4000, blank=True)
    naechster_termin = models.DateField("nächster Termin", null=True, blank=True)
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="erfasst von"
    )
    stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="erfassende Stelle")

    objects = GespraechQuerySet.as_manager()

    class Meta:
        verbose_name = "Gespräch"
        verbose_name_plural = "Gespräche"
        constraints = [
            models.UniqueConstraint(fields=["gespraech_id"], name="gespraech_id_einmalig"),
            models.CheckConstraint(
                condition=Q(art="rb_bdl", person__isnull=True, teilnahme__isnull=True, massnahme__isnull=False)
                | ~Q(art="rb_bdl") & Q(person__isnull=False, teilnahme__isnull=False, massnahme__isnull=True),
                name="gespraech_haengt_an_einem",
            ),
            models.CheckConstraint(
                condition=Q(naechster_termin__isnull=True) | Q(naechster_termin__gt=F("tag")),
                name="gespraech_naechster_danach",
            ),
            models.CheckConstraint(
                condition=Q(ausgang="nicht_angetroffen") | ~Q(inhalt="") & ~Q(beteiligte=""),
                name="gespraech_gefuehrt_mit_inhalt",
            ),
            konto_oder_mitgebracht("erfasst_von", "gespraech_von_jemand"),
        ]
        indexes = [models.Index(fields=["teilnahme", "art", "tag"], name="gespraech_teilnahme_art")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} am {self.tag:%d.%m.%Y}"

    @property
    def projekt(self) -> Massnahme:
        """The measure it belongs to, directly or by its Teilnahme."""
        if self.teilnahme is not None:
            return self.teilnahme.massnahme
        if self.massnahme is None:
            raise ValueError("a talk hangs on a Teilnahme or on a measure")
        return self.massnahme


@pghistory.track(*ereignisse())
class Absprache(models.Model):
    """An agreement with owner and day. It stands on the list of `stelle` as a Wiedervorlage until it is done.

    Done without `erledigt_von`: it came so with a talk that was brought in."""

    gespraech = models.ForeignKey(Gespraech, models.CASCADE, related_name="absprachen")
    kennung = models.CharField("Kennung", max_length=40)
    text = models.CharField("Was ist abgesprochen?", max_length=300)
    verantwortlich = models.CharField("Wer macht es?", max_length=20, choices=Planverantwortung)
    verantwortlich_name = models.CharField("Wer genau", max_length=200, blank=True)
    bis = models.DateField("Bis wann")
    stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="liegt bei")
    verschoben_grund = models.CharField("Grund der Verschiebung", max_length=300, blank=True)
    erledigt_am = models.DateField("erledigt am", null=True, blank=True)
    erledigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="erledigt von"
    )

    objects = AbspracheQuerySet.as_manager()

    class Meta:
        verbose_name = "Absprache"
        verbose_name_plural = "Absprachen"
        constraints = [
            models.UniqueConstraint(fields=["gespraech", "kennung"], name="absprache_kennung_einmalig"),
            models.CheckConstraint(
                condition=Q(erledigt_von__isnull=True) | Q(erledigt_am__isnull=False),
                name="absprache_erledigt_von_jemand",
            ),
            models.CheckConstraint(
                condition=~Q(verantwortlich="dritte") | ~Q(verantwortlich_name=""), name="absprache_dritte_mit_namen"
            ),
        ]
        indexes = [models.Index(fields=["stelle", "bis"], name="absprache_offen", condition=Q(erledigt_am=None))]

    def __str__(self) -> str:
        return self.text

    @property
    def wer(self) -> str:
        """The owner as people read it."""
        return self.verantwortlich_name or str(self.get_verantwortlich_display())
