"""What the report rests on beside the files of the participants: contacts, support, boards; no participant is named."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.audit.verlauf import ereignisse

from .arten import Kontaktart, Kontaktergebnis, Mobilitaetsart

HOECHSTENS = 500  # people in one support, more is a slip of the pen


class Nachweis(models.Model):
    """A record of a project on a day. `kennung` keeps a double click from making two."""

    kennung = models.CharField("Kennung", max_length=40, unique=True)
    massnahme = models.ForeignKey(Massnahme, models.PROTECT, related_name="+", verbose_name="Projekt")
    tag = models.DateField("Tag")
    erfasst_am = models.DateTimeField("erfasst am", db_default=Now(), editable=False)
    erfasst_von = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@pghistory.track(*ereignisse())
class Unternehmenskontakt(Nachweis):
    unternehmen = models.CharField("Unternehmen", max_length=200)
    art = models.CharField("Art", max_length=20, choices=Kontaktart)
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Kontaktergebnis)
    bemerkung = models.CharField("Bemerkung", max_length=500, blank=True, db_default="")

    class Meta:
        verbose_name = "Unternehmenskontakt"
        verbose_name_plural = "Unternehmenskontakte"
        indexes = [models.Index(fields=["massnahme", "tag"], name="unternehmenskontakt_tag")]
        constraints = [
            models.CheckConstraint(condition=Q(art__in=Kontaktart.values), name="kontakt_art_bekannt"),
            models.CheckConstraint(condition=Q(ergebnis__in=Kontaktergebnis.values), name="kontakt_ergebnis_bekannt"),
        ]

    def __str__(self) -> str:
        return f"{self.unternehmen}, {self.tag:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Mobilitaetshilfe(Nachweis):
    """`personen`: how many it reached. Who they were is not asked: the report needs the number only."""

    art = models.CharField("Art", max_length=20, choices=Mobilitaetsart)
    personen = models.PositiveSmallIntegerField(
        "Menschen", validators=[MinValueValidator(1), MaxValueValidator(HOECHSTENS)]
    )
    ergebnis = models.CharField("Ergebnis", max_length=500)

    class Meta:
        verbose_name = "Mobilitätshilfe"
        verbose_name_plural = "Mobilitätshilfen"
        indexes = [models.Index(fields=["massnahme", "tag"], name="mobilitaetshilfe_tag")]
        constraints = [
            models.CheckConstraint(condition=Q(art__in=Mobilitaetsart.values), name="mobilitaet_art_bekannt"),
            models.CheckConstraint(condition=Q(personen__range=(1, HOECHSTENS)), name="mobilitaet_personen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()}, {self.tag:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Gremiensitzung(Nachweis):
    gremium = models.CharField("Beirat oder Gremium", max_length=200)
    beteiligte = models.CharField("Wer war dabei", max_length=300)
    ergebnis = models.CharField("Ergebnis", max_length=1000)

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Beiräte und Gremien"
        indexes = [models.Index(fields=["massnahme", "tag"], name="gremiensitzung_tag")]

    def __str__(self) -> str:
        return f"{self.gremium}, {self.tag:%d.%m.%Y}"


NACHWEISE: dict[str, type[Nachweis]] = {
    "unternehmen": Unternehmenskontakt,
    "mobilitaet": Mobilitaetshilfe,
    "gremien": Gremiensitzung,
}
