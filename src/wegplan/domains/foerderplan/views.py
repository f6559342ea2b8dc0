"""The tab "Ziele und Plan" of the file, one page per version, and the forms of a draft."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von

from . import services
from .arten import Planstand
from .forms import (
    Fassungsformular,
    GeaenderterSchritt,
    GeaendertesZiel,
    NeuerSchritt,
    NeuesZiel,
    Unterschriftsformular,
)
from .models import Foerderziel, Planfassung, Zielschritt
from .queries import inhalt, mit_zielen
from .rules import luecken, pruefsumme, spaeteste_pruefung


@regel(Aktion.FOERDERZIELE_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Goals and steps of the newest version of every Teilnahme of the programme, with the earlier versions."""
    akte = akte_laden(request.user, pk, heute(), Aktion.FOERDERZIELE_LESEN)
    gefunden = mit_zielen(Planfassung.objects.fuer(request.user)).filter(person_id=pk).order_by("-nummer")
    je_teilnahme: dict[int, list[Planfassung]] = {}
    for f in gefunden:
        je_teilnahme.setdefault(f.teilnahme_id, []).append(f)
    plaene = [
        {"teilnahme": t, "fassungen": je_teilnahme.get(t.pk, [])}
        for t in akte.teilnahmen
        if t.pk in je_teilnahme or t.massnahme.foerderart == Foerderart.ESF
    ]
    return seite_zeigen(request, akte, "foerderplan/person.html", "foerderplan:person", plaene=plaene)


@regel(Aktion.FOERDERZIELE_LESEN)
@require_safe
def fassung(request: HttpRequest, pk: int) -> HttpResponse:
    """One version; of a signed one whether its content still has the checksum of the signature."""
    gesucht = get_object_or_404(mit_zielen(Planfassung.objects.fuer(request.user)), pk=pk)
    ist_entwurf = gesucht.stand == Planstand.ENTWURF
    zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck="Förderplan ansehen")
    kontext = {
        "fassung": gesucht,
        "person": gesucht.person,
        "ist_entwurf": ist_entwurf,
        "luecken": luecken((z.horizont, len(z.schritte.all())) for z in gesucht.ziele.all()) if ist_entwurf else [],
        "unveraendert": not ist_entwurf and pruefsumme(inhalt(gesucht)) == gesucht.pruefsumme,
        "heute": heute(),
    }
    return TemplateResponse(request, "foerderplan/fassung.html", kontext)


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Begin the plan, or go on with a copy of the last version."""
    erlaubt = Teilnahme.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    form = Fassungsformular(request.POST or None, initial={"pruefung_am": spaeteste_pruefung(heute())})
    seite = Formularseite(
        person=gesucht.person,
        titel="Förderplan schreiben",
        knopf="Entwurf anlegen",
        einleitung=f"{gesucht}. Gibt es schon eine unterschriebene Fassung, wird sie in den Entwurf kopiert.",
        form=form,
        schreiben=lambda werte: services.neue_fassung(request.user, pk, teilnahme, **werte),
        satz=lambda f: f"{f} ist als Entwurf angelegt.",
        zurueck=reverse("foerderplan:person", args=[pk]),
    )
    return formularseite(request, seite)


def _entwurf(request: HttpRequest, pk: int) -> Planfassung:
    """A signed version has no forms."""
    offene = Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN).filter(stand=Planstand.ENTWURF)
    gesucht: Planfassung = get_object_or_404(offene.select_related("person", "teilnahme"), pk=pk)
    return gesucht


def _seite(
    request: HttpRequest,
    fassung: Planfassung,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: Callable[[Any], str],
) -> HttpResponse:
    return formularseite(
        request,
        Formularseite(
            person=fassung.person,
            titel=titel,
            knopf="Speichern",
            form=form,
            schreiben=schreiben,
            satz=satz,
            einleitung=f"{fassung}, Entwurf.",
            zurueck=reverse("foerderplan:fassung", args=[fassung.pk]),
        ),
    )


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def ziel_neu(request: HttpRequest, pk: int) -> HttpResponse:
    entwurf = _entwurf(request, pk)
    form = NeuesZiel(request.POST or None)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.ziel_anlegen(request.user, pk, **werte)

    return _seite(request, entwurf, "Ziel eintragen", form, schreiben, lambda z: "Das Ziel ist gespeichert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def ziel_aendern(request: HttpRequest, pk: int) -> HttpResponse:
    ziel = get_object_or_404(Foerderziel, pk=pk)
    entwurf = _entwurf(request, ziel.fassung_id)
    form = GeaendertesZiel(request.POST or None, initial=_jetzt(ziel, GeaendertesZiel))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, entwurf.pk, ziel, **werte)

    return _seite(request, entwurf, "Ziel ändern", form, schreiben, lambda z: "Das Ziel ist geändert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def schritt_neu(request: HttpRequest, pk: int) -> HttpResponse:
    ziel = get_object_or_404(Foerderziel, pk=pk)
    entwurf = _entwurf(request, ziel.fassung_id)
    form = NeuerSchritt(request.POST or None)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.schritt_anlegen(request.user, ziel, **werte)

    return _seite(request, entwurf, "Schritt eintragen", form, schreiben, lambda s: "Der Schritt ist gespeichert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def schritt_aendern(request: HttpRequest, pk: int) -> HttpResponse:
    schritt = get_object_or_404(Zielschritt.objects.select_related("ziel"), pk=pk)
    entwurf = _entwurf(request, schritt.ziel.fassung_id)
    form = GeaenderterSchritt(request.POST or None, initial=_jetzt(schritt, GeaenderterSchritt))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, entwurf.pk, schritt, **werte)

    return _seite(request, entwurf, "Schritt ändern", form, schreiben, lambda s: "Der Schritt ist geändert.")


def _jetzt(objekt: Any, form: type[forms.Form]) -> dict[str, Any]:
    felder = {name: getattr(objekt, name) for name in form.base_fields if name != "stand"}
    return felder | {"stand": stand_von(objekt)}


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def unterschreiben(request: HttpRequest, pk: int) -> HttpResponse:
    """After both have signed: day and names, and the version is frozen."""
    entwurf = _entwurf(request, pk)
    vorgabe = {
        "am": heute(),
        "pruefung_am": entwurf.pruefung_am,
        "name_teilnehmend": f"{entwurf.person.vorname} {entwurf.person.nachname}",
        "name_fachkraft": str(request.user),
    }
    form = Unterschriftsformular(request.POST or None, initial=vorgabe, stichtag=heute())

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        werte.pop("bestaetigt")
        return services.unterschreiben(request.user, pk, **werte)

    return _seite(
        request,
        entwurf,
        "Unterschriften festhalten",
        form,
        schreiben,
        lambda f: f"{f} ist unterschrieben und ändert sich nicht mehr.",
    )
