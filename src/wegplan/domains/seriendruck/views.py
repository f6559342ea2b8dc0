"""Choose, see what is missing and how the first sheet looks, print, fetch; and what was issued."""

from datetime import date
from typing import Any

from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.vorlage.queries import freigegebene, freigegebene_vorlage
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.auftrag.ablage import abgelegt
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_erteilen
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.vorlagen import DOCX, Vorlagenfehler

from .arten import Seriendruckart, arten_fuer
from .auftraege import OHNE_VORLAGE, PDF_DATEI, SERIENDRUCK
from .dokument import druck, word
from .forms import Serienauswahl
from .queries import inhalte, massnahmen, teilnahmen
from .rules import was_fehlt
from .services import Blatt


@regel(Aktion.SERIENDRUCK)
@require_safe
def projekte(request: HttpRequest) -> HttpResponse:
    """The measures to choose from; names nobody."""
    return TemplateResponse(request, "seriendruck/projekte.html", {"massnahmen": massnahmen(request.user)})


@regel(Aktion.SERIENDRUCK)
def auswahl(request: HttpRequest, massnahme: int) -> HttpResponse:
    """Who of a measure gets what. POST with `weiter`: pruefen shows what is missing, vorschau gives the first sheet,
    drucken gives the job to the worker."""
    gesucht = get_object_or_404(massnahmen(request.user), pk=massnahme)
    alle = list(teilnahmen(request.user, massnahme))
    personen = [(t.pk, _zeile(t, heute())) for t in alle]
    form = Serienauswahl(
        request.POST or None,
        arten=arten_fuer(request.user),
        personen=personen,
        vorlagen=freigegebene(request.user),
    )
    befund, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            gewaehlt = [t for t in alle if t.pk in set(form.cleaned_data["teilnahmen"])]
            je_teilnahme = inhalte(form.cleaned_data["art"], gewaehlt, heute())
            weiter = request.POST.get("weiter", "pruefen")
            befund = _befund(form.cleaned_data["art"], gewaehlt, je_teilnahme)
            if befund["ganze"] and weiter == "drucken":
                return redirect("auftrag:auftrag", _erteilen(request, gesucht, form.cleaned_data).pk)
            if befund["ganze"] and weiter == "vorschau":
                return _vorschau(request, form.cleaned_data, befund["ganze"][0], je_teilnahme)
            status = 200
    zugriff_vermerken(request, "liste", personen=[t.person_id for t in alle])
    kontext = {"massnahme": gesucht, "form": form, "befund": befund, "anzahl": len(alle)}
    return TemplateResponse(request, "seriendruck/auswahl.html", kontext, status=status)


def _zeile(t: Any, tag: date) -> str:
    if t.austritt:
        return f"{t.person}, {t.eintritt:%d.%m.%Y} bis {t.austritt:%d.%m.%Y}"
    if t.eintritt > tag:
        return f"{t.person}, ab {t.eintritt:%d.%m.%Y}, noch nicht begonnen"
    return f"{t.person}, seit {t.eintritt:%d.%m.%Y}, läuft"


def _befund(art: str, gewaehlt: list[Any], je_teilnahme: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Who can be printed, and what the others lack."""
    fehlt = [(t, was_fehlt(art, je_teilnahme[t.pk])) for t in gewaehlt]
    return {
        "art": Seriendruckart(art).label,
        "ganze": [t for t, worte in fehlt if not worte],
        "lueckenhaft": [(t.person, worte) for t, worte in fehlt if worte],
    }


def _vorschau(request: HttpRequest, werte: dict[str, Any], t: Any, je_teilnahme: dict[int, Any]) -> HttpResponse:
    """The first sheet; nothing is issued. An own template that cannot be filled leads back with a sentence."""
    zugriff_vermerken(request, "druck", t.person_id, zweck="Seriendruck, Vorschau")
    blatt = Blatt(je_teilnahme[t.pk] | {"tag": f"{heute():%d.%m.%Y}"}, nummer="Muster")
    if not werte.get("vorlage"):
        inhalt, art, name = druck(werte["art"], [blatt], werte, request.user, heute()), PDF, "vorschau.pdf"
    else:
        vorlage = freigegebene_vorlage(request.user, werte["vorlage"])
        try:
            if vorlage is None:
                raise Vorlagenfehler(OHNE_VORLAGE)
            inhalt, art, name = word(vorlage, [blatt], werte, request.user, heute()), DOCX, "vorschau.docx"
        except Vorlagenfehler as fehler:
            melden(request, str(fehler), art="warnung")
            return redirect(request.path)
    return HttpResponse(inhalt, art, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _erteilen(request: HttpRequest, massnahme: Massnahme, werte: dict[str, Any]) -> Auftrag:
    """The job; sent twice with the same `kennzeichen` it is one: a double click makes no Zweitschriften."""
    nutzer: Any = request.user
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [werte["kennzeichen"]])
    eigene = Auftrag.objects.fuer(nutzer).filter(art=SERIENDRUCK, ergebnis__kennzeichen=werte["kennzeichen"])
    if vorhanden := eigene.first():
        return vorhanden
    titel = f"{Seriendruckart(werte['art']).label}: {massnahme}"[:200]
    return auftrag_erteilen(nutzer, SERIENDRUCK, titel, angaben=werte | {"massnahme": massnahme.pk})


@regel(Aktion.SERIENDRUCK)
@require_safe
def ergebnis(request: HttpRequest, pk: int) -> HttpResponse:
    """How many sheets, how many of them Zweitschriften; names nobody."""
    auftrag = _auftrag(request, pk)
    kontext = {
        "auftrag": auftrag,
        "anzahl": len(auftrag.ergebnis.get("teilnahmen", [])),
        "zweitschriften": auftrag.ergebnis.get("zweitschriften", 0),
        "ohne": auftrag.ergebnis.get("ohne", 0),
        "vorhanden": _da(auftrag),
        "word": _datei(auftrag) != PDF_DATEI,
    }
    return TemplateResponse(request, "seriendruck/ergebnis.html", kontext)


@regel(Aktion.SERIENDRUCK)
@require_safe
def laden(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file, as long as its owner still sees everybody in it."""
    auftrag = _auftrag(request, pk)
    enthalten = auftrag.ergebnis.get("teilnahmen", [])
    gesehen = teilnahmen(request.user, auftrag.ergebnis.get("massnahme", 0)).filter(pk__in=enthalten)
    personen = list(gesehen.values_list("person", flat=True))
    if len(personen) != len(enthalten):
        raise Http404
    if not _da(auftrag):
        return redirect("seriendruck:ergebnis", pk)  # says that the file is gone
    zugriff_vermerken(request, "download", personen=personen, zweck="Seriendruck")
    name = _datei(auftrag)
    return FileResponse((abgelegt(auftrag.ergebnis["ablage"]) / name).open("rb"), as_attachment=True, filename=name)


def _auftrag(request: HttpRequest, pk: int) -> Auftrag:
    """One's own finished work; everybody else's is unknown."""
    fertige = Auftrag.objects.fuer(request.user).filter(art=SERIENDRUCK, stand__in=(Stand.FERTIG, Stand.ABGELEHNT))
    return get_object_or_404(fertige, pk=pk)


def _da(auftrag: Auftrag) -> bool:
    ablage = auftrag.ergebnis.get("ablage")
    return bool(ablage) and (abgelegt(ablage) / _datei(auftrag)).exists()


def _datei(auftrag: Auftrag) -> str:
    return str(auftrag.ergebnis.get("datei", PDF_DATEI))
