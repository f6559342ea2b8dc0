"""Pages of proposals: the list, one proposal, proposing, deciding, taking back, undoing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.worte import Regeltexte
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from . import services
from .adressen import vorschlag_url
from .arten import BISHER, NEU, Vorschlagsart, Vorschlagsstand
from .forms import Aufhebungsformular, Entscheidungsformular, Ruecknahmeformular, Vorschlagsformular
from .listen import ZUSTAENDE, Vorschlagsliste, vorgeschlagen_am, wer
from .models import Aenderungsvorschlag
from .queries import bewegte_schritte, mit_namen
from .rules import Bewegung, bisheriger_tag
from .services import NichtMehrOffen


def _vorschlag(request: HttpRequest, pk: int, aktion: str) -> Aenderungsvorschlag:
    erlaubt = mit_namen(Aenderungsvorschlag.objects.fuer(request.user, aktion))
    return get_object_or_404(erlaubt, pk=pk)


def _angaben(vorschlag: Aenderungsvorschlag) -> dict[str, Any]:
    """What every page on a proposal says of it."""
    art = Vorschlagsart(vorschlag.art)
    return {
        "vorschlag": vorschlag,
        "bisher_name": BISHER[art][1],
        "neu_name": NEU[art],
        "wer": wer(vorschlag),
        "seit": vorgeschlagen_am(vorschlag),
        "zustand": ZUSTAENDE[Vorschlagsstand(vorschlag.stand)],
    }


def _mit_titeln(bewegt: list[Bewegung]) -> list[tuple[str, Bewegung]]:
    texte = Regeltexte()
    return [(texte(b.nachher).titel, b) for b in bewegt]


@regel(Aktion.VORSCHLAG_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """Open ones first; filter, print, XLSX."""
    return liste_anzeigen(request, Vorschlagsliste(request), "vorschlag/liste.html")


@regel(Aktion.VORSCHLAG_LESEN)
@require_safe
def vorschlag(request: HttpRequest, pk: int) -> HttpResponse:
    """What was proposed, what became of it, and which steps it moved, as far as the user may see steps."""
    nutzer: Any = request.user
    gesucht = _vorschlag(request, pk, Aktion.VORSCHLAG_LESEN)
    offen = gesucht.stand == Vorschlagsstand.OFFEN
    darf_schritte = nutzer.darf(Aktion.VORGANG_LESEN)
    eigener = gesucht.vorgeschlagen_von_id == nutzer.pk
    zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck="Vorschlag ansehen")
    kontext = {
        **_angaben(gesucht),
        "bewegt": _mit_titeln(bewegte_schritte(gesucht)) if darf_schritte else [],
        "darf_schritte": darf_schritte,
        "zu_entscheiden": offen and not eigener and nutzer.darf(Aktion.VORSCHLAG_ENTSCHEIDEN),
        "zurueckziehbar": offen and services.darf_zurueckziehen(nutzer, gesucht),
        "aufhebbar": services.aufhebbar(gesucht) and nutzer.darf(Aktion.VORSCHLAG_AUFHEBEN),
    }
    return TemplateResponse(request, "vorschlag/vorschlag.html", kontext)


@regel(Aktion.VORSCHLAG_MACHEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Choose the kind (`?art=`), then propose."""
    nutzer: Any = request.user
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.VORSCHLAG_MACHEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    art = request.POST.get("art") or request.GET.get("art", "")
    if art not in Vorschlagsart.values:
        return _art_waehlen(request, gesucht)
    stichtag = heute()
    bisher = bisheriger_tag(gesucht, art)
    form = Vorschlagsformular(
        request.POST or None,
        initial={"art": art, "altes_datum": bisher},
        art=Vorschlagsart(art),
        stichtag=stichtag,
        darf_uebernehmen=nutzer.darf(Aktion.VORSCHLAG_ENTSCHEIDEN),
    )
    worte = f"{bisher:%d.%m.%Y}" if bisher else "nicht festgelegt"
    seite = Formularseite(
        person=gesucht.person,
        titel=f"{Vorschlagsart(art).label[0].upper()}{Vorschlagsart(art).label[1:]} vorschlagen",
        knopf="Vorschlag absenden",
        einleitung=f"{gesucht}. Bisher: {BISHER[Vorschlagsart(art)][1]} {worte}.",
        form=form,
        schreiben=lambda werte: services.vorschlagen(nutzer, pk, teilnahme, stichtag=stichtag, **werte),
        satz=_gespeichert,
    )
    return formularseite(request, seite)


def _gespeichert(vorschlag: Aenderungsvorschlag) -> str:
    if vorschlag.stand == Vorschlagsstand.ANGENOMMEN:
        return f"Übernommen: {vorschlag}. Die Tage der Teilnahme und die offenen Schritte sind angepasst."
    return f"Vorgeschlagen: {vorschlag}. Das Jobcenter entscheidet darüber."


