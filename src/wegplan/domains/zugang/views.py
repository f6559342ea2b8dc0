"""The participants' pages for reading: plan, attendance, reports, and who has read the file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.bericht.dokument import pdf
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import inhalt_von, mit_allem
from wegplan.domains.foerderplan.kopie import VORLAGE, dokumentdaten
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderplan.queries import alle_ausgangslagen
from wegplan.domains.mitsprache.models import Wortart
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF, satz

from .queries import Ich, berichte, ich_laden, monate, monatsbild, plaene, worte, zugriffe
from .seiten import eigene_seite, ich_oder_404

LESEN = Aktion.EIGENE_AKTE_LESEN
JE_SEITE = 50


@regel(LESEN)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The version in force; the older ones below it."""
    ich = ich_laden(request.user, heute())
    alle = list(plaene(request.user)) if ich else []
    return _planseite(request, ich, alle[0] if alle else None, alle)


@regel(LESEN)
@require_safe
def fassung(request: HttpRequest, pk: int) -> HttpResponse:
    """An older version, as it was signed."""
    ich = ich_oder_404(request)
    gesucht = get_object_or_404(plaene(request.user), pk=pk)
    return _planseite(request, ich, gesucht, list(plaene(request.user)))


def _planseite(request: HttpRequest, ich: Ich | None, gezeigt: Planfassung | None, alle: list[Planfassung]) -> Any:
    gesagt = worte(request.user, gezeigt.teilnahme if gezeigt else None)
    kontext: dict[str, Any] = {
        "fassung": gezeigt,
        "ausgangslage": alle_ausgangslagen([gezeigt.pk]).get(gezeigt.pk) if gezeigt else None,
        "antwort": gesagt.zu(Wortart.PLAN, gezeigt.pk) if gezeigt else None,
        "alle": alle,
        "ist_neueste": gezeigt is None or gezeigt.pk == alle[0].pk,
    }
    return eigene_seite(request, ich, "zugang/plan.html", "Mein Plan", **kontext)


@regel(LESEN)
@require_safe
def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The own copy (JPS-13)."""
    ich = ich_oder_404(request)
    gesucht = get_object_or_404(plaene(request.user), pk=pk)
    datei = satz(
        VORLAGE, dokumentdaten(gesucht, alle_ausgangslagen([pk]).get(pk)), gesucht.unterschrieben_am or heute()
    )
    return _datei(request, ich, datei, f"mein-plan-{pk}.pdf")


def _datei(request: HttpRequest, ich: Ich, datei: bytes, name: str) -> HttpResponse:
    zugriff_vermerken(request, "druck", ich.person.pk, zweck="eigener Zugang: PDF")
    return HttpResponse(datei, PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@regel(LESEN)
@require_safe
def anwesenheit(request: HttpRequest) -> HttpResponse:
    """One month, the newest where the address names none that has marks."""
    ich = ich_laden(request.user, heute())
    alle = monate(request.user, heute()) if ich else []
    gewaehlt = _gewaehlt(request.GET.get("monat", ""), alle)
    kontext: dict[str, Any] = {"monate": alle, "bild": monatsbild(request.user, gewaehlt) if gewaehlt else None}
    return eigene_seite(request, ich, "zugang/anwesenheit.html", "Meine Anwesenheit", **kontext)


def _gewaehlt(name: str, alle: list[Monat]) -> Monat | None:
    return next((m for m in alle if m.name == name), alle[0] if alle else None)


@regel(LESEN)
@require_safe
def berichtsliste(request: HttpRequest) -> HttpResponse:
    """What the provider has reported, and what the participant said to it."""
    ich = ich_laden(request.user, heute())
    gesagt = worte(request.user, ich.teilnahme if ich else None)
    zeilen = [(b, gesagt.zu(Wortart.BERICHT, b.pk)) for b in berichte(request.user)] if ich else []
    return eigene_seite(request, ich, "zugang/berichte.html", "Meine Berichte", zeilen=zeilen)


def _bericht(request: HttpRequest, pk: int) -> Entwicklungsbericht:
    gesucht: Entwicklungsbericht = get_object_or_404(
        mit_allem(Entwicklungsbericht.objects.fuer(request.user, LESEN)), pk=pk
    )
    return gesucht


@regel(LESEN)
@require_safe
def bericht(request: HttpRequest, pk: int) -> HttpResponse:
    """What the report says about me, in the words of the report under plain headings."""
    ich = ich_oder_404(request)
    gesucht = _bericht(request, pk)
    kontext: dict[str, Any] = {
        "bericht": gesucht,
        "inhalt": inhalt_von(gesucht),
        "antwort": worte(request.user, gesucht.teilnahme).zu(Wortart.BERICHT, pk),
    }
    return eigene_seite(request, ich, "zugang/bericht.html", "Mein Bericht", **kontext)


@regel(LESEN)
@require_safe
def bericht_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report, as the receivers get it."""
    ich = ich_oder_404(request)
    gesucht = _bericht(request, pk)
    return _datei(request, ich, pdf(gesucht, inhalt_von(gesucht)), f"mein-bericht-{pk}.pdf")


@regel(LESEN)
@require_safe
def gelesen(request: HttpRequest) -> HttpResponse:
    """Every opening of the own file: when, which office, in which role, what for (DS-12)."""
    ich = ich_laden(request.user, heute())
    seite = request.GET.get("seite", "1")
    nummer = max(int(seite), 1) if seite.isdecimal() and len(seite) < 6 else 1
    eigene = request.GET.get("eigene") == "ja"
    zeilen, gesamt = zugriffe((nummer - 1) * JE_SEITE, JE_SEITE, eigene) if ich else ([], 0)
    blatt = Paginator(range(gesamt), JE_SEITE).get_page(nummer)
    return eigene_seite(
        request, ich, "zugang/gelesen.html", "Wer hat gelesen?", zeilen=zeilen, seite=blatt, eigene=eigene
    )


@regel(LESEN)
@require_safe
def hilfe(request: HttpRequest) -> HttpResponse:
    """How these pages work; names nobody."""
    return TemplateResponse(request, "zugang/hilfe.html")
