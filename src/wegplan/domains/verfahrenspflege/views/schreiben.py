"""Changing a draft: copy, head and groups, a step, discard."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.models import Fassung
from wegplan.domains.verfahren.rules import Stelle
from wegplan.kit.access import regel
from wegplan.kit.ui.meldungen import melden

from .. import services
from ..forms import Angabenformular, Gruppen, Schrittformular, Termine
from ..umwandlung import schritt_aus, schritt_vorgaben, termin_vorgaben
from .zugang import entwurf, laden

VERALTET = (
    "Inzwischen hat jemand anders diesen Entwurf geändert. Bitte öffnen Sie die Seite neu und tragen Sie erneut ein."
)


@regel(Aktion.VERFAHREN_PFLEGEN)
@require_POST
def kopieren(request: HttpRequest, kennung: str) -> HttpResponse:
    """A draft of the own office from a delivered procedure or an own version."""
    v, f = laden(request.user, kennung)
    neu = services.fassung_kopieren(request.user, kennung)
    melden(request, f"{neu} ist angelegt, als Kopie von {f or v.name}. Sie gilt erst, wenn Sie sie in Kraft setzen.")
    return redirect("verfahrenspflege:zeigen", kennung=neu.kennung)


@regel(Aktion.VERFAHREN_PFLEGEN)
@require_POST
def verwerfen(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft."""
    fassung = entwurf(request, pk)
    name = str(fassung)
    fassung.delete()
    melden(request, f"Der Entwurf {name} ist gelöscht.")
    return redirect("verfahrenspflege:liste")


def _speichern(request: HttpRequest, fassung: Fassung, inhalt: dict[str, Any], satz: str) -> HttpResponse:
    """Store the content and go on. Raises Mangelhaft, Veraltet: the caller says it at its forms."""
    services.inhalt_speichern(fassung, inhalt)
    melden(request, satz)
    return redirect("verfahrenspflege:zeigen", kennung=fassung.kennung)


@regel(Aktion.VERFAHREN_PFLEGEN)
def schritt(request: HttpRequest, pk: int, schluessel: str) -> HttpResponse:
    """Change a step of a draft; `neu` as the key adds one."""
    fassung = entwurf(request, pk)
    schritte = fassung.inhalt["schritte"]
    neu = schluessel == "neu"
    stelle = len(schritte) if neu else next((n for n, s in enumerate(schritte) if s["schluessel"] == schluessel), None)
    if stelle is None:
        raise Http404
    gruppen = [(name, f"{name} ({', '.join(arten)})") for name, arten in fassung.inhalt["gruppen"].items()]
    alt = {} if neu else schritt_vorgaben(schritte[stelle])
    tage = [] if neu else [termin_vorgaben(t) for t in schritte[stelle].get("termine", ())]
    form = Schrittformular(request.POST or None, initial=alt)
    termine = Termine(request.POST or None, initial=tage, prefix="termin", form_kwargs={"gruppen": gruppen})
    if request.method == "POST" and form.is_valid() and termine.is_valid():
        inhalt = deepcopy(fassung.inhalt)
        gefuellt = [t for t in termine if t.cleaned_data.get("anker") and not t.cleaned_data.get("DELETE")]
        inhalt["schritte"][stelle:] = [
            schritt_aus(form.cleaned_data, [t.cleaned_data for t in gefuellt]),
            *schritte[stelle + 1 :],
        ]
        try:
            return _speichern(
                request, fassung, inhalt, f"Der Schritt {form.cleaned_data['schluessel']} ist gespeichert."
            )
        except services.Mangelhaft as fehler:
            _verteilen(fehler.maengel, form, gefuellt)
        except services.Veraltet:
            form.add_error(None, VERALTET)
    kontext = {"fassung": fassung, "form": form, "termine": termine, "neu": neu, "schluessel": schluessel}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "verfahrenspflege/schritt.html", kontext, status=status)


