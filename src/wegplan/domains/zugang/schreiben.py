"""The participants' pages for writing: assessment, words for goals, answers to plan and report."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.mitsprache.models import Wortart
from wegplan.domains.mitsprache.services import sagen
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.entwurf.formular import mit_entwurf
from wegplan.kit.ui.meldungen import melden

from .forms import Antwortformular, Selbstformular, Zielformular
from .queries import Ich, ich_laden, plaene, worte
from .seiten import eigene_seite, ich_oder_404

SCHREIBEN = Aktion.EIGENE_AKTE_SCHREIBEN
GESPEICHERT = "Gespeichert. Ihr Bildungsdienstleister kann es jetzt lesen."
OHNE_PROJEKT = "Zurzeit gibt es kein Projekt, zu dem Sie etwas schreiben können."


def _mein_projekt(request: HttpRequest) -> tuple[Ich, Teilnahme] | HttpResponse:
    """Who writes about which Teilnahme, or the page that says why nothing can be written."""
    ich = ich_laden(request.user, heute())
    if ich is None:
        return eigene_seite(request, None, "zugang/beendet.html", "")
    if ich.teilnahme is None:
        melden(request, OHNE_PROJEKT, art="info")
        return redirect("startseite:start")
    return ich, ich.teilnahme


@regel(SCHREIBEN)
def einschaetzung(request: HttpRequest) -> HttpResponse:
    """How I see myself, in four areas. It stands beside what the professional says, who cannot change it."""
    projekt = _mein_projekt(request)
    if isinstance(projekt, HttpResponse):
        return projekt
    ich, teilnahme = projekt
    gesagt = worte(request.user, teilnahme)
    form = Selbstformular(request.POST or None, worte=gesagt)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for bereich, werte in form.gesagt().items():
                sagen(request.user, teilnahme.pk, Wortart.EINSCHAETZUNG, bereich, **werte)
        melden(request, GESPEICHERT)
        return redirect("zugang:einschaetzung")
    return _formularseite(request, ich, form, "Meine Einschätzung", "zugang/einschaetzung.html", worte=gesagt)


@regel(SCHREIBEN)
def ziele(request: HttpRequest) -> HttpResponse:
    """Own words for the goals of the plan; the professional takes them over or talks about them."""
    projekt = _mein_projekt(request)
    if isinstance(projekt, HttpResponse):
        return projekt
    ich, teilnahme = projekt
    plan = plaene(request.user).filter(teilnahme=teilnahme).first()
    gesagt = worte(request.user, teilnahme)
    form = Zielformular(request.POST or None, ziele=plan.ziele.all() if plan else (), worte=gesagt)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for kennung, text in form.gesagt().items():
                sagen(request.user, teilnahme.pk, Wortart.ZIEL, kennung, text=text)
        melden(request, GESPEICHERT)
        return redirect("zugang:ziele")
    return _formularseite(request, ich, form, "Meine Ziele", "zugang/ziele.html", plan=plan)


@regel(SCHREIBEN)
def antwort_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Agreed or not agreed with a version of the plan."""
    ich = ich_oder_404(request)
    plan = get_object_or_404(plaene(request.user), pk=pk)
    zurueck = reverse("zugang:fassung", args=[pk])
    return _antwort(request, ich, plan.teilnahme, Wortart.PLAN, pk, (f"Meine Antwort zum Plan {plan.nummer}", zurueck))


@regel(SCHREIBEN)
def antwort_bericht(request: HttpRequest, pk: int) -> HttpResponse:
    """Agreed or not agreed with a report. The released report does not change: the answer stands beside it."""
    ich = ich_oder_404(request)
    erlaubt = Entwicklungsbericht.objects.fuer(request.user, Aktion.EIGENE_AKTE_LESEN).select_related("teilnahme")
    bericht: Entwicklungsbericht = get_object_or_404(erlaubt, pk=pk)
    zurueck = reverse("zugang:bericht", args=[pk])
    return _antwort(request, ich, bericht.teilnahme, Wortart.BERICHT, pk, ("Meine Antwort zum Bericht", zurueck))


def _antwort(
    request: HttpRequest, ich: Ich, teilnahme: Teilnahme, art: str, pk: int, seite: tuple[str, str]
) -> HttpResponse:
    titel, zurueck = seite
    bisher = worte(request.user, teilnahme).zu(art, pk)
    anfang = {"haltung": bisher.haltung, "text": bisher.text} if bisher else {}
    form = Antwortformular(request.POST or None, initial=anfang)
    if request.method == "POST" and form.is_valid():
        try:
            sagen(request.user, teilnahme.pk, art, str(pk), **form.cleaned_data)
        except ValidationError as fehler:
            form.add_error(None, fehler)
        else:
            melden(request, GESPEICHERT)
            return redirect(zurueck)
    return _formularseite(request, ich, form, titel, "zugang/antwort.html", zurueck=zurueck)


def _formularseite(request: HttpRequest, ich: Ich, form: Any, titel: str, vorlage: str, **kontext: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    mit_entwurf(request, form, titel)
    return eigene_seite(request, ich, vorlage, titel, status, form=form, **kontext)
