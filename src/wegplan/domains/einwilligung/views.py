"""The public page, and the declarations behind it (JPS-82)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.zielvereinbarung.formular import Formular, formular_zeigen
from wegplan.kit.access import oeffentlich, regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.ui.tags_inhalt import abzeichen

from . import services
from .forms import Einwilligungsformular, Ortsformular
from .models import OFFEN, Einwilligung, Stand
from .queries import Projektzeile, einwilligungen_fuer, oeffentliche, projekte_fuer, projektzeilen

ZUSTAENDE = {
    "eingegangen": "achtung",
    "weitergegeben": "info",
    "veroeffentlicht": "gut",
    "geaendert": "ruhig",
    "widerrufen": "schlecht",
}


@oeffentlich
@require_safe
def projekte(request: HttpRequest) -> HttpResponse:
    """Everybody reads it, without an account. Nobody keeps a copy: a withdrawal works with the next request (DS-22)."""
    antwort = render(request, "einwilligung/oeffentlich.html", {"projekte": oeffentliche(heute()), "stand": heute()})
    antwort["Cache-Control"] = "no-store"
    antwort["X-Robots-Tag"] = "noarchive"
    return antwort


def _stand(e: Einwilligung | None) -> SafeString:
    return abzeichen(e.get_stand_display(), ZUSTAENDE[e.stand]) if e else abzeichen("keine Einwilligung")


class Einwilligungsliste(Liste):
    """A row per running project of the stages; no participants' data."""

    ansicht = "einwilligung:liste"
    titel = "Einwilligungen"
    einleitung = "Link und Mailadresse der laufenden Projekte auf der öffentlichen Seite (Anhang I)."
    standard = "projekt"
    mit_personen = False
    leer = ("Es gibt kein laufendes Projekt der Stufen 3 und 4, das Sie sehen.", "")
    spalten = (
        Spalte(
            "projekt",
            "Projekt",
            fest=True,
            sortierung=True,
            wert=lambda z: z.massnahme.titel or z.massnahme.massnahmenummer,
            zelle=lambda z: zweizeilig(
                verweis(_adresse(z.pk), z.massnahme.titel or z.massnahme.massnahmenummer),
                str(z.massnahme.traeger or ""),
            ),
        ),
        Spalte("ort", "Ort", wert=lambda z: str(getattr(z.massnahme, "durchfuehrungsort", ""))),
        Spalte(
            "stand",
            "Stand",
            wert=lambda z: z.letzte.get_stand_display() if z.letzte else "",
            zelle=lambda z: _stand(z.letzte),
            sortierung=True,
        ),
        Spalte("link", "Öffentlicher Link", wert=lambda z: z.gilt.link if z.gilt else ""),
        Spalte("mail", "Öffentliche Mailadresse", wert=lambda z: z.gilt.mail if z.gilt else ""),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Projektzeile]:
        return projektzeilen(self.nutzer, heute())


def _adresse(pk: int) -> str:
    return reverse("einwilligung:projekt", args=[pk])


@regel(Aktion.EINWILLIGUNG_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Einwilligungsliste(request), "einwilligung/liste.html")


def _projekt(request: HttpRequest, pk: int) -> Massnahme:
    massnahme: Massnahme = get_object_or_404(projekte_fuer(request.user, heute()), pk=pk)
    return massnahme


@regel(Aktion.EINWILLIGUNG_LESEN)
def projekt(request: HttpRequest, pk: int) -> HttpResponse:
    """All declarations of a project and what the user can do with each."""
    massnahme, nutzer = _projekt(request, pk), request.user
    alle = [(e, _stand(e), _schritte(nutzer, e)) for e in einwilligungen_fuer(nutzer).filter(massnahme=massnahme)]
    kontext = {
        "massnahme": massnahme,
        "ort": getattr(massnahme, "durchfuehrungsort", None),
        "alle": alle,
        "pflegt": nutzer.darf(Aktion.EINWILLIGUNG_PFLEGEN),
    }
    return TemplateResponse(request, "einwilligung/projekt.html", kontext)


