"""Templates of the own office: versions, upload, release, trying out. They name no person, so they leave no trace."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.vorlagen import DOCX, HOECHSTENS_BYTES, Vorlagenfehler, fuellen

from . import services
from .arten import FELDER, SERIEN, Vorlagenart, arten_fuer
from .forms import Hochladen
from .models import Briefvorlage
from .queries import vorlagen
from .standard import standardvorlage


def docx_antwort(inhalt: bytes, name: str) -> HttpResponse:
    """A document to download; `name` holds nothing about a person (DS-35)."""
    return HttpResponse(inhalt, DOCX, headers={"Content-Disposition": f'attachment; filename="{name}.docx"'})


@regel(Aktion.VORLAGEN_PFLEGEN)
def liste(request: HttpRequest) -> HttpResponse:
    """The versions by kind; POST uploads one."""
    nutzer: Any = request.user
    arten = arten_fuer(nutzer)
    form = Hochladen(request.POST or None, request.FILES or None, arten=arten)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            inhalt = form.cleaned_data["datei"].read(HOECHSTENS_BYTES + 1)
            try:
                neu, hinweise = services.hochladen(nutzer, form.cleaned_data["art"], inhalt)
            except Vorlagenfehler as fehler:
                for satz in fehler.saetze:
                    form.add_error("datei", satz)
            else:
                melden(request, f"Hochgeladen: {neu}. Sehen Sie sich das Muster an und geben Sie die Vorlage frei.")
                if hinweise:
                    melden(request, " ".join(hinweise), art="info")
                return redirect("vorlage:liste")
    alle = list(vorlagen(nutzer))
    je_art = [
        {
            "art": art,
            "fassungen": [v for v in alle if v.art == art],
            "eigene": any(v.aktiv for v in alle if v.art == art),
            "felder": FELDER[art],
            "serie": art in SERIEN,
        }
        for art in arten
    ]
    return TemplateResponse(request, "vorlage/vorlagen.html", {"form": form, "je_art": je_art}, status=status)


@regel(Aktion.VORLAGEN_PFLEGEN)
@require_POST
def freigeben(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        vorlage = services.freigeben(request.user, pk)
    except Briefvorlage.DoesNotExist as weg:
        raise Http404 from weg
    melden(request, f"In Gebrauch ist jetzt: {vorlage}.")
    return redirect("vorlage:liste")


@regel(Aktion.VORLAGEN_PFLEGEN)
@require_POST
def zum_standard(request: HttpRequest, art: str) -> HttpResponse:
    services.zum_standard(request.user, _art(request, art))
    melden(request, "Die eigene Vorlage ist nicht mehr in Gebrauch. Ihre Fassungen bleiben erhalten.")
    return redirect("vorlage:liste")


@regel(Aktion.VORLAGEN_PFLEGEN)
@require_safe
def datei(request: HttpRequest, pk: int) -> HttpResponse:
    """The template itself, to work on."""
    vorlage = get_object_or_404(Briefvorlage, pk=pk, organisation_id=request.user.organisation_id)
    return docx_antwort(bytes(vorlage.inhalt), f"vorlage-{vorlage.art}-{vorlage.fassung}")


@regel(Aktion.VORLAGEN_PFLEGEN)
@require_safe
def muster(request: HttpRequest, pk: int) -> HttpResponse:
    """The template filled with sample values."""
    vorlage = get_object_or_404(Briefvorlage, pk=pk, organisation_id=request.user.organisation_id)
    beispiele = {f.name: f.beispiel for f in FELDER[Vorlagenart(vorlage.art)]}
    return docx_antwort(fuellen(bytes(vorlage.inhalt), beispiele), f"muster-{vorlage.art}-{vorlage.fassung}")


@regel(Aktion.VORLAGEN_PFLEGEN)
@require_safe
def standard(request: HttpRequest, art: str) -> HttpResponse:
    """The template that ships with the product, as a pattern for an own one."""
    return docx_antwort(standardvorlage(_art(request, art)), f"standardvorlage-{art}")


def _art(request: HttpRequest, art: str) -> str:
    if art not in arten_fuer(request.user):
        raise Http404
    return art
