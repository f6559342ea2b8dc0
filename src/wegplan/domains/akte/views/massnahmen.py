"""Measures and who takes part in them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.listen.views import liste_anzeigen

from ..massnahmenlisten import Massnahmenliste, Teilnehmendenliste, angaben


@regel(Aktion.MASSNAHME_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Massnahmenliste(request), "akte/massnahmen.html")


@regel(Aktion.MASSNAHME_LESEN)
def massnahme(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure with its participants as far as the user may see them; without persons for who sees none."""
    gesucht = get_object_or_404(massnahmen_fuer(request.user).select_related("traeger", "regionalbuero"), pk=pk)
    teilnehmende = Teilnehmendenliste(request, gesucht)
    return liste_anzeigen(request, teilnehmende, "akte/massnahme.html", massnahme=gesucht, angaben=angaben(gesucht))
