"""The receiver answered on paper: recorded by the provider's lead (JPS-52)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from . import services
from .arten import Berichtsstand
from .forms import Papierantwort
from .models import Entwicklungsbericht
from .queries import mit_allem


@regel(Aktion.BERICHT_FREIGEBEN)
def antwort(request: HttpRequest, pk: int) -> HttpResponse:
    """Only for reports that went out on paper or as a file and lie with the receiver."""
    erlaubt = mit_allem(Entwicklungsbericht.objects.fuer(request.user, Aktion.BERICHT_FREIGEBEN))
    bericht: Entwicklungsbericht = get_object_or_404(erlaubt, pk=pk, stand=Berichtsstand.UEBERMITTELT)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        annehmen = werte.pop("entscheidung") == "annehmen"
        return services.papierantwort(request.user, pk, annehmen=annehmen, **werte)

    seite = Formularseite(
        person=bericht.person,
        titel="Antwort auf Papier festhalten",
        knopf="Antwort speichern",
        einleitung=f"{bericht} ging am {bericht.uebermittelt_am:%d.%m.%Y} an {bericht.empfaenger}. Was steht im "
        "Schreiben? Festgehalten wird auch, dass Sie es eingetragen haben.",
        form=Papierantwort(request.POST or None, stichtag=heute()),
        schreiben=schreiben,
        satz=lambda b: f"{b} ist {b.get_stand_display()}.",
        zurueck=reverse("bericht:bericht", args=[pk]),
    )
    return formularseite(request, seite)
