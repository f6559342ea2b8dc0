"""Asking for the folder, and fetching it."""

from datetime import date
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.beleg.queries import projekte
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.kit.access import frisch_angemeldet, regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.auftrag.ablage import abgelegt, eingang
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_erteilen
from wegplan.kit.calendar import heute

from .auftraege import ART, DATEI
from .forms import Zeitraumformular


@regel(Aktion.PRUEFORDNER_ERSTELLEN)
def neu(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the months; the worker does the rest."""
    massnahme: Massnahme = get_object_or_404(projekte(request.user), pk=pk)
    form = Zeitraumformular(request.POST or None, initial={"von": heute().replace(month=1, day=1), "bis": heute()})
    if form.is_valid():
        zeit = {name: form.cleaned_data[name].isoformat() for name in ("von", "bis")}
        titel = f"Prüfordner {massnahme}"[:200]
        auftrag = auftrag_erteilen(request.user, ART, titel, angaben={"massnahme": massnahme.pk, **zeit})
        return redirect("auftrag:auftrag", auftrag.pk)
    kontext = {"massnahme": massnahme, "form": form}
    return TemplateResponse(request, "pruefordner/neu.html", kontext, status=422 if form.is_bound else 200)


@regel(Aktion.PRUEFORDNER_ERSTELLEN)
@require_safe
def ergebnis(request: HttpRequest, pk: int) -> HttpResponse:
    """What it holds, and whether it is still there; names nobody."""
    auftrag = _auftrag(request, pk)
    angaben = auftrag.ergebnis
    kontext = {
        "auftrag": auftrag,
        "angaben": angaben,
        "personen": len(angaben.get("personen", [])),
        "zeit": [date.fromisoformat(angaben[name]) for name in ("von", "bis") if name in angaben],
        "vorhanden": _zip(auftrag).exists(),
    }
    return TemplateResponse(request, "pruefordner/ergebnis.html", kontext)


@regel(Aktion.PRUEFORDNER_ERSTELLEN)
@frisch_angemeldet  # DS-07
@require_safe
def laden(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The ZIP, as long as its owner still sees everybody in it; one trace with all of them."""
    auftrag = _auftrag(request, pk)
    personen: list[int] = auftrag.ergebnis.get("personen", [])
    sichtbar = Person.objects.fuer(request.user, Aktion.PRUEFORDNER_ERSTELLEN).filter(pk__in=personen).count()
    if sichtbar != len(personen) or not _zip(auftrag).exists():
        raise Http404
    zugriff_vermerken(request, "export", personen=personen, zweck="Prüfordner eines Projekts")
    antwort: Any = FileResponse(_zip(auftrag).open("rb"), as_attachment=True, filename=DATEI)
    antwort["Cache-Control"] = "no-store, private"
    return antwort


def _auftrag(request: HttpRequest, pk: int) -> Auftrag:
    """One's own finished work; everybody else's is unknown."""
    fertige = Auftrag.objects.fuer(request.user).filter(art=ART, stand__in=(Stand.FERTIG, Stand.ABGELEHNT))
    return get_object_or_404(fertige, pk=pk)


def _zip(auftrag: Auftrag) -> Path:
    """Where the file is or was; a refused job has none."""
    ablage = auftrag.ergebnis.get("ablage")
    return abgelegt(ablage) / DATEI if ablage else eingang() / DATEI
