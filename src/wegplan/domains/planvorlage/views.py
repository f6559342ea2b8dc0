"""Pages of the provider: versions, upload, the list of minimum standards, handing in. They name no person."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.vorlagen import DOCX, HOECHSTENS_BYTES, fuellen

from . import services
from .arten import FELDER, Planvorlagenart
from .forms import Hochladen
from .models import Planvorlage
from .queries import eigene, regionalbueros
from .rules import fehlende, mindeststandards
from .standard import standardvorlage


def docx_antwort(inhalt: bytes, name: str) -> HttpResponse:
    return HttpResponse(inhalt, DOCX, headers={"Content-Disposition": f'attachment; filename="{name}.docx"'})


def muster_von(vorlage: Planvorlage) -> HttpResponse:
    """The template filled with made-up values."""
    beispiele = {f.name: f.beispiel for f in FELDER[Planvorlagenart(vorlage.art)]}
    return docx_antwort(fuellen(bytes(vorlage.inhalt), beispiele), f"muster-{vorlage.art}-{vorlage.fassung}")


def datei_von(vorlage: Planvorlage) -> HttpResponse:
    return docx_antwort(bytes(vorlage.inhalt), f"vorlage-{vorlage.art}-{vorlage.fassung}")


@regel(Aktion.PLANVORLAGE_PFLEGEN)
def liste(request: HttpRequest) -> HttpResponse:
    """The versions of the own provider; POST uploads one."""
    nutzer: Any = request.user
    bueros = regionalbueros(nutzer)
    form = Hochladen(request.POST or None, request.FILES or None, regionalbueros=bueros)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (neu := _hochladen(request, form)):
            return redirect("planvorlage:fassung", neu.pk)
    alle = list(eigene(nutzer))
    kontext = {
        "form": form,
        "vorlagen": alle,
        "eigene_in_gebrauch": any(v.stand == services.FREIGEGEBEN for v in alle),
        "standards": mindeststandards(Planvorlagenart.FOERDERPLAN, heute()),
        "felder": FELDER[Planvorlagenart.FOERDERPLAN],
        "arten": Planvorlagenart,
    }
    return TemplateResponse(request, "planvorlage/vorlagen.html", kontext, status=status)


def _hochladen(request: HttpRequest, form: Hochladen) -> Planvorlage | None:
    werte = form.cleaned_data
    inhalt = werte["datei"].read(HOECHSTENS_BYTES + 1)
    try:
        neu, _ = services.hochladen(request.user, werte["art"], werte["regionalbuero"], inhalt, heute())
    except ValidationError as fehler:
        form.add_error(None, fehler)
        return None
    if fehlt := fehlende(neu.befund):
        melden(request, f"Hochgeladen: {neu}. Noch nicht erfüllt: {len(fehlt)} Mindeststandards.", art="warnung")
    else:
        melden(request, f"Hochgeladen: {neu}. Sie zeigt alles, was die Mindeststandards verlangen.")
    return neu


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_safe
def fassung(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with what the check found for each minimum standard."""
    vorlage = get_object_or_404(eigene(request.user), pk=pk)
    kontext = {"v": vorlage, "fehlt": fehlende(vorlage.befund)}
    return TemplateResponse(request, "planvorlage/fassung.html", kontext)


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_safe
def datei(request: HttpRequest, pk: int) -> HttpResponse:
    """The template itself, to work on."""
    return datei_von(get_object_or_404(eigene(request.user), pk=pk))


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_safe
def muster(request: HttpRequest, pk: int) -> HttpResponse:
    return muster_von(get_object_or_404(eigene(request.user), pk=pk))


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_safe
def standard(request: HttpRequest, art: str) -> HttpResponse:
    """The template that ships with the product, as a pattern for an own one."""
    if art not in Planvorlagenart.values:
        raise Http404
    return docx_antwort(standardvorlage(art), f"standardvorlage-{art}")


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_POST
def einreichen(request: HttpRequest, pk: int) -> HttpResponse:
    return _tun(request, pk, services.einreichen, "Eingereicht beim Regionalbüro: {}.")


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_POST
def zurueckziehen(request: HttpRequest, pk: int) -> HttpResponse:
    return _tun(request, pk, services.zurueckziehen, "Zurückgezogen: {}.")


@regel(Aktion.PLANVORLAGE_PFLEGEN)
@require_POST
def zum_standard(request: HttpRequest, pk: int) -> HttpResponse:
    return _tun(request, pk, services.zum_standard, "Nicht mehr in Gebrauch: {}. Es gilt die mitgelieferte Vorlage.")


def _tun(request: HttpRequest, pk: int, tun: Callable[[Any, int], Planvorlage], satz: str) -> HttpResponse:
    """One step of a version; what stands against it is said, nothing is lost."""
    try:
        melden(request, satz.format(tun(request.user, pk)))
    except Planvorlage.DoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, " ".join(fehler.messages), art="warnung")
    return redirect("planvorlage:fassung", pk)