def _art_waehlen(request: HttpRequest, teilnahme: Teilnahme) -> HttpResponse:
    zugriff_vermerken(request, "oeffnen", teilnahme.person_id, zweck="Formular: Änderung vorschlagen")
    offen = mit_namen(Aenderungsvorschlag.objects.fuer(request.user)).filter(teilnahme=teilnahme)
    kontext = {
        "person": teilnahme.person,
        "teilnahme": teilnahme,
        "arten": [] if teilnahme.austritt else Vorschlagsart.choices,
        "vorschlaege": [(v, ZUSTAENDE[Vorschlagsstand(v.stand)]) for v in offen.order_by("-vorgeschlagen_am", "-pk")],
    }
    return TemplateResponse(request, "vorschlag/arten.html", kontext)


@regel(Aktion.VORSCHLAG_ENTSCHEIDEN)
def entscheiden(request: HttpRequest, pk: int) -> HttpResponse:
    """What accepting would do (done and rolled back), and the choice."""
    nutzer: Any = request.user
    gesucht = _vorschlag(request, pk, Aktion.VORSCHLAG_ENTSCHEIDEN)
    if gesucht.vorgeschlagen_von_id == nutzer.pk and gesucht.stand == Vorschlagsstand.OFFEN:
        melden(request, services.EIGENER, art="info")
        return redirect(vorschlag_url(pk))
    stichtag = heute()
    bewegt, satz = services.vorausberechnen(nutzer, gesucht, stichtag)
    form = Entscheidungsformular(request.POST or None, annehmbar=not satz)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        tun = services.annehmen if werte["wahl"] == form.ANNEHMEN else services.ablehnen
        return tun(nutzer, pk, werte["entscheidung"], stichtag), True

    seite = Formularseite(
        person=gesucht.person,
        titel="Über den Vorschlag entscheiden",
        knopf="Entscheidung speichern",
        form=form,
        schreiben=schreiben,
        satz=_entschieden,
        zurueck=vorschlag_url(pk),
        vorlage="vorschlag/entscheiden.html",
        kontext={**_angaben(gesucht), "bewegt": _mit_titeln(bewegt), "hindernis": satz},
    )
    return _wenn_offen(request, gesucht, services.offen_pruefen, seite)


def _entschieden(vorschlag: Aenderungsvorschlag) -> str:
    if vorschlag.stand == Vorschlagsstand.ANGENOMMEN:
        return f"Angenommen: {vorschlag}. Die Teilnahme ist geändert, die offenen Schritte sind gerückt."
    return f"Abgelehnt: {vorschlag}. Die Teilnahme bleibt, wie sie ist."


@regel(Aktion.VORSCHLAG_MACHEN)
def zurueckziehen(request: HttpRequest, pk: int) -> HttpResponse:
    gesucht = _vorschlag(request, pk, Aktion.VORSCHLAG_MACHEN)
    seite = Formularseite(
        person=gesucht.person,
        titel="Vorschlag zurückziehen",
        knopf="Vorschlag zurückziehen",
        einleitung=f"{gesucht}. Danach entscheidet niemand mehr darüber; ein neuer Vorschlag ist möglich.",
        form=Ruecknahmeformular(request.POST if request.method == "POST" else None),
        schreiben=lambda werte: (services.zurueckziehen(request.user, pk, heute()), True),
        satz=lambda v: f"Zurückgezogen: {v}.",
        zurueck=vorschlag_url(pk),
    )
    return _wenn_offen(request, gesucht, services.offen_pruefen, seite)


@regel(Aktion.VORSCHLAG_AUFHEBEN)
def aufheben(request: HttpRequest, pk: int) -> HttpResponse:
    """A lead undoes a wrongly accepted proposal, with a reason (PX-13)."""
    gesucht = _vorschlag(request, pk, Aktion.VORSCHLAG_AUFHEBEN)
    stichtag = heute()
    seite = Formularseite(
        person=gesucht.person,
        titel="Annahme aufheben",
        knopf="Annahme aufheben",
        einleitung="Der bisherige Tag gilt wieder, die offenen Schritte rücken zurück. Der Verlauf behält beides.",
        form=Aufhebungsformular(request.POST or None),
        schreiben=lambda werte: (services.aufheben(request.user, pk, werte["aufhebung"], stichtag), True),
        satz=lambda v: f"Aufgehoben: {v}. Der bisherige Tag gilt wieder.",
        zurueck=vorschlag_url(pk),
        vorlage="vorschlag/aufheben.html",
        kontext=_angaben(gesucht),
    )
    return _wenn_offen(request, gesucht, services.aufhebbar_pruefen, seite)


def _wenn_offen(
    request: HttpRequest,
    vorschlag: Aenderungsvorschlag,
    pruefen: Callable[[Aenderungsvorschlag], None],
    seite: Formularseite,
) -> HttpResponse:
    """The form, unless somebody was faster: then the page of the proposal says what became of it."""
    try:
        pruefen(vorschlag)
        return formularseite(request, seite)
    except NichtMehrOffen as grund:
        melden(request, str(grund), art="info")
        return redirect(vorschlag_url(vorschlag.pk))
