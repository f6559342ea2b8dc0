"""A measure's quarter in one go: who has no report yet, drafts for all of them, everything released sent (JPS-53)."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import Berichtsstand, Weg
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
