"""Frage: a question of one office to another on a case. Fragebeitrag: what one of them wrote."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet
from wegplan.kit.audit.verlauf import ereignisse
from wegplan.kit.exchange.herkunft import Mitgebracht, konto_oder_mitgebracht


class FrageQuerySet(TeilnahmeBezogenQuerySet):
    """Only the two offices of a question know of it."""

    def fuer(self, nutzer: Any, aktion: str = Aktion.FRAGE_LESEN) -> Self:
        """Only questions with which `nutzer` may do `aktion` today."""
        stelle = nutzer.organisation_id
        if stelle is None or not nutzer.darf(aktion):
            return self.none()
        return super().fuer(nutzer, aktion).filter(Q(von_stelle=stelle) | Q(an_stelle=stelle))

    def bei(self, nutzer: Any) -> Self:
        """Those that wait for `nutzer`: for the own office, with nobody in particular or with this account."""
        eigene = self.filter(am_zug=nutzer.organisation_id)
        return eigene.filter(Q(zustaendig__isnull=True) | Q(zustaendig=nutzer))


@pghistory.track(*ereignisse())
class Frage(Mitgebracht):
    """`am_zug`: the office that owes the next word since `wartet_seit`, None when closed; `zustaendig`: with whom in
    that office it lies, None for nobody in particular. One that was brought in names nobody who asked."""

    frage_id = models.CharField("Kennzeichen", max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="fragen")
    teilnahme = models.ForeignKey(Teilnahme, models.CASCADE, related_name="fragen", verbose_name="Teilnahme")
    von_stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="von")
    an_stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="an")
    gestellt_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gestellt von"
    )
    gestellt_am = models.DateTimeField("gestellt am", db_default=Now(), editable=False)
    am_zug = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="am Zug"
    )
    wartet_seit = models.DateTimeField("wartet seit", null=True, blank=True)
    zustaendig = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="liegt bei"
    )
    geschlossen_am = models.DateTimeField("abgeschlossen am", null=True, blank=True)
    geschlossen_von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FrageQuerySet.as_manager()

    class Meta:
        verbose_name = "Frage"
        verbose_name_plural = "Fragen"
        constraints = [
            models.UniqueConstraint(fields=["frage_id"], name="frage_id_einmalig"),
            models.CheckConstraint(condition=~Q(von_stelle=F("an_stelle")), name="frage_an_eine_andere_stelle"),
            models.CheckConstraint(
                condition=Q(am_zug__isnull=False, wartet_seit__isnull=False, geschlossen_am__isnull=True)
                | Q(
                    am_zug__isnull=True, wartet_seit__isnull=True, geschlossen_am__isnull=False, zustaendig__isnull=True
                ),
                name="frage_offen_oder_geschlossen",
            ),
            konto_oder_mitgebracht("gestellt_von", "frage_von_jemand"),
        ]
        indexes = [
            models.Index(fields=["am_zug", "wartet_seit"], name="frage_am_zug", condition=Q(am_zug__isnull=False))
        ]

    def __str__(self) -> str:
        return f"Frage vom {self.gestellt_am:%d.%m.%Y}"


@pghistory.track(*ereignisse())
class Fragebeitrag(Mitgebracht):
    """A question, an answer, a word to it; never changed."""

    beitrag_id = models.CharField("Kennzeichen", max_length=40)
    frage = models.ForeignKey(Frage, models.CASCADE, related_name="beitraege")
    text = models.TextField("Text", max_length=2000)
    stelle = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="Stelle")
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="von"
    )
    am = models.DateTimeField("am", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "Beitrag zu einer Frage"
        verbose_name_plural = "Beiträge zu Fragen"
        constraints = [
            models.UniqueConstraint(fields=["frage", "beitrag_id"], name="fragebeitrag_id_einmalig"),
            konto_oder_mitgebracht("von", "fragebeitrag_von_jemand"),
        ]

    def __str__(self) -> str:
        return f"Beitrag vom {self.am:%d.%m.%Y}"
