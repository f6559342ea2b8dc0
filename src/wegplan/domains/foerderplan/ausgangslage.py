"""Forms of the starting point: one area assessed by both sides, and the wishes (JPS-10)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel

from . import services
from .entwurf import entwurf_laden, entwurfsseite, jetzt
from .forms import Einschaetzungsformular, Wunschformular
from .models import Berufswunsch, Einschaetzung


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def einschaetzung(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: how the participant sees it, and how the professional sees it."""
    objekt = get_object_or_404(Einschaetzung, pk=pk)
    entwurf = entwurf_laden(request, objekt.fassung_id)
    form = Einschaetzungsformular(request.POST or None, initial=jetzt(objekt, Einschaetzungsformular))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, entwurf.pk, objekt, **werte)

    titel = f"Einschätzung: {objekt.get_bereich_display()}"
    return entwurfsseite(request, entwurf, titel, form, schreiben, lambda e: "Die Einschätzung ist gespeichert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def wunsch(request: HttpRequest, pk: int) -> HttpResponse:
    """What the participant would like to work."""
    objekt = get_object_or_404(Berufswunsch, pk=pk)
    entwurf = entwurf_laden(request, objekt.fassung_id)
    form = Wunschformular(request.POST or None, initial=jetzt(objekt, Wunschformular))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, entwurf.pk, objekt, **werte)

    return entwurfsseite(request, entwurf, "Berufswunsch", form, schreiben, lambda w: "Der Wunsch ist gespeichert.")
