"""Forms of what goes with a plan: result of a module, frame of the training, its checks (JPS-21)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.queries import stufe_von
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von

from . import ausbildung
from .arten import Wechselergebnis
from .forms import Ergebnisformular, Rahmenformular, Verkuerzungsformular, Wechselformular
from .models import Ausbildungsrahmen, Lernmodul, Modulergebnis, Qualifizierungsplan
from .views import jetzt
from .vorgaben import wechselmonate

SCHREIBEN = Aktion.QUALIFIZIERUNGSPLAN_SCHREIBEN


def _teilnahme(request: HttpRequest, pk: int, teilnahme: int) -> Teilnahme:
    erlaubt = teilnahmen_im_programm(request.user, SCHREIBEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    return gesucht


def _zur_akte(pk: int) -> str:
    return reverse("qualifizierungsplan:person", args=[pk])


@regel(SCHREIBEN)
def ergebnis(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a module; of a Teilqualifikation with its certificate."""
    modul = get_object_or_404(Lernmodul, pk=pk)
    plaene = Qualifizierungsplan.objects.fuer(request.user, SCHREIBEN).select_related("person", "teilnahme")
    modul.plan = get_object_or_404(plaene, pk=modul.plan_id)
    da = Modulergebnis.objects.filter(teilnahme=modul.plan.teilnahme_id, kennung=modul.kennung).first()
    anfang: dict[str, Any] = {"am": heute(), "ausgang": "bestanden", "stand": 0}
    if da:
        anfang = {n: getattr(da, n) for n in ("ausgang", "am", "note")}
        anfang |= {"zertifikat": da.zertifikat_id or "", "stand": stand_von(da)}
    form = Ergebnisformular(
        request.POST or None,
        initial=anfang,
        stichtag=heute(),
        zertifikate=ausbildung.zertifikate_zur_wahl(request.user, modul.plan.teilnahme_id),
    )
    seite = Formularseite(
        person=modul.plan.person,
        titel=f"Ergebnis: {modul}",
        knopf="Ergebnis speichern",
        form=form,
        schreiben=lambda werte: ausbildung.ergebnis_festhalten(request.user, modul, **werte),
        satz=lambda e: f"{modul}: {e}.",
        zurueck=reverse("qualifizierungsplan:fassung", args=[modul.plan_id]),
    )
    return formularseite(request, seite)


@regel(SCHREIBEN)
def rahmen(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Begin of the training and the agreement with the zuständige Stelle."""
    t = _teilnahme(request, pk, teilnahme)
    da = Ausbildungsrahmen.objects.filter(teilnahme=t).first()
    anfang = jetzt(da, Rahmenformular) if da else {"beginn": t.eintritt, "stand": 0}
    seite = Formularseite(
        person=t.person,
        titel="Ausbildung und zuständige Stelle",
        knopf="Speichern",
        einleitung=f"{t}. Ab dem Beginn der Ausbildung zählen die Fristen des Plans.",
        form=Rahmenformular(request.POST or None, initial=anfang, stichtag=heute()),
        schreiben=lambda werte: ausbildung.rahmen_festhalten(request.user, pk, teilnahme, **werte),
        satz=lambda r: f"{r}: gespeichert.",
        zurueck=_zur_akte(pk),
    )
    return formularseite(request, seite)


@regel(SCHREIBEN)
def verkuerzung(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """That the shortened training was checked; the result also stands at the exit."""
    t = _teilnahme(request, pk, teilnahme)
    seite = Formularseite(
        person=t.person,
        titel="Verkürzung prüfen",
        knopf="Prüfung speichern",
        einleitung=f"{t}. Das Ergebnis steht danach auch unter „Austritt und Verbleib“ und zählt im Zielindikator.",
        form=Verkuerzungsformular(request.POST or None, initial={"geprueft_am": heute()}, stichtag=heute()),
        schreiben=lambda werte: ausbildung.verkuerzung_festhalten(
            request.user, pk, teilnahme, werte.pop("kennzeichen"), **werte
        ),
        satz=lambda v: f"Die Prüfung vom {v.geprueft_am:%d.%m.%Y} ist gespeichert: {v}.",
        zurueck=_zur_akte(pk),
    )
    return formularseite(request, seite)


@regel(SCHREIBEN)
def wechsel(request: HttpRequest, pk: int, teilnahme: int, monate: int) -> HttpResponse:
    """The yearly check; who comes to a move goes on to the recommendation of a change of stage."""
    t = _teilnahme(request, pk, teilnahme)
    if monate not in wechselmonate():
        raise Http404
    form = Wechselformular(request.POST or None, initial={"geprueft_am": heute()}, stichtag=heute())
    weiter = form.is_bound and form.is_valid() and form.cleaned_data["ergebnis"] == Wechselergebnis.DUAL
    empfehlen = reverse("stufenwechsel:empfehlen", args=[pk, teilnahme])
    seite = Formularseite(
        person=t.person,
        titel=f"Wechsel nach {monate} Monaten prüfen",
        knopf="Prüfung speichern",
        einleitung=f"{t}, jetzt in Stufe {stufe_von(t)}. Geht es dual oder in einem Betrieb weiter?",
        form=form,
        schreiben=lambda werte: ausbildung.wechsel_festhalten(request.user, pk, teilnahme, monate, **werte),
        satz=lambda w: f"Die Prüfung ist gespeichert. {'Empfehlen Sie jetzt den Stufenwechsel.' if weiter else w}",
        zurueck=empfehlen if weiter else _zur_akte(pk),
    )
    return formularseite(request, seite)
