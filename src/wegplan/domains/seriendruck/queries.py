"""Reading what sheets show: one statement for each source, however many participants."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from wegplan.domains.anwesenheit.models import Anwesenheit, Status
from wegplan.domains.foerderung.queries import zertifikate_von
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.qualifizierungsplan.queries import modulstaende
from wegplan.domains.teilnahme.models import Teilnahme

from .arten import Seriendruckart
from .models import Ausstellung

HOECHSTENS = 500  # sheets of one job


def teilnahmen(nutzer: Any, massnahme: int) -> QuerySet[Teilnahme]:
    """The Teilnahmen of a measure that `nutzer` may print for, by name."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.SERIENDRUCK).filter(massnahme=massnahme)
    return erlaubt.select_related("person", "massnahme__traeger").order_by("person__sortierung", "pk")


def massnahmen(nutzer: Any) -> QuerySet[Massnahme]:
    """The measures with somebody whom `nutzer` may print for."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.SERIENDRUCK)
    return Massnahme.objects.filter(pk__in=erlaubt.values("massnahme")).order_by("titel", "massnahmenummer")


def ausstellungen(nutzer: Any) -> QuerySet[Ausstellung]:
    """What was issued to persons whom `nutzer` may print for."""
    erlaubt: QuerySet[Ausstellung] = Ausstellung.objects.fuer(nutzer, Aktion.SERIENDRUCK)
    return erlaubt.select_related("person", "teilnahme__massnahme", "ausgestellt_von")


def inhalte(art: str, gewaehlt: Iterable[Teilnahme], tag: date) -> dict[int, dict[str, Any]]:
    """What the sheet of each Teilnahme shows as of `tag`, days as text. Nothing of health or debts stands on one."""
    alle = list(gewaehlt)
    tage = _anwesenheitstage(alle, tag) if art == Seriendruckart.TEILNAHME else {}
    erworben = zertifikate_von([t.pk for t in alle], tag) if art != Seriendruckart.BRIEF else {}
    module = _module(alle, tag) if art != Seriendruckart.BRIEF else {}
    return {
        t.pk: {
            "name": f"{t.person.vorname} {t.person.nachname}".strip(),
            "geburtsdatum": _tag(t.person.geburtsdatum),
            "massnahme": t.massnahme.titel or t.massnahme.massnahmenummer,
            "nummer_massnahme": t.massnahme.massnahmenummer,
            "traeger": str(t.massnahme.traeger or ""),
            "von": _tag(t.eintritt),
            "bis": _tag(t.austritt or t.geplantes_ende),
            "beendet": bool(t.austritt and t.austritt <= tag),
            "tage": tage.get(t.pk, 0),
            "qualifizierungen": [[z.bezeichnung, _tag(z.erworben_am)] for z in erworben.get(t.pk, []) if z.erworben_am],
            **module.get(t.pk, {}),
        }
        for t in alle
    }


def _anwesenheitstage(alle: list[Teilnahme], tag: date) -> dict[int, int]:
    da = Anwesenheit.objects.filter(teilnahme__in=alle, status=Status.ANWESEND, datum__lte=tag)
    return dict(da.values_list("teilnahme").annotate(n=Count("datum", distinct=True)))


def _module(alle: list[Teilnahme], tag: date) -> dict[int, dict[str, str]]:
    """A sentence where modules were passed; without any no word, so that earlier certificates stay the same."""
    return {
        pk: {"module": f"Bestandene Module, {stand.ziel}: {stand.bestanden} von {stand.geplant}"}
        for pk, stand in modulstaende([t.pk for t in alle], tag).items()
        if stand.bestanden
    }


def _tag(tag: date | None) -> str:
    return f"{tag:%d.%m.%Y}" if tag else ""
