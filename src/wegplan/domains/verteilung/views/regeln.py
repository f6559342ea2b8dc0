"""The rules of the own office: list, new, change (VF-12). They name no person, so the pages leave no trace."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import Konflikt, stand_von
from wegplan.kit.ui.meldungen import melden

from .. import queries, services
from ..forms import GeaenderteRegel, Regelformular

FELDER = (
    "team",
    "fachkraft",
    "buchstabe_von",
    "buchstabe_bis",
    "foerderart",
    "alter_von",
    "alter_bis",
    "reihenfolge",
    "von",
    "bis",
)


@regel(Aktion.FAELLE_VERTEILEN)
def liste(request: HttpRequest) -> HttpResponse:
    """The rules in force, coming and past, in the order in which they are tried."""
    stichtag = heute()
    alle = list(queries.regeln(request.user))
    kontext = {
        "geltende": [r for r in alle if r.bis is None or r.bis >= stichtag],
        "beendete": [r for r in alle if r.bis is not None and r.bis < stichtag],
        "stichtag": stichtag,
    }
    return TemplateResponse(request, "verteilung/regeln.html", kontext)


def _wahlen(request: HttpRequest) -> dict[str, Any]:
    return {
        "fachkraefte": list(queries.fachkraefte(request.user)),
        "teams": list(queries.eigene_teams(request.user)),
    }


@regel(Aktion.FAELLE_VERTEILEN)
def neu(request: HttpRequest) -> HttpResponse:
    wahlen = _wahlen(request)
    letzte = queries.regeln(request.user).order_by().aggregate(n=Max("reihenfolge"))["n"] or 0
    team = wahlen["teams"][0].pk if len(wahlen["teams"]) == 1 else ""
    anfang = {"von": heute(), "reihenfolge": min(letzte + 10, 999), "team": team}
    form = Regelformular(request.POST or None, initial=anfang, **wahlen)
    if request.method == "POST" and form.is_valid():
        werte = {name: form.cleaned_data[name] for name in FELDER}
        try:
            gespeichert, _ = services.regel_anlegen(request.user, werte)
        except ValidationError as fehler:
            form.add_error(None, fehler)
        else:
            melden(request, f"Die Regel „{gespeichert}“ schlägt {gespeichert.fachkraft} vor.")
            return redirect("verteilung:regeln")
    return _seite(request, form, "Neue Regel", "Regel speichern")


@regel(Aktion.FAELLE_VERTEILEN)
def aendern(request: HttpRequest, pk: int) -> HttpResponse:
    alt = get_object_or_404(queries.regeln(request.user), pk=pk)
    anfang = {name: getattr(alt, name) for name in FELDER}
    anfang |= {"team": alt.team_id or "", "fachkraft": alt.fachkraft_id}
    anfang |= {name: anfang[name].capitalize() for name in ("buchstabe_von", "buchstabe_bis")}
    if request.method != "POST":
        anfang["stand"] = stand_von(alt)
    form = GeaenderteRegel(request.POST or None, initial=anfang, **_wahlen(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        werte = {name: form.cleaned_data[name] for name in FELDER}
        try:
            geaendert, _ = services.regel_aendern(request.user, pk, werte, form.cleaned_data["stand"])
        except ValidationError as fehler:
            form.add_error(None, fehler)
        except Konflikt as gefunden:
            form.data = form.data.copy()
            form.data["stand"] = str(gefunden.stand)
            satz = "; ".join(f"{a.feld}: gespeichert ist {a.gespeichert}" for a in gefunden.abweichungen)
            form.add_error(None, f"Jemand hat diese Regel inzwischen geändert ({satz}). Speichern überschreibt das.")
            status = 409
        else:
            melden(request, f"Die Regel „{geaendert}“ ist gespeichert.")
            return redirect("verteilung:regeln")
    return _seite(request, form, "Regel ändern", "Änderung speichern", status)


def _seite(request: HttpRequest, form: Any, titel: str, knopf: str, status: int = 200) -> HttpResponse:
    if request.method == "POST" and status == 200:
        status = 422
    kontext = {"form": form, "titel": titel, "knopf": knopf}
    return TemplateResponse(request, "verteilung/regel.html", kontext, status=status)
