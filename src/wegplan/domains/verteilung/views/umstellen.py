"""Many cases at once (PX-04): choose in the person list, say what changes, see it, do it, take it back (PX-13)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer, Team
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from .. import wechsel
from ..forms import Umstellung, Zuruecknahme
from ..models import Sammelwechsel
from ..queries import AUSWAHL, fachkraefte, laufende_massnahmen, sichtbare_wechsel, teams_des_amtes
from ..staende import staende

GEZEIGT = 50


@regel(Aktion.FAELLE_VERTEILEN)
def umstellen(request: HttpRequest) -> HttpResponse:
    """GET: the form for the persons chosen in the list. POST: its preview; with `ausfuehren`, the change itself."""
    stichtag = heute()
    form = _formular(request, stichtag)
    if request.method != "POST":
        if not form.initial["personen"]:
            melden(request, "Wählen Sie zuerst Personen in der Liste aus.", art="info")
            return redirect("akte:liste")
        return _seite(request, form)
    if "aendern" in request.POST or not form.is_valid():
        return _seite(request, form, status=200 if "aendern" in request.POST else 422)
    ziel, personen = form.ziel, form.cleaned_data["personen"]
    if "ausfuehren" not in request.POST:
        return _vorschau(request, form, wechsel.vorschau(request.user, personen, ziel))
    try:
        getan, _ = wechsel.umstellen(
            request.user, personen, ziel, form.cleaned_data["kennzeichen"], request.POST.get("pruefsumme", "")
        )
    except wechsel.Veraltet as veraltet:
        satz = "Inzwischen hat sich etwas geändert. Es wurde nichts umgestellt; unten steht, was jetzt geschehen würde."
        melden(request, satz, art="warnung")
        return _vorschau(request, form, veraltet.zeilen, status=409)
    request.session.pop(AUSWAHL, None)
    wort = "Ein Fall ist umgestellt" if getan.anzahl == 1 else f"{getan.anzahl} Fälle sind umgestellt"
    melden(request, f"{wort}. {getan}.")
    return redirect("verteilung:umstellung", getan.pk)


def _formular(request: HttpRequest, stichtag: Any) -> Umstellung:
    nutzer: Any = request.user
    return Umstellung(
        request.POST or None,
        initial={"personen": ",".join(map(str, request.session.get(AUSWAHL, ()))), "ab": stichtag},
        stichtag=stichtag,
        fachkraefte=list(fachkraefte(nutzer)),
        teams=list(teams_des_amtes(nutzer)),
        massnahmen=list(laufende_massnahmen(nutzer, stichtag)),
    )


def _seite(request: HttpRequest, form: Umstellung, status: int = 200) -> HttpResponse:
    anzahl = len(str(form["personen"].value() or "").split(","))
    return TemplateResponse(request, "verteilung/umstellen.html", {"form": form, "anzahl": anzahl}, status=status)


def _vorschau(request: HttpRequest, form: Umstellung, zeilen: list[Any], status: int = 200) -> HttpResponse:
    if zeilen:
        zugriff_vermerken(request, "liste", personen=[z.person.pk for z in zeilen], zweck="Vorschau der Umstellung")
    gehen = [z for z in zeilen if z.geht]
    kontext = {
        "gehen": gehen,
        "abgelehnt": [z for z in zeilen if not z.geht],
        "unbekannt": len(form.cleaned_data["personen"]) - len(zeilen),
        "ziel": form.ziel,
        "angaben": [(name, wert) for name in form.fields if (wert := form.data.get(name, ""))],
        "pruefsumme": wechsel.pruefsumme(form.ziel, zeilen),
    }
    return TemplateResponse(request, "verteilung/vorschau.html", kontext, status=status)


@regel(Aktion.FAELLE_VERTEILEN)
def liste(request: HttpRequest) -> HttpResponse:
    """The latest changes; figures only, so no trace."""
    return TemplateResponse(
        request, "verteilung/umstellungen.html", {"wechsel": list(sichtbare_wechsel(request.user)[:GEZEIGT])}
    )


@regel(Aktion.FAELLE_VERTEILEN)
def umstellung(request: HttpRequest, pk: int) -> HttpResponse:
    """What was before and after, person by person; POST takes it back."""
    gefunden = get_object_or_404(sichtbare_wechsel(request.user), pk=pk)
    form = Zuruecknahme(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                wechsel.zuruecknehmen(request.user, pk, form.cleaned_data["grund"], heute())
            except wechsel.NichtRuecknehmbar as grund:
                melden(request, str(grund), art="warnung")
            except Sammelwechsel.DoesNotExist as weg:
                raise Http404 from weg
            else:
                melden(request, "Die Umstellung ist zurückgenommen. Jeder Fall ist wieder so, wie er war.")
            return redirect("verteilung:umstellung", pk)
    posten = wechsel.eigene_posten(request.user, gefunden)
    if posten:
        zugriff_vermerken(request, "liste", personen=[p.person_id for p in posten], zweck="Umstellung ansehen")
    kontext = {
        "wechsel": gefunden,
        "posten": staende(posten, _namen(gefunden, posten)),
        "verborgen": gefunden.anzahl - len(posten),
        "hindernis": wechsel.hindernis(request.user, gefunden, posten),
        "form": form,
    }
    return TemplateResponse(request, "verteilung/umstellung.html", kontext, status=status)


def _namen(gefunden: Sammelwechsel, posten: list[Any]) -> dict[int, str]:
    """The names of what the snapshots hold by number: accounts, teams or measures. One statement."""
    modell: Any = {"fachkraft": Nutzer, "team": Team, "massnahme": Massnahme}[gefunden.art]
    nummern = wechsel.nummern(posten)
    return {ding.pk: str(ding) for ding in modell.objects.filter(pk__in=nummern)}
