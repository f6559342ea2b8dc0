"""The tab "Ziele und Plan" of the file, one page per version, and the forms of a draft."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.mitsprache.models import Wortart
from wegplan.domains.mitsprache.queries import antworten, offene, zum_plan
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.profiling.queries import grundlagen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import Planstand
from .bildschirm import gueltige_unterschriften
from .eigenworte import gezeigte, vorbelegt, zielwort_erledigen
from .entwurf import entwurf_laden, entwurfsseite, jetzt
from .forms import (
    Fassungsformular,
    GeaenderterSchritt,
    GeaendertesZiel,
    NeuerSchritt,
    NeuesZiel,
    Unterschriftsformular,
)
from .models import Aushaendigung, Einsicht, Foerderziel, Planfassung, Zielschritt
from .queries import Ausgangslage, anmerkungen, ausgangslagen, einsichten, inhalt, mit_zielen
from .rules import kopie_bis, pruefsumme, spaeteste_pruefung
from .scan import scan_ablegen, scans_von
from .verlaufsbild import verlaufsbilder


@regel(Aktion.FOERDERZIELE_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Goals and steps of the newest version of every Teilnahme of the programme, with the earlier versions."""
    akte = akte_laden(request.user, pk, heute(), Aktion.FOERDERZIELE_LESEN)
    gefunden = mit_zielen(Planfassung.objects.fuer(request.user)).filter(person_id=pk).order_by("-nummer")
    je_teilnahme: dict[int, list[Planfassung]] = {}
    for f in gefunden:
        je_teilnahme.setdefault(f.teilnahme_id, []).append(f)
    lagen = ausgangslagen(request.user, [f.pk for f in gefunden], heute())
    plaene = [
        {
            "teilnahme": t,
            "fassungen": je_teilnahme.get(t.pk, []),
            "bilder": verlaufsbilder(je_teilnahme.get(t.pk, []), lagen),
        }
        for t in akte.teilnahmen
        if t.pk in je_teilnahme or t.massnahme.foerderart == Foerderart.ESF
    ]
    kontext = {"plaene": plaene, "einsichten": _einsichten(request, pk), "selbst": _selbst(request, pk)}
    return seite_zeigen(request, akte, "foerderplan/person.html", "foerderplan:person", **kontext)


def _selbst(request: HttpRequest, person_id: int) -> set[int]:
    """The Teilnahmen for whose next version the participant has written something."""
    nutzer: Any = request.user
    if not nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
        return set()
    worte = offene(nutzer).filter(person=person_id, art__in=(Wortart.EINSCHAETZUNG, Wortart.ZIEL))
    return {w.teilnahme_id for w in worte}


def _einsichten(request: HttpRequest, person_id: int) -> list[Einsicht]:
    """Only the two sides of a look-in know of it."""
    return list(einsichten(request.user, person_id)) if request.user.darf(Aktion.FOERDERPLAN_LESEN) else []


@regel(Aktion.FOERDERZIELE_LESEN)
@require_safe
def fassung(request: HttpRequest, pk: int) -> HttpResponse:
    """One version; of a signed one whether its content still has the checksum of the signature."""
    gesucht = get_object_or_404(mit_zielen(Planfassung.objects.fuer(request.user)), pk=pk)
    ist_entwurf = gesucht.stand == Planstand.ENTWURF
    zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck="Förderplan ansehen")
    lage = ausgangslagen(request.user, [pk], heute()).get(pk)
    kontext = {
        "fassung": gesucht,
        "person": gesucht.person,
        "ist_entwurf": ist_entwurf,
        "ausgangslage": lage,
        "luecken": services.was_fehlt(gesucht, lage) if ist_entwurf else [],
        "unveraendert": bool(gesucht.pruefsumme) and _unveraendert(gesucht, lage),
        "unterschriften": gueltige_unterschriften(gesucht, lage),
        "anmerkungen": list(anmerkungen(request.user, pk)),
        "aushaendigung": Aushaendigung.objects.select_related("von").filter(fassung=gesucht).first(),
        "grundlagen": grundlagen(request.user, gesucht.person_id) if ist_entwurf else None,
        "kopie_bis": None if ist_entwurf else kopie_bis(gesucht.unterschrieben_am),
        "heute": heute(),
        "scans": scans_von(request.user, gesucht),
        **_eigenworte(request, gesucht),
    }
    return TemplateResponse(request, "foerderplan/fassung.html", kontext)


