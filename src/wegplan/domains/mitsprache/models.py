"""Eigenwort: one thing that a participant has written or, answering a plan or report, said."""

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.timezone import localtime

from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht


class Wortart(models.TextChoices):
    EINSCHAETZUNG = "einschaetzung", "Einschätzung"
    ZIEL = "ziel", "Ziel in eigenen Worten"
    PLAN = "plan", "Antwort zum Förderplan"
    BERICHT = "bericht", "Antwort zum Entwicklungsbericht"


ANTWORTEN = (Wortart.PLAN, Wortart.BERICHT)  # with a Haltung


class Haltung(models.TextChoices):
    """The words of the report's Kenntnisnahme that a participant may say (JPS-52)."""

    GELESEN = "gelesen", "habe ich gelesen"
    EINVERSTANDEN = "einverstanden", "bin ich einverstanden"
    NICHT_EINVERSTANDEN = "nicht_einverstanden", "bin ich nicht einverstanden"


class Antwortweg(models.TextChoices):
    """How a word came in; all but the first were recorded by the provider's staff under their own name."""

    ZUGANG = "zugang", "im eigenen Zugang"
    PAPIER = "papier", "auf Papier"
    MUENDLICH = "muendlich", "mündlich"


@pghistory.track(*ereignisse())
class Eigenwort(Mitgebracht):
    """`bezug`: what it speaks of, by `art`: the area of an assessment, the Kennung of a goal (empty: a new one), the
    number of a version or report. Open until a professional has taken it over or read it; then a new one may follow.
    `geschrieben_von` is whoever typed it: the participant, or who took the answer down and so has read it.

    One that was brought in names no account of who wrote it; who reads it here stands beside it."""

    eigenwort_id = models.CharField(
        "Kennzeichen", max_length=40, db_default=Cast(RandomUUID(), models.TextField()), editable=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="eigenworte", verbose_name="Teilnahme")
    art = models.CharField("Art", max_length=20, choices=Wortart)
    bezug = models.CharField("Bezug", max_length=40, blank=True)
    stufe = models.PositiveSmallIntegerField("So sehe ich mich", null=True, blank=True)
    haltung = models.CharField("Antwort", max_length=20, choices=Haltung, blank=True)
    text = models.TextField("In eigenen Worten", max_length=1000, blank=True)
    weg = models.CharField("Wie geantwortet", max_length=20, choices=Antwortweg, db_default=Antwortweg.ZUGANG)
    gesagt_am = models.DateField("geantwortet am", null=True, blank=True)
    geschrieben_am = models.DateTimeField("geschrieben am")
    geschrieben_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="von"
    )
    erledigt_am = models.DateTimeField("übernommen oder gelesen am", null=True, blank=True)
    erledigt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="durch"
    )

    objects = TeilnahmeBezogenQuerySet.as_manager()

    class Meta:
        verbose_name = "Eigenes Wort"
        verbose_name_plural = "Eigene Worte"
        constraints = [
            models.UniqueConstraint(fields=["eigenwort_id"], name="eigenwort_id_einmalig"),
            models.UniqueConstraint(
                fields=["teilnahme", "art", "bezug"], condition=Q(erledigt_am=None), name="eigenwort_nur_ein_offenes"
            ),
            models.CheckConstraint(
                condition=Q(art__in=["plan", "bericht"]) & ~Q(haltung="")
                | Q(art__in=["einschaetzung", "ziel"], haltung=""),
                name="eigenwort_antwort_mit_haltung",
            ),
            models.CheckConstraint(
                condition=~Q(haltung="nicht_einverstanden") | ~Q(text=""), name="eigenwort_widerspruch_mit_grund"
            ),
            models.CheckConstraint(
                condition=Q(stufe__isnull=True) | Q(stufe__range=(1, 5)), name="eigenwort_stufe_1_bis_5"
            ),
            models.CheckConstraint(
                condition=Q(erledigt_am__isnull=True, erledigt_von__isnull=True)
                | Q(erledigt_am__isnull=False) & (Q(erledigt_von__isnull=False) | Q(eingelesen_am__isnull=False)),
                name="eigenwort_erledigt_von_jemand",
            ),
            konto_oder_mitgebracht("geschrieben_von", "eigenwort_von_jemand"),
            models.CheckConstraint(
                condition=Q(weg="zugang", gesagt_am__isnull=True)
                | Q(weg__in=["papier", "muendlich"], gesagt_am__isnull=False, erledigt_am__isnull=False)
                & Q(art__in=["plan", "bericht"]),
                name="eigenwort_aufgenommen_mit_tag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} vom {self.tag:%d.%m.%Y}"

    @property
    def tag(self) -> date:
        """The day on which the participant said it."""
        return self.gesagt_am or localtime(self.geschrieben_am).date()
