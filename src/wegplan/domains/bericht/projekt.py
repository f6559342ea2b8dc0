"""A measure's quarter in one go: who has no report yet, drafts for all of them, everything released sent (JPS-53)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.auftrag.ablage import abgelegt, eingang
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_erteilen
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import Berichtsstand, Weg
from .auftraege import DATEI, ENTWUERFE, PAKET
from .darstellung import ZUSTAND
from .models import Entwicklungsbericht
from .queries import neueste, ohne_bericht
from .rules import davor, quartal_von, quartalsende, wort


@regel(Aktion.BERICHT_SCHREIBEN)
@require_safe
def projekt(request: HttpRequest, massnahme: int, quartal: str) -> HttpResponse:
    """Everybody of the measure in the quarter: those without a report, and the reports by state."""
    gesucht, tag = _eigene(request, massnahme), _quartal(quartal)
    ohne = list(ohne_bericht(request.user, tag).filter(massnahme=gesucht))
    berichte = neueste(Entwicklungsbericht.objects.fuer(request.user, Aktion.BERICHT_SCHREIBEN))
    berichte = berichte.filter(teilnahme__massnahme=gesucht, quartal=tag).select_related("person").defer("inhalt")
    zeilen = [(b, ZUSTAND[Berichtsstand(b.stand)]) for b in berichte.order_by("person__sortierung", "pk")]
    zugriff_vermerken(request, "liste", personen=[*(t.person_id for t in ohne), *(b.person_id for b, _ in zeilen)])
    kontext = {
        "massnahme": gesucht,
        "quartal": tag,
        "wort": wort(tag),
        "davor": davor(tag),
        "ohne": ohne,
        "zeilen": zeilen,
        "zu_senden": sum(b.stand == Berichtsstand.FREIGEGEBEN and b.weg == Weg.PORTAL for b, _ in zeilen),
        "freigegeben": sum(b.stand != Berichtsstand.ENTWURF for b, _ in zeilen),
        "vorbei": quartalsende(tag) < heute(),
    }
    return TemplateResponse(request, "bericht/projekt.html", kontext)


@regel(Aktion.BERICHT_FREIGEBEN)
@require_POST
def alle_uebermitteln(request: HttpRequest, massnahme: int, quartal: str) -> HttpResponse:
    """Everything released that goes here in the program."""
    gesucht, tag = _eigene(request, massnahme), _quartal(quartal)
    anzahl = services.alle_uebermitteln(request.user, gesucht.pk, tag, heute())
    if anzahl:
        melden(request, f"{anzahl} {'Bericht ist' if anzahl == 1 else 'Berichte sind'} übermittelt.")
    else:
        melden(request, "Es gibt nichts zu übermitteln.", art="info")
    return redirect("bericht:projekt", gesucht.pk, quartal)


@regel(Aktion.BERICHT_SCHREIBEN)
@require_POST
def entwuerfe(request: HttpRequest, massnahme: int, quartal: str) -> HttpResponse:
    """Give the drafts to the worker."""
    return _erteilen(request, massnahme, quartal, ENTWUERFE, "Entwürfe der Entwicklungsberichte")


@regel(Aktion.BERICHT_SCHREIBEN)
@require_POST
def paket(request: HttpRequest, massnahme: int, quartal: str) -> HttpResponse:
    """Give the ZIP to the worker."""
    return _erteilen(request, massnahme, quartal, PAKET, "Entwicklungsberichte als ZIP")


def _erteilen(request: HttpRequest, massnahme: int, quartal: str, art: str, titel: str) -> HttpResponse:
    gesucht, tag = _eigene(request, massnahme), _quartal(quartal)
    angaben = {"massnahme": gesucht.pk, "quartal": tag.isoformat()}
    auftrag = auftrag_erteilen(request.user, art, f"{titel}, {wort(tag)}", angaben=angaben)
    return redirect("auftrag:auftrag", auftrag.pk)


@regel(Aktion.BERICHT_SCHREIBEN)
@require_safe
def entwuerfe_ergebnis(request: HttpRequest, pk: int) -> HttpResponse:
    """How many drafts were made; names nobody."""
    auftrag = _auftrag(request, pk, ENTWUERFE)
    kontext = {"auftrag": auftrag, "anzahl": auftrag.ergebnis.get("anzahl", 0)}
    return TemplateResponse(request, "bericht/auftrag.html", kontext)


@regel(Aktion.BERICHT_SCHREIBEN)
@require_safe
def paket_ergebnis(request: HttpRequest, pk: int) -> HttpResponse:
    """How many reports the ZIP holds, and whether it is still there."""
    auftrag = _auftrag(request, pk, PAKET)
    anzahl = len(auftrag.ergebnis.get("berichte", []))
    kontext = {"auftrag": auftrag, "anzahl": anzahl, "vorhanden": _zip(auftrag).exists()}
    return TemplateResponse(request, "bericht/auftrag.html", kontext)


@regel(Aktion.BERICHT_SCHREIBEN)
@require_safe
def paket_laden(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The ZIP, as long as its owner still sees every report in it."""
    auftrag = _auftrag(request, pk, PAKET)
    enthalten = auftrag.ergebnis.get("berichte", [])
    sichtbar = Entwicklungsbericht.objects.fuer(request.user, Aktion.BERICHT_SCHREIBEN).filter(pk__in=enthalten)
    personen = list(sichtbar.values_list("person", flat=True))
    if len(personen) != len(enthalten) or not _zip(auftrag).exists():
        raise Http404
    zugriff_vermerken(request, "download", personen=personen, zweck="Entwicklungsberichte eines Quartals als ZIP")
    return FileResponse(_zip(auftrag).open("rb"), as_attachment=True, filename=DATEI)


def _auftrag(request: HttpRequest, pk: int, art: str) -> Auftrag:
    """One's own finished work; everybody else's is unknown."""
    fertige = Auftrag.objects.fuer(request.user).filter(art=art, stand__in=(Stand.FERTIG, Stand.ABGELEHNT))
    return get_object_or_404(fertige, pk=pk)


def _zip(auftrag: Auftrag) -> Path:
    """Where the file is or was; a refused job has none."""
    ablage = auftrag.ergebnis.get("ablage")
    return abgelegt(ablage) / DATEI if ablage else eingang() / DATEI


def _eigene(request: HttpRequest, pk: int) -> Massnahme:
    """A measure of the user's own office, or 404."""
    nutzer: Any = request.user
    return get_object_or_404(Massnahme, traeger=nutzer.organisation_id, pk=pk)


def _quartal(text: str) -> date:
    """The quarter that begins on this day, or 404."""
    try:
        tag = date.fromisoformat(text)
    except ValueError as fehler:
        raise Http404 from fehler
    if tag != quartal_von(tag) or not 1990 <= tag.year <= 2100:
        raise Http404
    return tag
