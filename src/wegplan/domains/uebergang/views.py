"""The board of the journey, the list behind it, the tab of a person, and the forms that move somebody on."""

from collections.abc import Callable
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.massnahme.models import Foerderart, Programmstufe
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation, Organisationsart
from wegplan.domains.person.models import Person
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.views import liste_anzeigen

from . import services
from .arten import NAECHSTES, Profilingergebnis, Station
from .forms import (
    Eintrittsformular,
    Endeformular,
    Profilingendeformular,
    Uebergabeformular,
    Warteformular,
    Zuweisungsformular,
)
from .listen import Uebergangsliste
from .models import Stand, Zuweisung
from .queries import karten, staende


class Schritt(NamedTuple):
    """What moves somebody on: title, page, action, and for which assignments it makes sense."""

    titel: str
    seite: str
    aktion: Aktion
    wenn: Callable[[Zuweisung], bool] = lambda z: True


def _uebergabereif(z: Zuweisung) -> bool:
    """EZU needs no Kurzgutachten (JPS-02); with an open stage it may still become EZU."""
    fertig = bool(z.profiling_fertig_am) and z.profiling_ergebnis != Profilingergebnis.NICHT_GEEIGNET
    return fertig or z.stufe in ("", Programmstufe.EZU)


PROFILING = Schritt(
    "Profiling", "profiling:zuweisung", Aktion.PROFILING_SCHREIBEN, lambda z: z.stufe != Programmstufe.EZU
)
UEBERGEBEN = Schritt("Übergeben", "uebergang:uebergeben", Aktion.PROFILING_SCHREIBEN, _uebergabereif)
WARTEN = Schritt("Warten lassen", "uebergang:warten", Aktion.PROFILING_SCHREIBEN)
ABSAGEN = Schritt(
    "Nach dem Profiling beenden",
    "uebergang:profiling_ende",
    Aktion.PROFILING_SCHREIBEN,
    lambda z: bool(z.wartet_seit) or z.profiling_ergebnis not in ("", Profilingergebnis.GEEIGNET),
)
SCHRITTE: dict[str, tuple[Schritt, ...]] = {
    Station.ZUGEWIESEN: (PROFILING, UEBERGEBEN, WARTEN),
    Station.PROFILING: (PROFILING, UEBERGEBEN, WARTEN),
    Station.PROFILING_FERTIG: (UEBERGEBEN, WARTEN, ABSAGEN),
    Station.WARTET: (PROFILING, UEBERGEBEN, ABSAGEN),
    Station.UEBERGEBEN: (Schritt("Auftakt eintragen", "profiling:auftakt", Aktion.UEBERGABE_ERFASSEN),),
    Station.EINTRITT_OFFEN: (Schritt("Eintritt eintragen", "uebergang:eintritt", Aktion.TEILNAHME_AENDERN),),
}
RECHTSGRUNDLAGE = "§ 69 Abs. 1 Nr. 1 SGB X: nötig, damit der Träger die Maßnahme durchführen kann"
BEENDEN = Schritt("Ohne Eintritt beenden", "uebergang:ende", Aktion.ZUWEISUNG_ERFASSEN)


def schritte(stand: Stand, nutzer: Any) -> list[tuple[str, str]]:
    """The buttons of a card for this user: title and address."""
    zuweisung = stand.zuweisung
    if zuweisung is None or zuweisung.beendet_am:
        return []
    alle = (*SCHRITTE[stand.station], BEENDEN)
    passende = (s for s in alle if nutzer.darf(s.aktion) and s.wenn(zuweisung))
    return [(s.titel, reverse(s.seite, args=[zuweisung.pk])) for s in passende]