def _eigenworte(request: HttpRequest, fassung: Planfassung) -> dict[str, Any]:
    """What the participant has written: beside a draft the open words, beside a signed version the answer to it."""
    nutzer: Any = request.user
    if fassung.stand == Planstand.ENTWURF:
        return {"eigenworte": gezeigte(zum_plan(nutzer, fassung.teilnahme_id)), "antwort": None}
    gefunden = antworten(nutzer, Aktion.FOERDERZIELE_LESEN, Wortart.PLAN, [fassung.pk])
    return {"eigenworte": [], "antwort": gefunden.get(fassung.pk)}


def _unveraendert(fassung: Planfassung, lage: Ausgangslage | None) -> bool:
    """Whether what the reader sees still has the checksums of the signature."""
    unten = lage is None or pruefsumme(lage.inhalt()) == fassung.pruefsumme_ausgangslage
    return unten and pruefsumme(inhalt(fassung)) == fassung.pruefsumme


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Begin the plan, or go on with a copy of the last version."""
    erlaubt = Teilnahme.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    if gesucht.massnahme.foerderart != Foerderart.ESF:
        melden(request, services.NUR_PROGRAMM, art="fehler")
        return redirect("foerderplan:person", pk)
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


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def ziel_neu(request: HttpRequest, pk: int) -> HttpResponse:
    entwurf = entwurf_laden(request, pk)
    form = NeuesZiel(request.POST or None, initial=vorbelegt(request, entwurf))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        ziel, neu = services.ziel_anlegen(request.user, pk, **werte)
        zielwort_erledigen(request, entwurf)
        return ziel, neu

    return entwurfsseite(request, entwurf, "Ziel eintragen", form, schreiben, lambda z: "Das Ziel ist gespeichert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def ziel_aendern(request: HttpRequest, pk: int) -> HttpResponse:
    ziel = get_object_or_404(Foerderziel, pk=pk)
    entwurf = entwurf_laden(request, ziel.fassung_id)
    form = GeaendertesZiel(request.POST or None, initial=jetzt(ziel, GeaendertesZiel))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, entwurf.pk, ziel, **werte)

    return entwurfsseite(request, entwurf, "Ziel ändern", form, schreiben, lambda z: "Das Ziel ist geändert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def schritt_neu(request: HttpRequest, pk: int) -> HttpResponse:
    ziel = get_object_or_404(Foerderziel, pk=pk)
    entwurf = entwurf_laden(request, ziel.fassung_id)
    form = NeuerSchritt(request.POST or None)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.schritt_anlegen(request.user, ziel, **werte)

    return entwurfsseite(
        request, entwurf, "Schritt eintragen", form, schreiben, lambda s: "Der Schritt ist gespeichert."
    )


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def schritt_aendern(request: HttpRequest, pk: int) -> HttpResponse:
    schritt = get_object_or_404(Zielschritt.objects.select_related("ziel"), pk=pk)
    entwurf = entwurf_laden(request, schritt.ziel.fassung_id)
    form = GeaenderterSchritt(request.POST or None, initial=jetzt(schritt, GeaenderterSchritt))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, entwurf.pk, schritt, **werte)

    return entwurfsseite(request, entwurf, "Schritt ändern", form, schreiben, lambda s: "Der Schritt ist geändert.")


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def unterschreiben(request: HttpRequest, pk: int) -> HttpResponse:
    """After both have signed: day and names, and the version is frozen."""
    entwurf = entwurf_laden(request, pk)
    vorgabe = {
        "am": heute(),
        "pruefung_am": entwurf.pruefung_am,
        "name_teilnehmend": f"{entwurf.person.vorname} {entwurf.person.nachname}",
        "name_fachkraft": str(request.user),
    }
    mit_stufe = services.mit_stufenfrage(entwurf)
    form = Unterschriftsformular(
        request.POST or None, request.FILES or None, initial=vorgabe, stichtag=heute(), mit_stufe=mit_stufe
    )

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        werte.pop("bestaetigt")
        dateien = werte.pop("scan")
        with transaction.atomic():  # a scan that is refused leaves the draft a draft
            fassung, neu = services.unterschreiben(request.user, pk, **werte)
            if dateien:
                scan_ablegen(request.user, fassung, dateien, heute())
        return fassung, neu

    return entwurfsseite(
        request,
        entwurf,
        "Unterschriften festhalten",
        form,
        schreiben,
        lambda f: f"{f} ist unterschrieben und ändert sich nicht mehr.",
    )
