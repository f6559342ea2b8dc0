"""The list of what is due, the tab of a person, the talks on a project, one talk, and the forms."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von, verlauf_von
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import ARTEN, Gespraechsausgang, Gespraechsweg
from .forms import GeaendertesGespraech, NeueAbsprache, NeuesGespraech, Verschiebung
from .listen import Gespraechsliste
from .models import Absprache, Gespraech
from .queries import absprachen_der_stelle, mit_allem, pflichten_der_projekte, pflichten_von


@regel(Aktion.GESPRAECH_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """Due talks and open agreements; filter, print, XLSX."""
    return liste_anzeigen(request, Gespraechsliste(request), "gespraech/liste.html")


@regel(Aktion.GESPRAECH_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab "Gespräche": how many of the required talks took place, which is due when, and all talks (JPS-41)."""
    akte = akte_laden(request.user, pk, heute(), Aktion.GESPRAECH_LESEN)
    alle = list(mit_allem(Gespraech.objects.fuer(request.user)).filter(person_id=pk))
    je_teilnahme: dict[int | None, list[Gespraech]] = {}
    for g in alle:
        je_teilnahme.setdefault(g.teilnahme_id, []).append(g)
    im_programm = [t for t in akte.teilnahmen if t.massnahme.foerderart == Foerderart.ESF or t.pk in je_teilnahme]
    soll = pflichten_von(im_programm, akte.stichtag)
    teile = [
        {
            "teilnahme": t,
            "gespraeche": je_teilnahme.get(t.pk, []),
            "pflichten": [(p, p.ueberfaellig(akte.stichtag)) for p in soll[t.pk]],
        }
        for t in im_programm
    ]
    return seite_zeigen(request, akte, "gespraech/person.html", "gespraech:person", teile=teile)


@regel(Aktion.GESPRAECH_LESEN)
@require_safe
def projekt(request: HttpRequest, pk: int) -> HttpResponse:
    """The talks between Regionalbüro and provider on a measure; names no participants."""
    massnahme = _massnahme(request, pk)
    pflicht = pflichten_der_projekte([massnahme], heute())[massnahme.pk]
    kontext = {
        "massnahme": massnahme,
        "gespraeche": mit_allem(Gespraech.objects.fuer(request.user)).filter(massnahme=massnahme),
        "pflichten": [(pflicht, pflicht.ueberfaellig(heute()))],
        "heute": heute(),
    }
    return TemplateResponse(request, "gespraech/projekt.html", kontext)


def _massnahme(request: HttpRequest, pk: int) -> Massnahme:
    eigene = massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF)
    massnahme: Massnahme = get_object_or_404(eigene.select_related("traeger", "regionalbuero"), pk=pk)
    return massnahme


@regel(Aktion.GESPRAECH_LESEN)
@require_safe
def gespraech(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk with its content, its agreements, and how it was corrected."""
    nutzer: Any = request.user
    gesucht = get_object_or_404(mit_allem(Gespraech.objects.fuer(nutzer)), pk=pk)
    if gesucht.person_id:
        zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck="Gespräch lesen")
    eigenes = gesucht.stelle_id == nutzer.organisation_id
    absprachen = [(a, eigenes or a.stelle_id == nutzer.organisation_id) for a in gesucht.absprachen.all()]
    kontext = {
        "g": gesucht,
        "person": gesucht.person,
        "projekt": gesucht.projekt,
        "eigenes": eigenes,
        "absprachen": absprachen,
        "berichtigungen": _berichtigungen(gesucht),
        "heute": heute(),
    }
    return TemplateResponse(request, "gespraech/gespraech.html", kontext)


def _berichtigungen(g: Gespraech) -> list[dict[str, Any]]:
    """Reason and day of each correction, and the content before it."""
    ereignisse = list(verlauf_von(g).select_related("pgh_context"))
    return [
        {
            "wann": neu.pgh_created_at,
            "grund": (neu.pgh_context.metadata if neu.pgh_context else {}).get("grund", ""),
            "vorher": alt,
        }
        for neu, alt in pairwise(ereignisse)
    ]


@regel(Aktion.GESPRAECH_ERFASSEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Record a talk on a Teilnahme. `?art=` chooses the kind."""
    nutzer: Any = request.user
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.GESPRAECH_ERFASSEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    arten = ARTEN.get(nutzer.rolle, ())
    art = request.GET.get("art", "")
    anfang = {"art": art if art in arten else arten[0]}
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Gespräch eintragen",
            knopf="Gespräch speichern",
            einleitung=str(gesucht),
            form=_formular(request, NeuesGespraech, arten, anfang | {"beteiligte": f"{nutzer}, {gesucht.person}"}),
            schreiben=lambda werte: services.eintragen(nutzer, pk, teilnahme, **werte),
            satz=_gespeichert,
            zurueck=reverse("gespraech:person", args=[pk]),
        ),
    )


