"""The tab "Risiko und Stufe", lists, and the forms of a change of stage."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.views import liste_anzeigen

from . import services
from .arten import Wechselstand
from .forms import Durchfuehrung, Einschaetzung, Empfehlung, Zustimmung
from .intervention import nicht_beginnbar
from .listen import Warnliste, Wechselliste
from .models import Intervention, Stufenwechsel
from .queries import am_zug, mit_schritten, ruhezeiten_mit_art, wechsel_mit_namen
from .zeichen import zeichen_von

LAUFEND = (Wechselstand.OFFEN, Wechselstand.BEREIT)
FARBEN = {
    Wechselstand.OFFEN: "achtung",
    Wechselstand.BEREIT: "info",
    Wechselstand.DURCHGEFUEHRT: "gut",
    Wechselstand.ABGELEHNT: "schlecht",
    Wechselstand.ZURUECKGEZOGEN: "ruhig",
}


@regel(Aktion.STUFENWECHSEL_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """Changes of stage that wait for somebody."""
    return liste_anzeigen(request, Wechselliste(request))


@regel(Aktion.INTERVENTION_LESEN)
def warnzeichen(request: HttpRequest, pk: int) -> HttpResponse:
    """Participants of a project with warning signs (JPS-61)."""
    massnahme = get_object_or_404(massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF), pk=pk)
    return liste_anzeigen(request, Warnliste(request, massnahme))


@regel(Aktion.STUFENWECHSEL_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Warning signs, interventions and changes of stage of every Teilnahme of the programme."""
    nutzer: Any = request.user
    akte = akte_laden(nutzer, pk, heute(), Aktion.STUFENWECHSEL_LESEN)
    im_programm = [t for t in akte.teilnahmen if t.massnahme.foerderart == Foerderart.ESF]
    laufend = [t for t in akte.laufende if t in im_programm]
    zeichen = zeichen_von(nutzer, laufend, akte.stichtag)
    wechsel = wechsel_mit_namen(Stufenwechsel.objects.fuer(nutzer, Aktion.STUFENWECHSEL_LESEN)).filter(person=pk)
    interventionen = mit_schritten(Intervention.objects.fuer(nutzer, Aktion.INTERVENTION_LESEN)).filter(person=pk)
    alle_wechsel = list(wechsel.order_by("-empfohlen_am", "-pk"))
    alle_interventionen = list(interventionen.order_by("-begonnen_am", "-pk"))
    ruhe = ruhezeiten_mit_art(t.pk for t in im_programm)
    teile = [
        {
            "teilnahme": t,
            "stufe": services.stufe_von(t),
            "laeuft": t in laufend,
            "zeichen": zeichen.get(t.pk, []),
            "interventionen": [i for i in alle_interventionen if i.teilnahme_id == t.pk],
            "wechsel": [_wechselkarte(w) for w in alle_wechsel if w.teilnahme_id == t.pk],
            "ruht": ruhe.get(t.pk, []),
            "gefaehrdbar": not nicht_beginnbar(t) and not _gefaehrdet(alle_interventionen, t),
            "empfehlbar": t in laufend and not services.hindernis(t) and not _laeuft(alle_wechsel, t),
        }
        for t in im_programm
    ]
    return seite_zeigen(request, akte, "stufenwechsel/person.html", "stufenwechsel:person", teile=teile)


def _laeuft(alle: list[Stufenwechsel], teilnahme: Teilnahme) -> bool:
    return any(w.teilnahme_id == teilnahme.pk and w.stand in LAUFEND for w in alle)


def _gefaehrdet(alle: list[Intervention], teilnahme: Teilnahme) -> bool:
    return any(i.teilnahme_id == teilnahme.pk and i.beendet_am is None for i in alle)


def _wechselkarte(w: Stufenwechsel) -> dict[str, Any]:
    return {
        "w": w,
        "stand": w.stand,
        "farbe": FARBEN[w.stand],
        "laeuft": w.stand in LAUFEND,
        "am_zug": am_zug(w) if w.stand in LAUFEND else [],
        "bereit": w.stand == Wechselstand.BEREIT,
    }