def _schritte(nutzer: Any, e: Einwilligung) -> list[tuple[str, str]]:
    """(address, word of the button)"""
    moeglich = []
    if e.stand == Stand.EINGEGANGEN and nutzer.rolle == Rolle.RB:
        moeglich.append(("weitergeben", "An die Regiestelle geben"))
    if e.stand == Stand.WEITERGEGEBEN and nutzer.darf(Aktion.EINWILLIGUNG_VEROEFFENTLICHEN):
        moeglich.append(("veroeffentlichen", "Veröffentlichen"))
    if e.stand in OFFEN and nutzer.darf(Aktion.EINWILLIGUNG_PFLEGEN):
        moeglich.append(("widerrufen", "Widerruf eintragen"))
    return [(reverse(f"einwilligung:{name}", args=[e.pk]), wort) for name, wort in moeglich]


@regel(Aktion.EINWILLIGUNG_PFLEGEN)
def neu(request: HttpRequest, pk: int) -> HttpResponse:
    """A declaration that came in; what was agreed so far is filled in."""
    massnahme = _projekt(request, pk)
    letzte = einwilligungen_fuer(request.user).filter(massnahme=massnahme).first()
    vorgabe = (
        {n: getattr(letzte, n) for n in ("link", "mail", "unterzeichnet_von", "erreichbar_unter")} if letzte else {}
    )
    form = Einwilligungsformular(request.POST or None, initial=vorgabe, stichtag=heute())
    return formular_zeigen(
        request,
        _formular(
            massnahme,
            form,
            lambda werte: services.eintragen(request.user, massnahme, heute(), **werte),
            "Einwilligung eintragen",
            lambda e: f"{e} ist eingetragen.",
        ),
    )


@regel(Aktion.EINWILLIGUNG_PFLEGEN)
def ort(request: HttpRequest, pk: int) -> HttpResponse:
    massnahme = _projekt(request, pk)
    form = Ortsformular(request.POST or None, initial={"ort": getattr(massnahme, "durchfuehrungsort", "")})
    return formular_zeigen(
        request,
        _formular(
            massnahme,
            form,
            lambda werte: services.ort_setzen(massnahme, werte["ort"]),
            "Ort des Projekts",
            lambda _: "Der Ort ist gespeichert.",
        ),
    )


def _formular(massnahme: Massnahme, form: Any, schreiben: Any, titel: str, satz: Any) -> Formular:
    zurueck = _adresse(massnahme.pk)
    return Formular(
        form=form,
        schreiben=schreiben,
        satz=satz,
        ziel=lambda _: zurueck,
        titel=titel,
        knopf="Speichern",
        abbrechen=zurueck,
        pfad=[massnahme.titel or massnahme.massnahmenummer, zurueck, titel],
        einleitung=str(massnahme),
        vorlage="einwilligung/formular.html",
    )


def _schritt(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    e = get_object_or_404(einwilligungen_fuer(request.user), pk=pk)
    tun, satz = services.SCHRITTE[name]
    try:
        tun(request.user, pk, heute())
    except ObjectDoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, fehler.messages[0], art="warnung")
    else:
        melden(request, f"{e} {satz}")
    return redirect(_adresse(e.massnahme_id))


@regel(Aktion.EINWILLIGUNG_PFLEGEN)
@require_POST
def weitergeben(request: HttpRequest, pk: int) -> HttpResponse:
    return _schritt(request, pk, "weitergeben")


@regel(Aktion.EINWILLIGUNG_PFLEGEN)
@require_POST
def widerrufen(request: HttpRequest, pk: int) -> HttpResponse:
    return _schritt(request, pk, "widerrufen")


@regel(Aktion.EINWILLIGUNG_VEROEFFENTLICHEN)
@require_POST
def veroeffentlichen(request: HttpRequest, pk: int) -> HttpResponse:
    return _schritt(request, pk, "veroeffentlichen")
