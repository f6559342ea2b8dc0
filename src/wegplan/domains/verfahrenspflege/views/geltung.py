"""Trying a procedure on a past month, putting it in force, moving cases to it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from .. import probe as p
from .. import services
from ..forms import Fallformular, Inkraftformular, Ueberfuehrungsformular
from ..vergleich import unterschiede
from .zugang import eigene, entwurf, fassung, geltendes, laden, mitgelieferte


def _monat(request: HttpRequest) -> p.Monat:
    """`?monat=2026-10`, by default the last one."""
    monate = p.letzte_monate(heute())
    return next((m for m in monate if m.wert == request.GET.get("monat")), monate[0])


@regel(Aktion.VERFAHREN_PFLEGEN)
@require_safe
def probe(request: HttpRequest, kennung: str) -> HttpResponse:
    """What would have been due in a past month, by colleague and by step, beside what holds today.

    Figures only, no person: no trace."""
    nutzer: Any = request.user
    stichtag = heute()
    v, f = laden(nutzer, kennung)
    m = _monat(request)
    geltend = geltendes(nutzer, stichtag)
    neu = p.posten(v, nutzer.organisation_id, m, stichtag)
    bisher, titel = [], {}
    if geltend and geltend != kennung:
        vergleich, _ = laden(nutzer, geltend)
        bisher = p.posten(vergleich, nutzer.organisation_id, m, stichtag)
        titel = {s.schluessel: s.titel for s in vergleich.schritte}
    kontext = {
        "v": v,
        "fassung": f,
        "monat": m,
        "monate": p.letzte_monate(stichtag),
        "gilt_schon": geltend == kennung,
        "summe": sum(x.anzahl for x in neu),
        "belegt": sum(x.belegt for x in neu),
        "summe_bisher": sum(x.anzahl for x in bisher),
        "koepfe": p.je_kopf(bisher, neu),
        "schritte": p.je_schritt(bisher, neu, {s.schluessel: s.titel for s in v.schritte} | titel),
    }
    return TemplateResponse(request, "verfahrenspflege/probe.html", kontext)


@regel(Aktion.VERFAHREN_PFLEGEN)
@require_safe
def probefaelle(request: HttpRequest, kennung: str, schluessel: str) -> HttpResponse:
    """The cases behind a figure of the trial. One trace, as it names persons."""
    nutzer: Any = request.user
    v, f = laden(nutzer, kennung)
    m = _monat(request)
    zeilen = p.faelle(v, nutzer.organisation_id, m, heute(), schluessel)
    personen = Person.objects.fuer(nutzer, Aktion.VORGANG_LESEN).in_bulk([z["person"] for z in zeilen])
    gezeigt = [z | {"person": personen[z["person"]]} for z in zeilen if z["person"] in personen]
    if gezeigt:
        zugriff_vermerken(request, "liste", personen=list(dict.fromkeys(z["person"].pk for z in gezeigt)))
    titel = next((s.titel for s in v.schritte if s.schluessel == schluessel), schluessel)
    kontext = {"v": v, "fassung": f, "monat": m, "zeilen": gezeigt, "schluessel": schluessel, "schritt_titel": titel}
    return TemplateResponse(request, "verfahrenspflege/probefaelle.html", kontext)


@regel(Aktion.VERFAHREN_PFLEGEN)
def in_kraft(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what changes and for whom, asks for the day and the reason, then puts the draft in force."""
    nutzer: Any = request.user
    f = entwurf(request, pk)
    geltend = geltendes(nutzer, heute())
    form = Inkraftformular(request.POST or None, initial={"gilt_ab": heute()})
    if request.method == "POST" and form.is_valid():
        try:
            services.in_kraft_setzen(nutzer, f, **form.cleaned_data, stichtag=heute())
        except ValidationError as fehler:
            form.add_error(None, fehler)
        except services.Mangelhaft as fehler:
            form.add_error(None, [satz for _, satz in fehler.maengel])
        else:
            melden(request, f"{f} gilt für Eintritte ab dem {f.gilt_ab:%d.%m.%Y}. Die Schritte werden neu abgeleitet.")
            return redirect("verfahrenspflege:zeigen", kennung=f.kennung)
    neu, _ = laden(nutzer, f.kennung)
    alt = laden(nutzer, geltend)[0] if geltend else None
    kontext = {"fassung": f, "form": form, "unterschiede": unterschiede(alt, neu) if alt else [], "alt": alt}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "verfahrenspflege/in_kraft.html", kontext, status=status)


