"""Who looks after a measure, and what they do with its duties. The pages name no participants: no trace."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.worte import Regeltexte
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from . import queries, services
from .forms import Erledigt, Festlegung, Verschoben
from .listen import Ohneliste
from .models import Massnahmenschritt
from .worte import STAENDE, zeile


@regel(Aktion.BETREUUNG_FESTLEGEN)
def ohne(request: HttpRequest) -> HttpResponse:
    """Measures that nobody looks after."""
    return liste_anzeigen(request, Ohneliste(request))


@regel(Aktion.BETREUUNG_FESTLEGEN)
def massnahme(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks after the measure for the own office, all duties of it, and the form to name somebody."""
    nutzer: Any = request.user
    gesucht: Massnahme = get_object_or_404(massnahmen_fuer(nutzer), pk=pk)
    betreuung = queries.laufende(nutzer, gesucht).first()
    kollegen = list(queries.betreuende(nutzer))
    anfang = {"wer": betreuung.nutzer_id if betreuung else nutzer.pk, "ab": heute()}
    form = Festlegung(request.POST or None, initial=anfang, kollegen=kollegen, neu=betreuung is None)
    if request.method == "POST" and form.is_valid():
        wer = form.cleaned_data["wer"]
        services.festlegen(nutzer, gesucht, wer, form.cleaned_data.get("ab", heute()))
        melden(request, f"„{gesucht.titel}“ betreut jetzt {wer or 'noch niemand'}.")
        return redirect("betreuung:massnahme", gesucht.pk)
    texte = Regeltexte()
    schritte = betreuung.schritte.select_related("erledigt_von").order_by("faellig_bis", "pk") if betreuung else ()
    kontext = {
        "massnahme": gesucht,
        "betreuung": betreuung,
        "form": form,
        "kollegen": kollegen,
        "zeilen": [(zeile(s, texte), STAENDE[s.stand]) for s in schritte],
        "stichtag": heute(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "betreuung/massnahme.html", kontext, status=status)


@regel(Aktion.BETREUUNG_FESTLEGEN)
@require_POST
def beenden(request: HttpRequest, pk: int) -> HttpResponse:
    """The own office looks after the measure until today."""
    gesucht: Massnahme = get_object_or_404(massnahmen_fuer(request.user), pk=pk)
    services.beenden(request.user, gesucht, heute())
    melden(request, f"Ihre Stelle betreut „{gesucht.titel}“ nur noch heute.")
    return redirect("betreuung:massnahme", gesucht.pk)


def _zurueck(request: HttpRequest, schritt: Massnahmenschritt) -> str:
    if request.GET.get("von") == "massnahme":
        return reverse("betreuung:massnahme", args=[schritt.betreuung.massnahme_id])
    return f"{reverse('tisch:mein')}#massnahmen"


def _schritt(request: HttpRequest, pk: int) -> Massnahmenschritt:
    schritt: Massnahmenschritt = get_object_or_404(queries.eigene_schritte(request.user), pk=pk)
    return schritt


def _handgriff(
    request: HttpRequest,
    schritt: Massnahmenschritt,
    form: forms.Form,
    titel: str,
    schreiben: Callable[[dict[str, Any]], tuple[str, str]],
) -> HttpResponse:
    """A form on a duty; `schreiben` gets the checked values and gives what happened and the address that undoes it."""
    try:
        services.offen_pruefen(schritt)
        if request.method == "POST" and form.is_valid():
            satz, rueckgaengig = schreiben(form.cleaned_data)
            melden(request, satz, rueckgaengig=rueckgaengig)
            return redirect(_zurueck(request, schritt))
    except ValidationError as fehler:
        form.add_error(None, fehler)
    except services.NichtMehrOffen as grund:
        melden(request, str(grund), art="info")
        return redirect(_zurueck(request, schritt))
    except Massnahmenschritt.DoesNotExist as weg:
        raise Http404 from weg
    kontext = {
        "titel": titel,
        "form": form,
        "schritt": schritt,
        "regel": Regeltexte()(schritt),
        "zurueck": _zurueck(request, schritt),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "betreuung/schritt.html", kontext, status=status)


@regel(Aktion.MASSNAHME_BETREUEN)
def erledigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a duty, with a day and a note."""
    schritt, stichtag = _schritt(request, pk), heute()

    def schreiben(werte: dict[str, Any]) -> tuple[str, str]:
        danach = services.abhaken(request.user, pk, werte["tag"], werte["notiz"], stichtag)
        return f"„{Regeltexte()(danach).titel}“ ist erledigt.", reverse("betreuung:oeffnen", args=[pk])

    form = Erledigt(request.POST or None, initial={"tag": stichtag}, stichtag=stichtag)
    return _handgriff(request, schritt, form, "Schritt der Maßnahme erledigen", schreiben)


@regel(Aktion.MASSNAHME_BETREUEN)
def verschieben(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the reminder, with a reason; the due day stays."""
    schritt, stichtag = _schritt(request, pk), heute()

    def schreiben(werte: dict[str, Any]) -> tuple[str, str]:
        danach = services.verschieben(request.user, pk, werte["tag"], werte["grund"], stichtag)
        return f"„{Regeltexte()(danach).titel}“ erinnert Sie wieder am {danach.wieder_am:%d.%m.%Y}.", ""

    return _handgriff(request, schritt, Verschoben(request.POST or None), "Schritt der Maßnahme verschieben", schreiben)


@regel(Aktion.MASSNAHME_BETREUEN)
@require_POST
def oeffnen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a tick."""
    schritt = _schritt(request, pk)
    try:
        services.wieder_oeffnen(request.user, pk)
    except services.NichtMehrOffen as grund:
        melden(request, str(grund), art="warnung")
    else:
        melden(request, f"„{Regeltexte()(schritt).titel}“ ist wieder offen.")
    return redirect(_zurueck(request, schritt))