@regel(Aktion.ZUWEISUNG_LESEN)
@require_safe
def brett(request: HttpRequest) -> HttpResponse:
    """Columns are stations; each shows its number and the longest-standing first."""
    nutzer: Any = request.user
    gezeigt = list(karten(nutzer, heute()))
    je_station = {station: list(gruppe) for station, gruppe in groupby(gezeigt, key=lambda s: s.station)}
    zugriff_vermerken(request, "liste", personen=list(dict.fromkeys(s.person_id for s in gezeigt)))
    spalten = [
        {
            "station": station,
            "anzahl": je_station[station][0].anzahl if station in je_station else 0,
            "karten": [(s, schritte(s, nutzer)) for s in je_station.get(station, [])],
        }
        for station in Station
    ]
    kontext = {"spalten": spalten, "heute": heute(), "naechstes": NAECHSTES}
    return TemplateResponse(request, "uebergang/brett.html", kontext)


@regel(Aktion.ZUWEISUNG_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """Everybody on the journey; filter, print, XLSX."""
    return liste_anzeigen(request, Uebergangsliste(request))


@regel(Aktion.ZUWEISUNG_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab "Programm": where the person stands, and all assignments so far."""
    nutzer: Any = request.user
    akte = akte_laden(nutzer, pk, heute(), Aktion.ZUWEISUNG_LESEN)
    jetzt = staende(nutzer, akte.stichtag).filter(person=pk).select_related("zuweisung", "stelle").order_by("ab", "pk")
    zuweisungen = Zuweisung.objects.fuer(nutzer).filter(person=pk).select_related("regionalbuero", "traeger")
    return seite_zeigen(
        request,
        akte,
        "uebergang/person.html",
        "uebergang:person",
        staende=[(s, NAECHSTES[s.station], schritte(s, nutzer)) for s in jetzt],
        zuweisungen=zuweisungen.order_by("-zugewiesen_am", "-pk"),
    )


@regel(Aktion.ZUWEISUNG_ERFASSEN)
def zuweisen(request: HttpRequest, pk: int) -> HttpResponse:
    """The advisor assigns a person to the programme: from now on the Regionalbüro sees it."""
    gesucht = get_object_or_404(Person.objects.fuer(request.user, Aktion.ZUWEISUNG_ERFASSEN), pk=pk)
    stichtag = heute()
    bueros = list(Organisation.objects.filter(art=Organisationsart.REGIONALBUERO).order_by("name", "pk"))
    anfang = {"zugewiesen_am": stichtag}
    form = Zuweisungsformular(request.POST or None, initial=anfang, regionalbueros=bueros, stichtag=stichtag)
    return formularseite(
        request,
        Formularseite(
            person=gesucht,
            titel="Ins Programm zuweisen",
            knopf="Zuweisen",
            einleitung="Das Regionalbüro sieht die Person ab diesem Tag, bis die Zuweisung endet.",
            form=form,
            schreiben=lambda werte: services.zuweisen(request.user, pk, **werte),
            satz=lambda z: f"Zugewiesen: {z.regionalbuero} führt jetzt das Profiling.",
            zurueck=reverse("uebergang:person", args=[pk]),
        ),
    )


@regel(Aktion.PROFILING_SCHREIBEN)
def warten(request: HttpRequest, pk: int) -> HttpResponse:
    return _bewegen(
        request,
        _zuweisung(request, pk, Aktion.PROFILING_SCHREIBEN),
        Warteformular,
        services.warten,
        titel="Auf einen Platz warten lassen",
        satz="Eingetragen: Die Person wartet auf einen Platz.",
        anfang={"wartet_seit": heute()},
    )


@regel(Aktion.PROFILING_SCHREIBEN)
def uebergeben(request: HttpRequest, pk: int) -> HttpResponse:
    """Outward: the page says what becomes visible to whom, and why that may be."""
    gesucht = _zuweisung(request, pk, Aktion.PROFILING_SCHREIBEN)
    stichtag = heute()
    offen = massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF, traeger__isnull=False)
    massnahmen = [m for m in offen.order_by("titel", "pk") if m.ende is None or m.ende >= stichtag]
    return _bewegen(
        request,
        gesucht,
        lambda *a, **k: Uebergabeformular(*a, massnahmen=massnahmen, **k),
        services.uebergeben,
        titel="An einen Träger übergeben",
        satz="Übergeben: Der Träger sieht die Person und schuldet jetzt das Auftaktgespräch.",
        anfang={"uebergeben_am": stichtag, "massnahme": request.GET.get("massnahme", "")},
        vorlage="uebergang/uebergeben.html",
    )


@regel(Aktion.PROFILING_SCHREIBEN)
def profiling_ende(request: HttpRequest, pk: int) -> HttpResponse:
    """The Regionalbüro ends before the handover, with what came out at it."""
    return _bewegen(
        request,
        _zuweisung(request, pk, Aktion.PROFILING_SCHREIBEN),
        Profilingendeformular,
        services.profiling_beenden,
        titel="Zuweisung nach dem Profiling beenden",
        satz="Beendet: Das Jobcenter sieht das Ergebnis in der Akte.",
        anfang={"beendet_am": heute()},
        einleitung="Sie beenden vor der Übergabe. Alle anderen Ergebnisse trägt das Jobcenter ein.",
    )


@regel(Aktion.TEILNAHME_AENDERN)
def eintritt(request: HttpRequest, pk: int) -> HttpResponse:
    gesucht = _zuweisung(request, pk, Aktion.TEILNAHME_AENDERN)
    return _bewegen(
        request,
        gesucht,
        Eintrittsformular,
        services.eintreten,
        titel="Eintritt eintragen",
        satz="Eingetreten: Die Teilnahme ist angelegt, die Zuweisung beendet.",
        anfang={"eintritt": heute()},
        einleitung=f"Maßnahme: {gesucht.massnahme or 'noch keine; zuerst übergeben'}",
    )


@regel(Aktion.ZUWEISUNG_ERFASSEN)
def ende(request: HttpRequest, pk: int) -> HttpResponse:
    return _bewegen(
        request,
        _zuweisung(request, pk, Aktion.ZUWEISUNG_ERFASSEN),
        Endeformular,
        services.beenden,
        titel="Zuweisung ohne Eintritt beenden",
        satz="Beendet: Regionalbüro und Träger sehen die Person nicht mehr.",
        anfang={"beendet_am": heute()},
        einleitung="Regionalbüro und Träger verlieren mit dem Ende den Zugang, wenn er nur aus dieser Zuweisung kommt.",
    )


def _zuweisung(request: HttpRequest, pk: int, aktion: str) -> Zuweisung:
    erlaubt = Zuweisung.objects.fuer(request.user, aktion)
    return get_object_or_404(erlaubt.select_related("person", "massnahme", "regionalbuero", "jobcenter"), pk=pk)


def _bewegen(
    request: HttpRequest,
    zuweisung: Zuweisung,
    formular: Callable[..., forms.Form],
    schreiben: Callable[..., tuple[Zuweisung, bool]],
    *,
    titel: str,
    satz: str,
    anfang: dict[str, Any],
    einleitung: str = "",
    vorlage: str = "akte/eintragen.html",
) -> HttpResponse:
    """A form that moves one assignment on; back to the journey of the person."""
    stand = {} if request.method == "POST" else {"stand": stand_von(zuweisung)}
    seite = Formularseite(
        person=zuweisung.person,
        titel=titel,
        knopf="Speichern",
        einleitung=einleitung,
        form=formular(request.POST or None, initial=anfang | stand, stichtag=heute()),
        schreiben=lambda werte: schreiben(request.user, zuweisung.pk, **werte),
        satz=lambda z: satz,
        zurueck=reverse("uebergang:person", args=[zuweisung.person_id]),
        vorlage=vorlage,
        kontext={"zuweisung": zuweisung, "rechtsgrundlage": RECHTSGRUNDLAGE},
    )
    return formularseite(request, seite)
