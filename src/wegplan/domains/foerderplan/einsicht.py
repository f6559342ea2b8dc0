"""The Regionalbüro looks into a single plan, with a reason (JPS-16)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from . import services
from .forms import Einsichtsformular
from .models import Planfassung
from .rules import einsicht_bis


@regel(Aktion.FOERDERPLAN_EINSEHEN)
def einsehen(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what will happen, asks for the reason, and opens the plan at once."""
    erlaubt = Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_EINSEHEN)
    fassung: Planfassung = get_object_or_404(erlaubt.select_related("person"), pk=pk)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.einsehen(request.user, pk, werte["grund"], heute())

    seite = Formularseite(
        person=fassung.person,
        titel="Ganzen Förderplan einsehen",
        knopf="Einsicht öffnen",
        einleitung=(
            f"Sie lesen bis zum {einsicht_bis(heute()):%d.%m.%Y} auch Einschätzungen und Wünsche dieser Person. "
            "Der Zugriff wird festgehalten, der Bildungsdienstleister sieht Ihren Namen und den Grund."
        ),
        form=Einsichtsformular(request.POST or None),
        schreiben=schreiben,
        satz=lambda e: f"Der Plan ist bis zum {e.bis:%d.%m.%Y} für Sie offen.",
        zurueck=reverse("foerderplan:fassung", args=[pk]),
    )
    return formularseite(request, seite)
