"""Pages of the standard procedure of a project, of interventions and interruptions (JPS-60, JPS-64)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import intervention
from .forms import Gefaehrdung, Interventionsende, Schrittergebnis, Unterbrechungsformular, Verfahrensformular
from .models import Intervention, Standardverfahren
from .ruhe import unterbrechen as unterbrechung_eintragen
from .zeichen import zeichen_von


def _massnahme(request: HttpRequest, pk: int) -> Massnahme:
    massnahme: Massnahme = get_object_or_404(massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF), pk=pk)
    return massnahme


@regel(Aktion.INTERVENTION_ERFASSEN)
@require_safe
def verfahren(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of a project's standard procedure, the newest first; names no participants."""
    nutzer: Any = request.user
    massnahme = _massnahme(request, pk)
    alle = Standardverfahren.objects.filter(massnahme=massnahme).select_related("stelle", "vereinbart_von")
    wer = dict(Planverantwortung.choices)
    fassungen = [
        {
            "v": v,
            "schritte": [s | {"wer": wer.get(s["wer"], s["wer"])} for s in v.schritte],
            "bestaetigbar": v.vereinbart_am is None and v.stelle_id != nutzer.organisation_id,
        }
        for v in alle.order_by("-fassung")
    ]
    return TemplateResponse(request, "stufenwechsel/verfahren.html", {"massnahme": massnahme, "fassungen": fassungen})


@regel(Aktion.INTERVENTION_ERFASSEN)
def verfahren_neu(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the next version, filled with the newest one."""
    massnahme = _massnahme(request, pk)
    bisher = Standardverfahren.objects.filter(massnahme=massnahme).order_by("-fassung").first()
    anfang = {
        f"{teil}_{nr}": s[teil]
        for nr, s in enumerate(bisher.schritte if bisher else (), 1)
        for teil in ("text", "wer", "tage")
    }
    return formularseite(
        request,
        Formularseite(
            person=None,
            bezug=str(massnahme),
            titel="Standardverfahren vorschlagen",
            knopf="Vorschlag speichern",
            einleitung="Was geschieht, wenn der Erfolg gefährdet ist? Gültig wird es, wenn die andere Seite bestätigt.",
            form=Verfahrensformular(request.POST or None, initial=anfang),
            schreiben=lambda werte: intervention.vorschlagen(request.user, pk, **werte),
            satz=lambda v: f"{v} ist vorgeschlagen. Die andere Seite bestätigt sie.",
            zurueck=reverse("stufenwechsel:verfahren", args=[pk]),
        ),
    )


@regel(Aktion.INTERVENTION_ERFASSEN)
@require_POST
def bestaetigen(request: HttpRequest, pk: int) -> HttpResponse:
    """The other side agrees."""
    gesucht = get_object_or_404(Standardverfahren, pk=pk, massnahme__in=massnahmen_fuer(request.user))
    try:
        neu, _ = intervention.bestaetigen(request.user, pk, heute())
    except ValidationError as fehler:
        melden(request, " ".join(fehler.messages), art="warnung")
    else:
        melden(request, f"{neu} ist vereinbart und gilt ab heute.")
    return redirect("stufenwechsel:verfahren", gesucht.massnahme_id)


def _seite(
    request: HttpRequest,
    person: Person,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: str,
    einleitung: str = "",
) -> HttpResponse:
    seite = Formularseite(
        person=person,
        titel=titel,
        knopf="Speichern",
        einleitung=einleitung,
        form=form,
        schreiben=schreiben,
        satz=lambda _: satz,
        zurueck=reverse("stufenwechsel:person", args=[person.pk]),
    )
    return formularseite(request, seite)


def _teilnahme(request: HttpRequest, pk: int, teilnahme: int, aktion: str) -> Teilnahme:
    erlaubt = Teilnahme.objects.fuer(request.user, aktion).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    return gesucht


@regel(Aktion.INTERVENTION_ERFASSEN)
def beginnen(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Mark a participant as at risk; the signs of today are put into the reason."""
    gesucht = _teilnahme(request, pk, teilnahme, Aktion.INTERVENTION_ERFASSEN)
    zeichen = zeichen_von(request.user, [gesucht], heute())[gesucht.pk]
    anfang = {"am": heute(), "anlass": "; ".join(f"{z.titel}: {z.beleg}" for z in zeichen)[:500]}
    form = Gefaehrdung(request.POST or None, initial=anfang, stichtag=heute())

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return intervention.beginnen(request.user, pk, teilnahme, **werte)

    satz = "Die Intervention läuft. Ihre Schritte stehen hier mit Tag und Zuständigkeit."
    return _seite(request, gesucht.person, "Als gefährdet kennzeichnen", form, schreiben, satz, str(gesucht))


def _intervention(request: HttpRequest, pk: int) -> Intervention:
    erlaubt = Intervention.objects.fuer(request.user, Aktion.INTERVENTION_ERFASSEN).select_related("person")
    gesucht: Intervention = get_object_or_404(erlaubt, pk=pk)
    return gesucht


@regel(Aktion.INTERVENTION_ERFASSEN)
def schritt(request: HttpRequest, pk: int, nummer: int) -> HttpResponse:
    """The result of a step."""
    laufende = _intervention(request, pk)
    gesucht = laufende.schritte.filter(nummer=nummer).first()
    if gesucht is None:
        raise Http404
    form = Schrittergebnis(request.POST or None, initial={"am": heute()}, stichtag=heute())

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return intervention.schritt_eintragen(request.user, pk, nummer, **werte)

    titel = "Ergebnis eintragen"
    return _seite(request, laufende.person, titel, form, schreiben, "Das Ergebnis ist gespeichert.", gesucht.text)


@regel(Aktion.INTERVENTION_ERFASSEN)
def beenden(request: HttpRequest, pk: int) -> HttpResponse:
    """End an intervention with its outcome."""
    laufende = _intervention(request, pk)
    form = Interventionsende(request.POST or None, initial={"am": heute()}, stichtag=heute())

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return intervention.beenden(request.user, pk, **werte)

    return _seite(request, laufende.person, "Intervention beenden", form, schreiben, "Die Intervention ist beendet.")


@regel(Aktion.ANWESENHEIT_ERFASSEN)
def unterbrechen(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Interrupt a Teilnahme: target days, talks and signs rest, the planned end stays."""
    gesucht = _teilnahme(request, pk, teilnahme, Aktion.ANWESENHEIT_ERFASSEN)
    form = Unterbrechungsformular(request.POST or None, initial={"von": heute()})

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return unterbrechung_eintragen(request.user, pk, teilnahme, **werte)

    return _seite(
        request,
        gesucht.person,
        "Unterbrechung eintragen",
        form,
        schreiben,
        "Die Unterbrechung ist gespeichert. Das geplante Ende bleibt, wie es ist.",
        f"{gesucht}. Solltage, Gespräche und Warnzeichen ruhen. Eine Zeit mit demselben Beginn wird berichtigt.",
    )
