"""Arranging and ending that somebody stands in (VF-08)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from ..forms import Vertretungsformular
from ..models import Vertretung
from ..vertretung import abwesende, sichtbare_vertretungen, vertretende, vertretung_beenden, vertretung_beginnen


@regel(Aktion.PERSON_AENDERN)
def vertretung(request: HttpRequest) -> HttpResponse:
    """The present and coming ones, and the form for a new one. Shows no person, so it leaves no trace."""
    nutzer: Any = request.user
    stichtag = heute()
    fuer = list(abwesende(nutzer))
    anfang = {"fuer": nutzer.pk if len(fuer) == 1 else "", "von": stichtag}
    form = Vertretungsformular(request.POST or None, initial=anfang, abwesende=fuer, kollegen=list(vertretende(nutzer)))
    if request.method == "POST" and form.is_valid():
        try:
            neu, faelle = vertretung_beginnen(nutzer, **form.cleaned_data)
        except ValidationError as fehler:
            form.add_error(None, fehler)
        else:
            zeit = f"vom {neu.von:%d.%m.%Y} bis {neu.bis:%d.%m.%Y}"
            melden(request, f"{neu.durch} vertritt {neu.fuer} {zeit} in {_faelle(faelle)}.")
            return redirect("tisch:vertretung")
    eigene = {k.pk for k in fuer}
    laufende = [(v, v.fuer_id in eigene) for v in sichtbare_vertretungen(nutzer, stichtag)]
    kontext = {"form": form, "laufende": laufende, "stichtag": stichtag}
    return TemplateResponse(request, "tisch/vertretung.html", kontext, status=422 if request.method == "POST" else 200)


def _faelle(anzahl: int) -> str:
    return "einem Fall" if anzahl == 1 else f"{anzahl} Fällen"


@regel(Aktion.PERSON_AENDERN)
@require_POST
def beenden(request: HttpRequest, pk: int) -> HttpResponse:
    """End one with today, or take back one that has not begun."""
    try:
        beendet = vertretung_beenden(request.user, pk, heute())
    except Vertretung.DoesNotExist as weg:
        raise Http404 from weg
    melden(request, f"Die Vertretung von {beendet.fuer} durch {beendet.durch} endet mit Ablauf des heutigen Tages.")
    return redirect("tisch:vertretung")
