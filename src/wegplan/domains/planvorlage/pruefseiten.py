"""Pages of the Regionalbüro: templates that were handed in to it, list and preview, release or return with reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.ui.meldungen import melden

from . import services
from .forms import Freigabe, Rueckgabe
from .models import Planvorlage
from .queries import vorgelegte
from .views import datei_von, muster_von


@regel(Aktion.PLANVORLAGE_FREIGEBEN)
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """What lies before the own Regionalbüro, and what it decided before."""
    alle = list(vorgelegte(request.user))
    wartend = [v for v in alle if v.stand == services.EINGEREICHT]
    kontext = {
        "gruppen": (("Zu prüfen", wartend), ("Entschieden", [v for v in alle if v not in wartend])),
    }
    return TemplateResponse(request, "planvorlage/eingang.html", kontext)


@regel(Aktion.PLANVORLAGE_FREIGEBEN)
def pruefung(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with the findings; POST with `entscheidung` releases or returns it."""
    vorlage = get_object_or_404(vorgelegte(request.user), pk=pk)
    entscheidung = request.POST.get("entscheidung", "")
    freigabe = Freigabe(request.POST if entscheidung == "freigeben" else None)
    rueckgabe = Rueckgabe(request.POST if entscheidung == "zurueckgeben" else None)
    status = 200
    if request.method == "POST":
        status = 422
        form: Any = freigabe if entscheidung == "freigeben" else rueckgabe
        if form.is_valid() and _entscheiden(request, pk, form):
            return redirect("planvorlage:eingang")
    kontext = {
        "v": vorlage,
        "freigabe": freigabe if vorlage.stand == services.EINGEREICHT else None,
        "rueckgabe": rueckgabe if vorlage.stand in (services.EINGEREICHT, services.FREIGEGEBEN) else None,
    }
    return TemplateResponse(request, "planvorlage/pruefung.html", kontext, status=status)


def _entscheiden(request: HttpRequest, pk: int, form: Freigabe | Rueckgabe) -> bool:
    try:
        if isinstance(form, Freigabe):
            melden(request, f"Freigegeben: {services.freigeben(request.user, pk)}. Mindeststandards erfüllt.")
        else:
            vorlage = services.zurueckgeben(request.user, pk, form.cleaned_data["grund"])
            melden(request, f"Zurückgegeben: {vorlage}. Der Bildungsdienstleister sieht Ihren Grund.")
    except Planvorlage.DoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        form.add_error(None, fehler)
        return False
    return True


@regel(Aktion.PLANVORLAGE_FREIGEBEN)
@require_safe
def datei(request: HttpRequest, pk: int) -> HttpResponse:
    return datei_von(get_object_or_404(vorgelegte(request.user), pk=pk))


@regel(Aktion.PLANVORLAGE_FREIGEBEN)
@require_safe
def muster(request: HttpRequest, pk: int) -> HttpResponse:
    return muster_von(get_object_or_404(vorgelegte(request.user), pk=pk))
