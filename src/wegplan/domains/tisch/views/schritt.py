"""What one does with a step: tick, postpone, give away, count a try in vain, take back a tick. Each is a small page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.verfahren.worte import ROLLEN, Regeltexte
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from .. import services
from ..forms import Abgegeben, Erledigt, Verschoben, Versucht
from ..queries import moegliche_empfaenger
from ..rules import VERBINDLICHKEIT
from ..zeilen import formularwege, schritt_url

ZURUECK = {
    "start": ("startseite:start", ""),
    "person": ("tisch:mein", ""),
    "massnahme": ("tisch:mein", "?nach=massnahme"),
    "liste": ("tisch:liste", ""),
    "team": ("tisch:teamliste", ""),
}


def _zurueck(request: HttpRequest) -> str:
    """Where the user came from (`?von=`), at the row below (`?danach=`)."""
    name, abfrage = ZURUECK.get(request.GET.get("von", ""), ZURUECK["person"])
    danach = request.GET.get("danach", "")
    return f"{reverse(name)}{abfrage}{f'#schritt-{danach}' if danach.isdecimal() else ''}"


def _schritt(request: HttpRequest, pk: int) -> Schritt:
    eigene = Schritt.objects.fuer(request.user, Aktion.VORGANG_ERFASSEN)
    schritt: Schritt = get_object_or_404(eigene.select_related("person", "teilnahme__massnahme"), pk=pk)
    return schritt


@dataclass(frozen=True)
class Handgriff:
    """A form on a step. `schreiben` gets the checked values; `satz` says what happened; `rueckgaengig`: address that
    undoes it; `wege`: entry forms that prove the step instead."""

    titel: str
    knopf: str
    form: forms.Form
    schreiben: Callable[[dict[str, Any]], Schritt]
    satz: Callable[[Schritt, str], str]
    einleitung: str = ""
    rueckgaengig: str = ""
    wege: tuple[tuple[str, str], ...] = ()


def _handgriff(request: HttpRequest, schritt: Schritt, griff: Handgriff) -> HttpResponse:
    """Answer GET and POST. Showing the step opens the person's file, so it leaves exactly one trace."""
    regeltext = Regeltexte()(schritt)
    try:
        services.offen_pruefen(schritt)
        if request.method == "POST" and griff.form.is_valid():
            danach = griff.schreiben(griff.form.cleaned_data)
            melden(request, griff.satz(danach, regeltext.titel), rueckgaengig=griff.rueckgaengig)
            return redirect(_zurueck(request))
    except ValidationError as fehler:
        griff.form.add_error(None, fehler)
    except services.NichtMehrOffen as grund:
        melden(request, str(grund), art="info")
        return redirect(_zurueck(request))
    except Schritt.DoesNotExist as weg:
        raise Http404 from weg
    zugriff_vermerken(request, "oeffnen", schritt.person_id, zweck=f"Formular: {griff.titel}")
    kontext = {
        "griff": griff,
        "form": griff.form,
        "schritt": schritt,
        "regel": regeltext,
        "rolle": ROLLEN.get(schritt.rolle, schritt.rolle),
        "verbindlichkeit": VERBINDLICHKEIT[regeltext.verbindlichkeit],
        "person_url": person_url(schritt.person_id),
        "zurueck": _zurueck(request),
        "stichtag": heute(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "tisch/schritt.html", kontext, status=status)


@regel(Aktion.VORGANG_ERFASSEN)
def erledigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the record that proves the step, or tick it by hand with a note."""
    schritt, stichtag = _schritt(request, pk), heute()
    form = Erledigt(request.POST or None, initial={"tag": stichtag}, stichtag=stichtag)
    wege = formularwege(request.user, Regeltexte()(schritt), schritt.person_id, schritt.teilnahme_id)
    griff = Handgriff(
        titel="Schritt erledigen",
        knopf="Abhaken",
        form=form,
        schreiben=lambda w: services.abhaken(request.user, pk, w["tag"], w["notiz"], stichtag),
        satz=lambda s, titel: f"„{titel}“ ist erledigt.",
        rueckgaengig=schritt_url("oeffnen", pk),
        wege=tuple(wege),
    )
    return _handgriff(request, schritt, griff)


@regel(Aktion.VORGANG_ERFASSEN)
def verschieben(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the reminder, with a reason; the due day stays."""
    schritt, stichtag = _schritt(request, pk), heute()
    griff = Handgriff(
        titel="Schritt verschieben",
        knopf="Verschieben",
        form=Verschoben(request.POST or None),
        schreiben=lambda w: services.verschieben(request.user, pk, w["tag"], w["grund"], stichtag),
        satz=lambda s, titel: f"„{titel}“ erinnert Sie wieder am {s.wieder_am:%d.%m.%Y}.",
    )
    return _handgriff(request, schritt, griff)


@regel(Aktion.VORGANG_ERFASSEN)
def abgeben(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the step on a colleague's desk."""
    schritt, stichtag = _schritt(request, pk), heute()
    kollegen = list(moegliche_empfaenger(request.user, schritt.person))
    form = Abgegeben(request.POST or None, kollegen=kollegen, zurueck=schritt.an_id is not None)
    griff = Handgriff(
        titel="Schritt abgeben",
        knopf="Abgeben",
        form=form,
        schreiben=lambda w: services.abgeben(request.user, pk, w["an"], w["notiz"], stichtag),
        satz=lambda s, titel: f"„{titel}“ liegt jetzt bei {s.an or 'der zuständigen Fachkraft'}.",
        einleitung=""
        if kollegen
        else "Zurzeit darf niemand sonst diese Person sehen. Geben Sie zuerst jemandem die Zuständigkeit.",
    )
    return _handgriff(request, schritt, griff)


@regel(Aktion.VORGANG_ERFASSEN)
def vergeblich(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a try in vain; the step stays open."""
    schritt, stichtag = _schritt(request, pk), heute()
    griff = Handgriff(
        titel="Vergeblich versucht",
        knopf="Versuch festhalten",
        form=Versucht(request.POST or None),
        schreiben=lambda w: services.vergeblich(request.user, pk, w["notiz"], stichtag),
        satz=lambda s, titel: f"Der {s.versuche}. vergebliche Versuch bei „{titel}“ ist festgehalten.",
        einleitung="Der Schritt bleibt offen.",
    )
    return _handgriff(request, schritt, griff)


@regel(Aktion.VORGANG_ERFASSEN)
@require_POST
def oeffnen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a tick by hand."""
    schritt = _schritt(request, pk)
    try:
        services.wieder_oeffnen(request.user, pk)
    except services.NichtMehrOffen as grund:
        melden(request, str(grund), art="warnung")
    else:
        melden(request, f"„{Regeltexte()(schritt).titel}“ ist wieder offen.")
    return redirect(_zurueck(request))
