"""The receiver answered on paper: recorded by the provider's lead, or by the Regionalbüro where the paper came in.
The participant did, or by word: taken down by the provider's staff (JPS-52)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.mitsprache.aufnahme import aufnahmeseite
from wegplan.domains.mitsprache.models import Wortart
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from . import services
from .arten import Berichtsstand, Weg
from .forms import Papierantwort
from .models import Entwicklungsbericht
from .queries import mit_allem


@regel(Aktion.BERICHT_FREIGEBEN)
def antwort(request: HttpRequest, pk: int) -> HttpResponse:
    """Only for reports that went out on paper or as a file and lie with the receiver."""
    return _formular(request, _beim_empfaenger(request, pk, Aktion.BERICHT_FREIGEBEN))


@regel(Aktion.BERICHT_ANNEHMEN)
def antwort_im_buero(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the Regionalbüro, of reports of which it has the copy and that did not go out here."""
    bericht = _beim_empfaenger(request, pk, Aktion.BERICHT_ANNEHMEN)
    if not papierweg(request.user, bericht):
        raise Http404
    return _formular(request, bericht)


def papierweg(nutzer: Any, bericht: Entwicklungsbericht) -> str:
    """The address where this user records an answer on paper, or ""."""
    if bericht.stand != Berichtsstand.UEBERMITTELT or bericht.weg == Weg.PORTAL:
        return ""
    if nutzer.darf(Aktion.BERICHT_FREIGEBEN):
        return reverse("bericht:papierantwort", args=[bericht.pk])
    if nutzer.darf(Aktion.BERICHT_ANNEHMEN) and services.hat_kopie_des_bueros(nutzer, bericht):
        return reverse("bericht:papierantwort_im_buero", args=[bericht.pk])
    return ""


def _beim_empfaenger(request: HttpRequest, pk: int, aktion: str) -> Entwicklungsbericht:
    erlaubt = mit_allem(Entwicklungsbericht.objects.fuer(request.user, aktion))
    bericht: Entwicklungsbericht = get_object_or_404(erlaubt, pk=pk, stand=Berichtsstand.UEBERMITTELT)
    return bericht


def _formular(request: HttpRequest, bericht: Entwicklungsbericht) -> HttpResponse:
    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        annehmen = werte.pop("entscheidung") == "annehmen"
        return services.papierantwort(request.user, bericht.pk, annehmen=annehmen, **werte)

    seite = Formularseite(
        person=bericht.person,
        titel="Antwort auf Papier festhalten",
        knopf="Antwort speichern",
        einleitung=f"{bericht} ging am {bericht.uebermittelt_am:%d.%m.%Y} an {bericht.empfaenger}. Was steht im "
        "Schreiben? Festgehalten wird auch, dass Sie es eingetragen haben.",
        form=Papierantwort(request.POST or None, stichtag=heute()),
        schreiben=schreiben,
        satz=lambda b: f"{b} ist {b.get_stand_display()}.",
        zurueck=reverse("bericht:bericht", args=[bericht.pk]),
    )
    return formularseite(request, seite)


@regel(Aktion.BERICHT_SCHREIBEN)
def aufnehmen(request: HttpRequest, pk: int) -> HttpResponse:
    """What the participant answers to a released report; before, the release itself asks for it."""
    erlaubt = Entwicklungsbericht.objects.fuer(request.user, Aktion.BERICHT_SCHREIBEN)
    erlaubt = erlaubt.exclude(stand=Berichtsstand.ENTWURF).select_related("teilnahme__person")
    bericht: Entwicklungsbericht = get_object_or_404(erlaubt, pk=pk)
    zurueck = reverse("bericht:bericht", args=[pk])
    return aufnahmeseite(request, bericht.teilnahme, Wortart.BERICHT, (pk, str(bericht)), zurueck)
