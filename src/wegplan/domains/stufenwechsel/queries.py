"""Reading changes of stage, interventions and what warns, for the user."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from wegplan.domains.anwesenheit.models import Ausnahmeart, Ausnahmezeit

from .models import Intervention, Interventionsschritt, Stufenwechsel, Unterbrechung

OFFEN = Q(neue_teilnahme=None, zurueckgezogen_am=None) & ~Q(einschaetzung="nein") & ~Q(zustimmung="nein")


def wechsel_mit_namen(wechsel: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a page shows, in the same statement."""
    return wechsel.select_related(
        "person",
        "teilnahme__massnahme",
        "empfohlen_von",
        "eingeschaetzt_von",
        "entschieden_von",
        "neue_teilnahme__massnahme",
    )


def offene_wechsel(nutzer: Any) -> QuerySet[Any]:
    """Changes of stage that wait for somebody."""
    return wechsel_mit_namen(Stufenwechsel.objects.fuer(nutzer, "stufenwechsel_lesen")).filter(OFFEN)


def am_zug(wechsel: Stufenwechsel) -> list[str]:
    """What a running change of stage waits for, as German words."""
    teile = [] if wechsel.einschaetzung else ["Einschätzung: Regionalbüro"]
    teile += [] if wechsel.zustimmung else ["Zustimmung: Agentur oder Jobcenter"]
    return teile or ["Durchführen: Agentur oder Jobcenter"]


def mit_schritten(interventionen: QuerySet[Any]) -> QuerySet[Any]:
    """Interventions with their steps in order, in two statements."""
    schritte = Interventionsschritt.objects.select_related("erledigt_von").order_by("nummer")
    return interventionen.select_related("verfahren", "begonnen_von").prefetch_related(Prefetch("schritte", schritte))


def interventionen_von(teilnahmen: Iterable[int], von: date, bis: date) -> dict[int, list[Intervention]]:
    """Interventions that ran on a day of the time, by Teilnahme, with their steps as `schritte` (for the
    Entwicklungsbericht, JPS-60); two statements. The caller has fetched the Teilnahmen for the user."""
    gelaufen = Intervention.objects.filter(
        Q(beendet_am__isnull=True) | Q(beendet_am__gte=von), teilnahme__in=list(teilnahmen), begonnen_am__lte=bis
    )
    alle: dict[int, list[Intervention]] = {}
    for intervention in mit_schritten(gelaufen).order_by("begonnen_am", "pk"):
        alle.setdefault(intervention.teilnahme_id, []).append(intervention)
    return alle


def ruhezeiten_mit_art(teilnahmen: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """Interruptions by Teilnahme as `zeit` and `art`, the kind empty for who may not read it; two statements."""
    nummern = list(teilnahmen)
    arten = {u.zeit_id: str(u) for u in Unterbrechung.objects.filter(teilnahme__in=nummern)}
    alle: dict[int, list[dict[str, Any]]] = {}
    zeiten = Ausnahmezeit.objects.filter(teilnahme__in=nummern, art=Ausnahmeart.UNTERBRECHUNG)
    for zeit in zeiten.order_by("-von"):
        alle.setdefault(zeit.teilnahme_id, []).append({"zeit": zeit, "art": arten.get(zeit.pk, "")})
    return alle
