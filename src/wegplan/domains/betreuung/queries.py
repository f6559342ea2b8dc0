"""Reading the care of measures: always for the office of the user."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.verfahren.models import Stand

from .models import Massnahmebetreuung, Massnahmenschritt

AB_PLAETZEN = 10  # MB-01; GS, section 2.0: group measures from ten participants on
WOCHE = 7  # days
GEZEIGT = 50  # rows of the desk


def laufende(nutzer: Any, massnahme: Massnahme) -> QuerySet[Massnahmebetreuung]:
    """The care of the measure by the user's office: one row or none."""
    return Massnahmebetreuung.objects.filter(
        massnahme=massnahme, organisation=nutzer.organisation_id, bis__isnull=True
    ).select_related("nutzer")


def betreuende(nutzer: Any) -> QuerySet[Nutzer]:
    """Who may be named: the accounts for the care of measures in the user's office."""
    return Nutzer.objects.filter(
        organisation=nutzer.organisation_id, organisation__isnull=False, rolle=Rolle.MB, is_active=True
    ).order_by("last_name", "first_name", "username")


def eigene_schritte(nutzer: Any) -> QuerySet[Massnahmenschritt]:
    """All duties of the measures that the user's office looks after."""
    return Massnahmenschritt.objects.filter(
        betreuung__organisation=nutzer.organisation_id, betreuung__organisation__isnull=False
    ).select_related("betreuung__massnahme")


def ohne_betreuung(nutzer: Any, stichtag: date) -> QuerySet[Massnahme]:
    """Group measures with at least AB_PLAETZEN seats that run or will begin, that concern the user's office, and for
    which it has nobody named who still works here (MB-01)."""
    benannt = Massnahmebetreuung.objects.filter(
        Q(bis__isnull=True) | Q(bis__gte=stichtag),
        massnahme=OuterRef("pk"),
        organisation=nutzer.organisation_id,
        nutzer__is_active=True,
    )
    return Massnahme.objects.filter(
        Q(ende__isnull=True) | Q(ende__gte=stichtag),
        ~Exists(benannt),
        gruppenmassnahme=True,
        plaetze__gte=AB_PLAETZEN,
        pk__in=RawSQL("select betreuung_massnahmen(%s)", [nutzer.organisation_id]),
    ).select_related("traeger")


@dataclass(frozen=True)
class MeineMassnahmen:
    """The duties on the desk: the first GEZEIGT by due day, and how many there are."""

    schritte: list[Any]
    anzahl: int


def meine_massnahmen(nutzer: Any, stichtag: date) -> MeineMassnahmen:
    """What calls today or within a week in the measures that `nutzer` looks after; one statement.

    Each has `tag`, the day of its reminder, moved by hand or not."""
    schritte = (
        Massnahmenschritt.objects.filter(
            Q(betreuung__bis__isnull=True) | Q(betreuung__bis__gte=stichtag),
            betreuung__nutzer=nutzer,
            stand=Stand.OFFEN,
        )
        .annotate(tag=Coalesce(F("wieder_am"), F("erste_erinnerung"), output_field=DateField()))
        .filter(Q(tag__lte=stichtag + timedelta(days=WOCHE)) | Q(faellig_bis__lt=stichtag))
        .annotate(anzahl=Window(Count("*")))
        .select_related("betreuung__massnahme")
        .order_by("faellig_bis", "tag", "pk")
    )
    zeilen = list(schritte[:GEZEIGT])
    return MeineMassnahmen(zeilen, zeilen[0].anzahl if zeilen else 0)
