"""One indicator of one project: figure, development, and what was agreed about it (JPS-90)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielindikatoren.rules import in_worten
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from ..anzeige import Zeile
from ..queries import gegenmassnahmen_fuer, geltende, juengste, messstaende, messungen, soll_im_projekt, sollwerte
from ..verlauf import verlaufsbild
from .indikatoren import indikator_oder_404, tag_aus


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
def projekt(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    gesucht, regelwerk = indikator_oder_404(name, heute())
    massnahme = get_object_or_404(massnahmen_fuer(request.user).select_related("traeger", "regionalbuero"), pk=pk)
    alle = messungen()
    gewaehlt = juengste(alle, tag_aus(request))
    kontext: dict[str, Any] = {
        "indikator": gesucht,
        "definition": in_worten(gesucht, regelwerk),
        "massnahme": massnahme,
        "titel": massnahme.titel or massnahme.massnahmenummer,
        "gegenmassnahmen": gegenmassnahmen_fuer(request.user)
        .filter(massnahme=massnahme, indikator=name)
        .order_by("-stand", "faellig_am"),
        "heute": heute(),
    }
    if gewaehlt:
        staende = messstaende(request.user, alle, name)
        vereinbart = geltende([pk], gewaehlt.stichtag)
        soll = soll_im_projekt(sollwerte(vereinbart), pk, gesucht)
        kontext |= {
            "vereinbarung": vereinbart.get(pk),
            "messung": gewaehlt,
            "zeile": Zeile(gesucht.titel, "", gesucht, staende[gewaehlt.pk].gesamt(gesucht, [pk]), soll),
            **verlaufsbild(gesucht, [staende[m.pk] for m in reversed(alle)], pk, soll),
        }
    return TemplateResponse(request, "zielvereinbarung/projekt.html", kontext)
