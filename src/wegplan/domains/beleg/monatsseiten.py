"""The signed lists of a project's month (PX-06)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.anwesenheit.models import Monatsabschluss
from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.anwesenheit.queries import monat_der_adresse
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from . import services
from .forms import Papierformular
from .queries import belege_des_monats, projekte


def _projekt(request: HttpRequest, pk: int) -> Massnahme:
    massnahme: Massnahme = get_object_or_404(projekte(request.user), pk=pk)
    return massnahme


@regel(Aktion.BELEG_LESEN)
@require_safe
def monat(request: HttpRequest, massnahme: int, monat: str) -> HttpResponse:
    """Which signed lists are there, whether the month is closed; no names."""
    projekt, erster = _projekt(request, massnahme), monat_der_adresse(monat).erster
    kontext = {
        "massnahme": projekt,
        "monat": Monat.von(erster),
        "belege": belege_des_monats(request.user, massnahme, erster),
        "abschluss": Monatsabschluss.objects.filter(massnahme=projekt, monat=erster).first(),
    }
    return TemplateResponse(request, "beleg/monat.html", kontext)


@regel(Aktion.BELEG_ABLEGEN)
def neu(request: HttpRequest, massnahme: int, monat: str) -> HttpResponse:
    """File the scan of a signed list."""
    projekt, erster = _projekt(request, massnahme), monat_der_adresse(monat).erster
    welcher = Monat.von(erster)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.monat_ablegen(request.user, massnahme, erster, services.eingang_aus(werte))

    seite = Formularseite(
        person=None,
        titel=f"Unterschriebene Liste {welcher} ablegen",
        knopf="Ablegen",
        einleitung="Die Liste sehen der Träger und das Regionalbüro dieses Projekts.",
        bezug=str(projekt),
        form=Papierformular(
            request.POST or None,
            request.FILES or None,
            initial={"eingegangen_am": heute(), "tag": min(welcher.letzter, heute())},
            stichtag=heute(),
        ),
        schreiben=schreiben,
        satz=lambda b: f"Die unterschriebene Liste ist abgelegt ({b.seiten} Seiten)." if b.seiten > 1 else ABGELEGT,
        zurueck=reverse("beleg:monat", args=[massnahme, welcher.name]),
    )
    return formularseite(request, seite)


ABGELEGT = "Die unterschriebene Liste ist abgelegt."