@regel(Aktion.STUFENWECHSEL_EMPFEHLEN)
def empfehlen(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """The provider recommends another stage, with a reason."""
    erlaubt = Teilnahme.objects.fuer(request.user, Aktion.STUFENWECHSEL_EMPFEHLEN)
    gesucht = get_object_or_404(erlaubt.select_related("person", "massnahme"), pk=teilnahme, person_id=pk)
    vorher = services.zielplanung(request.user, gesucht)
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Stufenwechsel empfehlen",
            knopf="Empfehlung absenden",
            einleitung=f"{gesucht}, jetzt in Stufe {services.stufe_von(gesucht) or 'ohne Angabe'}.",
            form=Empfehlung(request.POST or None, initial=vorher.vorgabe, quelle=vorher.quelle),
            schreiben=lambda werte: services.empfehlen(request.user, pk, teilnahme, am=heute(), **werte),
            satz=lambda w: f"{w} ist empfohlen. Regionalbüro und Jobcenter sind jetzt am Zug.",
            zurueck=reverse("stufenwechsel:person", args=[pk]),
        ),
    )


def _seite(
    request: HttpRequest,
    wechsel: Stufenwechsel,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: str,
) -> HttpResponse:
    seite = Formularseite(
        person=wechsel.person,
        titel=titel,
        knopf="Speichern",
        einleitung=f"{wechsel}. Begründung des Trägers: {wechsel.begruendung}",
        form=form,
        schreiben=schreiben,
        satz=lambda _: satz,
        zurueck=reverse("stufenwechsel:person", args=[wechsel.person_id]),
    )
    return formularseite(request, seite)


def _wechsel(request: HttpRequest, pk: int, aktion: str) -> Stufenwechsel:
    erlaubt = Stufenwechsel.objects.fuer(request.user, aktion).select_related("person", "teilnahme")
    gesucht: Stufenwechsel = get_object_or_404(erlaubt, pk=pk)
    return gesucht


@regel(Aktion.STUFENWECHSEL_EINSCHAETZEN)
def einschaetzen(request: HttpRequest, pk: int) -> HttpResponse:
    """The new assessment of the Regionalbüro, by profiling or a structured talk."""
    wechsel = _wechsel(request, pk, Aktion.STUFENWECHSEL_EINSCHAETZEN)
    felder = {name: getattr(wechsel, name) for name in ("grundlage", "einschaetzung", "einschaetzung_text")}
    form = Einschaetzung(request.POST or None, initial=felder | {"stand": stand_von(wechsel)})

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.einschaetzen(request.user, pk, am=heute(), **werte)

    return _seite(request, wechsel, "Neue Einschätzung abgeben", form, schreiben, "Die Einschätzung ist gespeichert.")


@regel(Aktion.STUFENWECHSEL_ZUSTIMMEN)
def entscheiden(request: HttpRequest, pk: int) -> HttpResponse:
    """AA/JC consents or refuses."""
    wechsel = _wechsel(request, pk, Aktion.STUFENWECHSEL_ZUSTIMMEN)
    felder = {name: getattr(wechsel, name) for name in ("zustimmung", "zustimmung_text")}
    form = Zustimmung(request.POST or None, initial=felder | {"stand": stand_von(wechsel)})

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.entscheiden(request.user, pk, am=heute(), **werte)

    return _seite(
        request, wechsel, "Über den Wechsel entscheiden", form, schreiben, "Die Entscheidung ist gespeichert."
    )


@regel(Aktion.STUFENWECHSEL_EMPFEHLEN)
def zurueckziehen(request: HttpRequest, pk: int) -> HttpResponse:
    """The provider takes the recommendation back."""
    wechsel = _wechsel(request, pk, Aktion.STUFENWECHSEL_EMPFEHLEN)

    def schreiben(_: dict[str, Any]) -> tuple[Any, bool]:
        return services.zurueckziehen(request.user, pk, heute())

    form = forms.Form(request.POST if request.method == "POST" else None)
    return _seite(request, wechsel, "Empfehlung zurückziehen", form, schreiben, "Die Empfehlung ist zurückgezogen.")


@regel(Aktion.STUFENWECHSEL_ZUSTIMMEN)
def durchfuehren(request: HttpRequest, pk: int) -> HttpResponse:
    """End the old Teilnahme and begin the new one; refused until both sides have agreed."""
    wechsel = _wechsel(request, pk, Aktion.STUFENWECHSEL_ZUSTIMMEN)
    stichtag = heute()
    laufende = massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF).exclude(ende__lt=stichtag)
    passende = laufende.filter(programmstufe__in=(wechsel.neue_stufe, ""))
    form = Durchfuehrung(
        request.POST or None,
        initial={"austritt": stichtag, "eintritt": stichtag + timedelta(days=1)},
        massnahmen=list(passende.order_by("titel", "pk")),
        stichtag=stichtag,
    )

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.durchfuehren(request.user, pk, **werte)

    satz = f"Durchgeführt: Die Teilnahme in Stufe {wechsel.neue_stufe} ist angelegt, die bisherige beendet."
    return _seite(request, wechsel, "Stufenwechsel durchführen", form, schreiben, satz)
