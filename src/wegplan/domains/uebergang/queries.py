"""Where everybody stands on a day, for this user; and the counts of entries (JPS-01)."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from .models import Stand, Zuweisung

KARTEN = 8  # per column; the rest is in the list behind the column's number


class Eintritte(NamedTuple):
    """Entries by assignments: each person once, and all of them (JPS-01)."""

    ersteintritte: int
    gesamt: int


def am(tag: date) -> Q:
    """Condition on Stand: the station that holds on `tag`."""
    return Q(ab__lte=tag) & (Q(bis__isnull=True) | Q(bis__gte=tag))


def staende(nutzer: Any, tag: date) -> QuerySet[Stand]:
    """Everybody on the journey on `tag`, as far as this user may see them."""
    return Stand.objects.fuer(nutzer).filter(am(tag))


def karten(nutzer: Any, tag: date) -> QuerySet[Stand]:
    """The longest-standing KARTEN of every column, each with the number of its column as `anzahl`; one statement."""
    return (
        staende(nutzer, tag)
        .select_related("person", "stelle", "zuweisung")
        .annotate(
            anzahl=Window(Count("pk"), partition_by=F("station")),
            platz=Window(RowNumber(), partition_by=F("station"), order_by=["ab", "pk"]),
        )
        .filter(platz__lte=KARTEN)
        .order_by("station", "ab", "pk")
    )


def eintritte(zuweisungen: QuerySet[Zuweisung], bis: date) -> Eintritte:
    """Entries up to `bis` that followed `zuweisungen`, by the day on which the Teilnahme began."""
    zahlen = zuweisungen.filter(teilnahme__eintritt__lte=bis).aggregate(
        personen=Count("person", distinct=True), gesamt=Count("pk")
    )
    return Eintritte(zahlen["personen"], zahlen["gesamt"])