def _verteilen(maengel: list[tuple[Stelle, str]], form: forms.Form, termine: Sequence[forms.Form]) -> None:
    """Say every fault at the field it is about; what no field shows stands at the top."""
    for ort, satz in maengel:
        rest = ort[2:]  # below ("schritte", number)
        if len(rest) > 1 and rest[0] == "termine" and isinstance(rest[1], int) and rest[1] < len(termine):
            ziel: forms.Form = termine[rest[1]]
            namen = rest[2:3]
        else:
            ziel, namen = form, rest[:1]
        feld = (
            {"von": "von_tage", "bis": "bis_tage", "nachweis": "belege"}.get(str(*namen), str(*namen)) if namen else ""
        )
        ziel.add_error(feld if feld in ziel.fields else None, _klartext(satz))


def _klartext(satz: str) -> str:
    """A fault without the path of the file in front."""
    if satz.startswith("schritte.") and "oneOf" in satz:
        return "Ein Schritt hat entweder mindestens einen Termin oder einen Anlass, nicht beides."
    vorn, _, hinten = satz.partition(": ")
    return hinten[:1].upper() + hinten[1:] if vorn.startswith("schritte.") and hinten else satz


@regel(Aktion.VERFAHREN_PFLEGEN)
@require_POST
def schritt_entfernen(request: HttpRequest, pk: int, schluessel: str) -> HttpResponse:
    """Take a step out of a draft."""
    fassung = entwurf(request, pk)
    inhalt = deepcopy(fassung.inhalt)
    inhalt["schritte"] = [s for s in inhalt["schritte"] if s["schluessel"] != schluessel]
    if len(inhalt["schritte"]) == len(fassung.inhalt["schritte"]):
        raise Http404
    try:
        services.inhalt_speichern(fassung, inhalt)
        melden(request, f"Der Schritt {schluessel} steht nicht mehr im Entwurf.")
    except services.Veraltet:
        melden(request, VERALTET, art="warnung")
    except services.Mangelhaft:
        melden(request, "Ein Verfahren braucht mindestens einen Schritt.", art="warnung")
    return redirect("verfahrenspflege:zeigen", kennung=fassung.kennung)


@regel(Aktion.VERFAHREN_PFLEGEN)
def angaben(request: HttpRequest, pk: int) -> HttpResponse:
    """Head and groups of a draft."""
    fassung = entwurf(request, pk)
    alt = fassung.inhalt
    spaet = alt["spaeter_nachweis"]
    anfang = {
        "name": alt["name"],
        "bundesland": alt["bundesland"],
        "quelle": alt["quelle"]["titel"],
        "stand": alt["quelle"]["stand"],
        "monate": spaet["monate"],
        "monate_fundstelle": spaet["fundstelle"],
    }
    form = Angabenformular(request.POST or None, initial=anfang)
    vorgaben = [{"name": name, "arten": arten} for name, arten in alt["gruppen"].items()]
    gruppen = Gruppen(request.POST or None, initial=vorgaben, prefix="gruppe")
    if request.method == "POST" and form.is_valid() and gruppen.is_valid():
        try:
            inhalt = _angaben_aus(alt, form.cleaned_data, [g.cleaned_data for g in gruppen])
            return _speichern(request, fassung, inhalt, "Die Angaben zum Verfahren sind gespeichert.")
        except services.Mangelhaft as fehler:
            for satz in dict.fromkeys(satz for _, satz in fehler.maengel):
                form.add_error(None, satz)
        except services.Veraltet:
            form.add_error(None, VERALTET)
    kontext = {"fassung": fassung, "form": form, "gruppen": gruppen}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "verfahrenspflege/angaben.html", kontext, status=status)


def _angaben_aus(alt: dict[str, Any], daten: dict[str, Any], gruppen: list[dict[str, Any]]) -> dict[str, Any]:
    bleibend = {g["name"]: g["arten"] for g in gruppen if g.get("name") and not g.get("DELETE")}
    return alt | {
        "name": daten["name"],
        "bundesland": daten["bundesland"],
        "quelle": alt["quelle"] | {"titel": daten["quelle"], "stand": daten["stand"]},
        "spaeter_nachweis": alt["spaeter_nachweis"]
        | {"monate": daten["monate"], "fundstelle": daten["monate_fundstelle"]},
        "gruppen": bleibend,
    }