@regel(Aktion.VERFAHREN_PFLEGEN)
@require_POST
def zuruecknehmen(request: HttpRequest, pk: int) -> HttpResponse:
    """A version whose day has not come becomes a draft again."""
    f = get_object_or_404(eigene(request.user).filter(gilt_ab__isnull=False), pk=pk)
    name = str(f)
    try:
        neu = services.zuruecknehmen(request.user, f)
    except ValidationError as fehler:
        melden(request, fehler.messages[0], art="warnung")
        return redirect("verfahrenspflege:zeigen", kennung=f.kennung)
    melden(request, f"{name} tritt nicht in Kraft. Ihr Inhalt steht als {neu} wieder im Entwurf.")
    return redirect("verfahrenspflege:zeigen", kennung=neu.kennung)


@regel(Aktion.VERFAHREN_PFLEGEN)
def ueberfuehren(request: HttpRequest, pk: int) -> HttpResponse:
    """Running cases that began under another procedure are moved to this version from a day on, on purpose."""
    nutzer: Any = request.user
    f = fassung(request, pk)
    stichtag = heute()
    if not f.gilt_ab or f.gilt_ab > stichtag:
        melden(request, "Fälle lassen sich erst überführen, wenn die Fassung gilt.", art="info")
        return redirect("verfahrenspflege:zeigen", kennung=f.kennung)
    form = Ueberfuehrungsformular(request.POST or None, initial={"ab": stichtag})
    if request.method == "POST" and form.is_valid():
        ab: date = form.cleaned_data["ab"]
        if ab < f.gilt_ab:
            form.add_error("ab", f"Die Fassung gilt erst ab dem {f.gilt_ab:%d.%m.%Y}.")
        else:
            anzahl = services.ueberfuehren(nutzer, f.kennung, ab, form.cleaned_data["grund"])
            melden(request, f"{anzahl} laufende Teilnahmen folgen ab dem {ab:%d.%m.%Y} {f}.")
            return redirect("verfahrenspflege:zeigen", kennung=f.kennung)
    anzahl = services.betroffene(nutzer.organisation_id, f.kennung, stichtag)
    kontext = {"fassung": f, "form": form, "anzahl": anzahl}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "verfahrenspflege/ueberfuehren.html", kontext, status=status)


@regel(Aktion.VERFAHREN_PFLEGEN)
def fall(request: HttpRequest, teilnahme: int) -> HttpResponse:
    """One case is moved to another procedure from a day on. Opening it leaves one trace."""
    nutzer: Any = request.user
    t = get_object_or_404(
        Teilnahme.objects.fuer(nutzer, Aktion.VORGANG_LESEN).select_related("person", "massnahme"), pk=teilnahme
    )
    stichtag = heute()
    form = Fallformular(request.POST or None, initial={"ab": stichtag}, verfahren=_waehlbar(nutzer, stichtag))
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        if services.ueberfuehren(nutzer, daten["verfahren"], daten["ab"], daten["grund"], t.pk):
            melden(request, f"Die Teilnahme folgt ab dem {daten['ab']:%d.%m.%Y} dem gewählten Verfahren.")
            return redirect("akte:verfahren", pk=t.person_id)
        form.add_error(None, "Die Teilnahme folgt an diesem Tag schon diesem Verfahren, oder sie ist dann beendet.")
    zugriff_vermerken(request, "oeffnen", t.person_id, zweck="Formular: Fall in anderes Verfahren überführen")
    kontext = {"teilnahme": t, "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "verfahrenspflege/fall.html", kontext, status=status)


def _waehlbar(nutzer: Any, stichtag: date) -> list[tuple[str, str]]:
    """The procedures in force at the user's office: its own versions, the delivered one it works by."""
    gueltige = eigene(nutzer).filter(gilt_ab__lte=stichtag)
    fassungen = [(f.kennung, f"{f}, gilt ab {f.gilt_ab:%d.%m.%Y}") for f in gueltige]
    eigenes = nutzer.organisation.regelwerk if nutzer.organisation else ""
    return fassungen + [(v.kennung, v.name) for v in mitgelieferte(nutzer) if v.kennung == eigenes]
