"""The screens of the months: how far each is, and one month of a measure to close and release (JPS-32)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from wegplan.domains.massnahme.fristen import fristverlaeufe
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from .abschluss import listen_freigeben, monat_abschliessen
from .korrektur import in_worten
from .models import Monatskorrektur
from .monat import LEGENDE, spalten
from .monatsbild import Monatsbild, korrekturen_in, monat_laden
from .monatsstand import monate_laden
from .queries import massnahme_laden, monat_der_adresse
from .views import woche_url
from .vorgaben import faellig, frist


@regel(Aktion.ANWESENHEIT_LESEN)
def monate(request: HttpRequest) -> HttpResponse:
    """The months of the measures of the programme, what is overdue first; no names."""
    kontext = {"zeilen": monate_laden(request.user, heute()), "heute": heute()}
    return TemplateResponse(request, "anwesenheit/monate.html", kontext)


@regel(Aktion.ANWESENHEIT_ERFASSEN)
def monat(request: HttpRequest, massnahme: int, monat: str) -> HttpResponse:
    """The provider's view of a month: everybody, what is missing, who closed it, what was released."""
    gesucht = _eigene_massnahme(request, massnahme)
    return _zeigen(request, monat_laden(request.user, gesucht, monat_der_adresse(monat)))


@regel(Aktion.ANWESENHEIT_ABSCHLIESSEN)
@require_POST
def abschliessen(request: HttpRequest, massnahme: int, monat: str) -> HttpResponse:
    """Close and sign; what is missing is shown and nothing is closed."""
    gesucht, welcher = _eigene_massnahme(request, massnahme), monat_der_adresse(monat)
    try:
        bild, neu = monat_abschliessen(request.user, gesucht, welcher, heute())
    except ValidationError as fehler:
        return _zeigen(request, monat_laden(request.user, gesucht, welcher), fehler.messages)
    if neu:
        melden(request, f"{bild.monat} ist abgeschlossen.")
    else:
        melden(request, f"{bild.monat} war schon abgeschlossen.", art="info")
    return redirect("anwesenheit:monat", massnahme=massnahme, monat=welcher.name)


@regel(Aktion.ANWESENHEIT_ABSCHLIESSEN)
@require_POST
def freigeben(request: HttpRequest, massnahme: int, monat: str) -> HttpResponse:
    """Release what is new to each AA/JC, with the copy to the Regionalbüro."""
    gesucht, welcher = _eigene_massnahme(request, massnahme), monat_der_adresse(monat)
    try:
        listen = listen_freigeben(request.user, gesucht, welcher, heute())
    except ValidationError as fehler:
        return _zeigen(request, monat_laden(request.user, gesucht, welcher), fehler.messages)
    if listen:
        namen = ", ".join(f"{liste.empfaenger.name} (Fassung {liste.fassung})" for liste in listen)
        kopie = ", in Kopie an das Regionalbüro" if gesucht.regionalbuero_id else ""
        melden(request, f"Freigegeben für {namen}{kopie}.")
    else:
        melden(request, "Es gibt nichts Neues freizugeben.", art="info")
    return redirect("anwesenheit:monat", massnahme=massnahme, monat=welcher.name)


def _eigene_massnahme(request: HttpRequest, pk: int) -> Massnahme:
    """A measure of the user's own office, or 404."""
    nutzer: Any = request.user
    massnahme = massnahme_laden(nutzer, pk)
    if massnahme.traeger_id != nutzer.organisation_id:
        raise Http404
    return massnahme


@dataclass(frozen=True)
class Fehlendes:
    """Whose target days lack a mark, with the address of the week of each."""

    name: str
    tage: list[tuple[date, str]]


def _fehlendes(bild: Monatsbild) -> list[Fehlendes]:
    return [
        Fehlendes(f"{z.inhalt[0]}, {z.inhalt[1]}", [(tag, woche_url(bild.massnahme.pk, tag)) for tag in z.fehlend])
        for z in bild.unvollstaendig
    ]


@dataclass(frozen=True)
class Korrekturzeile:
    """A correction as the page tells it."""

    korrektur: Monatskorrektur
    vorher: str
    nachher: str


def _zeigen(request: HttpRequest, bild: Monatsbild, fehler: list[str] | None = None) -> HttpResponse:
    """The page; it names the participants, so it leaves one trace."""
    zugriff_vermerken(request, "liste", personen=[z.teilnahme.person_id for z in bild.zeilen])
    vereinbart = fristverlaeufe([bild.massnahme.pk]).get(bild.massnahme.pk, ())
    korrekturen = korrekturen_in(request.user, bild.massnahme, bild.monat) if bild.abschluss else []
    kontext = {
        "bild": bild,
        "monat": bild.monat,
        "massnahme": bild.massnahme,
        "spalten": spalten(bild.monat)[1:],
        "legende": LEGENDE,
        "fehlendes": _fehlendes(bild),
        "korrekturen": [Korrekturzeile(k, in_worten(k.vorher), in_worten(k.nachher)) for k in korrekturen],
        "faellig": faellig(bild.massnahme, bild.monat, vereinbart),
        "frist": frist(bild.massnahme, bild.monat, vereinbart),
        "vorbei": heute() >= bild.monat.letzter,
        "freizugeben": any(s.neu_freizugeben for s in bild.stellen),
        "freigegeben": any(s.letzte for s in bild.stellen),
        "heute": heute(),
        "fehler": fehler,
    }
    return TemplateResponse(request, "anwesenheit/monat.html", kontext, status=422 if fehler else 200)