@regel(Aktion.GESPRAECH_ERFASSEN)
def projekt_neu(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a talk between Regionalbüro and provider on a measure."""
    nutzer: Any = request.user
    massnahme = _massnahme(request, pk)
    return formularseite(
        request,
        Formularseite(
            person=None,
            bezug=str(massnahme),
            titel="Gespräch zum Projekt eintragen",
            knopf="Gespräch speichern",
            einleitung="Zwischen Regionalbüro und Träger. Nennen Sie Teilnehmende nicht beim Namen.",
            form=_formular(request, NeuesGespraech, (), {"beteiligte": str(nutzer)}),
            schreiben=lambda werte: services.projekt_eintragen(nutzer, pk, **werte),
            satz=_gespeichert,
            zurueck=reverse("gespraech:projekt", args=[pk]),
        ),
    )


def _formular(request: HttpRequest, form: Any, arten: Any, anfang: dict[str, Any]) -> forms.Form:
    vorgabe = {"tag": heute(), "weg": Gespraechsweg.VOR_ORT, "ausgang": Gespraechsausgang.GEFUEHRT}
    gebaut: forms.Form = form(request.POST or None, initial=vorgabe | anfang, stichtag=heute(), arten=arten)
    return gebaut


def _gespeichert(g: Gespraech) -> str:
    anzahl = g.absprachen.count()
    if not anzahl:
        return f"Gespeichert: {g}."
    return f"Gespeichert: {g}, mit {anzahl} {'Absprache' if anzahl == 1 else 'Absprachen'} auf der Liste."


def _seite(
    request: HttpRequest,
    g: Gespraech,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: str,
) -> HttpResponse:
    seite = Formularseite(
        person=g.person,
        bezug=str(g.projekt),
        titel=titel,
        knopf="Speichern",
        einleitung=str(g),
        form=form,
        schreiben=schreiben,
        satz=lambda _: satz,
        zurueck=reverse("gespraech:gespraech", args=[g.pk]),
    )
    return formularseite(request, seite)


def _eigenes(request: HttpRequest, pk: int) -> Gespraech:
    try:
        return services.eigenes(request.user, pk)
    except Gespraech.DoesNotExist as fremd:
        raise Http404 from fremd


@regel(Aktion.GESPRAECH_ERFASSEN)
def berichtigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a talk of the own office, with a reason; two at once see the conflict (DS-31)."""
    nutzer: Any = request.user
    g = _eigenes(request, pk)
    arten = ARTEN.get(nutzer.rolle, ()) if g.teilnahme_id else ()
    felder = ("art", "tag", "weg", "ausgang", "anlass", "beteiligte", "inhalt", "naechster_termin")
    form = _formular(
        request, GeaendertesGespraech, arten, {name: getattr(g, name) for name in felder} | {"stand": stand_von(g)}
    )

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.berichtigen(nutzer, pk, **werte)

    return _seite(request, g, "Gespräch berichtigen", form, schreiben, "Das Gespräch ist berichtigt.")


@regel(Aktion.GESPRAECH_ERFASSEN)
def absprache_neu(request: HttpRequest, pk: int) -> HttpResponse:
    """One more agreement of a talk of the own office."""
    g = _eigenes(request, pk)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.absprache_anlegen(request.user, pk, **werte)

    form = NeueAbsprache(request.POST or None)
    return _seite(request, g, "Absprache eintragen", form, schreiben, "Die Absprache steht auf der Liste.")


def _absprache(request: HttpRequest, pk: int) -> Absprache:
    erlaubt = absprachen_der_stelle(request.user)
    mit = erlaubt.select_related("gespraech__person", "gespraech__teilnahme__massnahme", "gespraech__massnahme")
    gesucht: Absprache = get_object_or_404(mit, pk=pk)
    return gesucht


@regel(Aktion.GESPRAECH_ERFASSEN)
@require_POST
def erledigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick an agreement from the list or from the talk; the message can undo it."""
    a = _absprache(request, pk)
    services.erledigen(request.user, pk, heute())
    melden(request, f"Erledigt: {a}.", rueckgaengig=reverse("gespraech:wieder_oeffnen", args=[pk]))
    return _zurueck(request, a)


@regel(Aktion.GESPRAECH_ERFASSEN)
@require_POST
def wieder_oeffnen(request: HttpRequest, pk: int) -> HttpResponse:
    """The undo: the agreement is open again."""
    a = _absprache(request, pk)
    services.wieder_oeffnen(request.user, pk)
    melden(request, f"Wieder offen: {a}.")
    return redirect("gespraech:liste")


def _zurueck(request: HttpRequest, a: Absprache) -> HttpResponse:
    if request.GET.get("von") == "gespraech":
        return redirect("gespraech:gespraech", a.gespraech_id)
    return redirect("gespraech:liste")


@regel(Aktion.GESPRAECH_ERFASSEN)
def verschieben(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, with a reason."""
    a = _absprache(request, pk)
    form = Verschiebung(request.POST or None, initial={"bis": a.bis, "stand": stand_von(a)})

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.verschieben(request.user, pk, **werte)

    return _seite(request, a.gespraech, f"Verschieben: {a}", form, schreiben, "Die Absprache ist verschoben.")
