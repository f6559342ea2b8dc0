"""Entry forms of Vereinbarung, Vermittlung and Handlungsstrategie, and taking back a slip of the same day."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.vermittlung import services
from wegplan.domains.vermittlung.forms import (
    Strategieende,
    Strategieformular,
    Vereinbarungsformular,
    Vermittlungsformular,
)
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlungsart
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.ui.meldungen import melden

from ..adressen import person_url
from ..formularseite import Formularseite, formularseite


def _person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.fuer(request.user, Aktion.VERMITTLUNG_ERFASSEN), pk=pk)


def _zuruecknehmen_url(eintrag: Any) -> str:
    return reverse("akte:eintrag_zuruecknehmen", args=[eintrag.person_id, eintrag._meta.model_name, eintrag.pk])


@regel(Aktion.VERMITTLUNG_ERFASSEN)
def vereinbarung_neu(request: HttpRequest, pk: int) -> HttpResponse:
    """A new Vereinbarung; `?vorgaenger=5` makes it the Fortschreibung of an earlier one."""
    person = _person(request, pk)
    stichtag = heute()
    fruehere = list(Vereinbarung.objects.filter(person=person).order_by("-abgeschlossen_am", "-pk")[:20])
    anfang = {"abgeschlossen_am": stichtag, "vorgaenger": request.GET.get("vorgaenger", "")}
    form = Vereinbarungsformular(request.POST or None, initial=anfang, stichtag=stichtag, fruehere=fruehere)
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Vereinbarung eintragen",
            knopf="Vereinbarung speichern",
            form=form,
            schreiben=lambda werte: services.vereinbarung_schliessen(request.user, pk, **werte),
            satz=lambda v: f"{_die(v.art)} vom {v.abgeschlossen_am:%d.%m.%Y} ist gespeichert.",
            rueckgaengig=_zuruecknehmen_url,
        ),
    )


def _die(art: str) -> str:
    """The kind with its article."""
    return {
        "EV": "Die Eingliederungsvereinbarung",
        "KOOP": "Der Kooperationsplan",
        Vermittlungsart.VV: "Der Vermittlungsvorschlag",
        Vermittlungsart.SI: "Die Stelleninformation",
    }[art]


@regel(Aktion.VERMITTLUNG_ERFASSEN)
def vermittlung_neu(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    stichtag = heute()
    form = Vermittlungsformular(request.POST or None, initial={"unterbreitet_am": stichtag}, stichtag=stichtag)
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Vermittlung eintragen",
            knopf="Vermittlung speichern",
            form=form,
            schreiben=lambda werte: services.vermittlung_eintragen(request.user, pk, **werte),
            satz=lambda v: f"{_die(v.art)} vom {v.unterbreitet_am:%d.%m.%Y} ist gespeichert.",
            rueckgaengig=_zuruecknehmen_url,
        ),
    )


@regel(Aktion.VERMITTLUNG_ERFASSEN)
def strategie_neu(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    stichtag = heute()
    form = Strategieformular(request.POST or None, initial={"begonnen_am": stichtag}, stichtag=stichtag)
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Handlungsstrategie Absolventenmanagement beginnen",
            knopf="Beginn speichern",
            form=form,
            schreiben=lambda werte: services.handlungsstrategie_beginnen(request.user, pk, **werte),
            satz=lambda s: f"Die Handlungsstrategie Absolventenmanagement läuft seit dem {s.begonnen_am:%d.%m.%Y}.",
            rueckgaengig=_zuruecknehmen_url,
        ),
    )


@regel(Aktion.VERMITTLUNG_ERFASSEN)
def strategie_ende(request: HttpRequest, pk: int, eintrag: int) -> HttpResponse:
    person = _person(request, pk)
    strategie = get_object_or_404(Handlungsstrategie, person=person, pk=eintrag)
    stichtag = heute()
    anfang: dict[str, Any] = {"beendet_am": strategie.beendet_am or stichtag}
    if request.method != "POST":
        anfang["stand"] = stand_von(strategie)
    form = Strategieende(request.POST or None, initial=anfang, stichtag=stichtag)
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Handlungsstrategie beenden",
            knopf="Ende speichern",
            einleitung=f"{strategie}.",
            form=form,
            schreiben=lambda werte: services.handlungsstrategie_beenden(request.user, pk, eintrag, **werte),
            satz=lambda s: f"Die Handlungsstrategie ist zum {s.beendet_am:%d.%m.%Y} beendet.",
        ),
    )


@regel(Aktion.VERMITTLUNG_ERFASSEN)
@require_POST
def eintrag_zuruecknehmen(request: HttpRequest, pk: int, art: str, eintrag: int) -> HttpResponse:
    """Take back what one has entered oneself today; the history keeps both."""
    _person(request, pk)
    try:
        services.eintrag_zuruecknehmen(request.user, pk, art, eintrag, heute())
    except ObjectDoesNotExist as weg:
        raise Http404 from weg
    except services.NichtMehrRuecknehmbar as grund:
        melden(request, str(grund), art="warnung")
    else:
        melden(request, "Der Eintrag ist zurückgenommen. Im Verlauf der Akte bleibt er sichtbar.")
    return redirect(person_url(pk))
