"""Counter-measures: agree on one, list them, follow up (JPS-90)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielindikatoren.rules import Indikator, regelwerk_laden
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .. import services
from ..anzeige import Zeile
from ..arten import Gegenstand
from ..forms import Gegenfilter, Gegenformular, Nachformular
from ..formular import Formular, formular_zeigen
from ..models import Gegenmassnahme
from ..queries import gegenmassnahmen_fuer, geltende, letzter_wert, soll_im_projekt, sollwerte
from ..zahlen import Zahl
from .indikatoren import indikator_oder_404

ZUSTAENDE = {Gegenstand.VEREINBART: "info", Gegenstand.ERLEDIGT: "gut", Gegenstand.ENTFALLEN: "ruhig"}


def stand_abzeichen(g: Gegenmassnahme, tag: date) -> SafeString:
    if g.stand == Gegenstand.VEREINBART and g.faellig_am < tag:
        return abzeichen("überfällig", "schlecht")
    if g.stand == Gegenstand.VEREINBART and g.faellig_am == tag:
        return abzeichen("heute fällig", "achtung")
    return abzeichen(g.get_stand_display(), ZUSTAENDE[Gegenstand(g.stand)])


@regel(Aktion.GEGENMASSNAHME_VEREINBAREN)
def neu(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Agree on a counter-measure for an indicator of a project."""
    indikator, _ = indikator_oder_404(name, heute())
    massnahme = get_object_or_404(massnahmen_fuer(request.user), pk=pk)
    zurueck = reverse("zielvereinbarung:projekt", args=[pk, name])
    wert = letzter_wert(massnahme, indikator, heute())
    zahl = Zahl(wert.zaehler, wert.nenner, wert.erhoben) if wert else Zahl()
    soll = soll_im_projekt(sollwerte(geltende([pk], heute())), pk, indikator)
    zeile = Zeile(indikator.titel, "", indikator, zahl, soll)
    form = Gegenformular(
        request.POST or None, wer=services.verantwortliche(massnahme), initial={"verantwortlich": request.user.pk}
    )
    seite = Formular(
        form=form,
        schreiben=lambda werte: services.vereinbaren(request.user, massnahme, indikator, heute(), **werte),
        satz=lambda g: f"Die Gegenmaßnahme ist vereinbart. Nächster Termin: {g.faellig_am:%d.%m.%Y}.",
        ziel=lambda g: zurueck,
        titel="Gegenmaßnahme vereinbaren",
        knopf="Gegenmaßnahme speichern",
        abbrechen=zurueck,
        pfad=[indikator.titel, zurueck, "Gegenmaßnahme"],
        einleitung=f"{massnahme.titel or massnahme.massnahmenummer}, {indikator.stufe}: {indikator.titel} "
        f"{zeile.ist}, Soll {zeile.sollwort}.",
    )
    return formular_zeigen(request, seite)


class Gegenliste(Liste):
    """No persons' data, so no trace."""

    ansicht = "zielvereinbarung:gegenmassnahmen"
    titel = "Gegenmaßnahmen"
    einleitung = "Was Regionalbüro und Bildungsdienstleister zu verfehlten Zielen vereinbart haben."
    standard = "faellig"
    mit_personen = False
    formular = Gegenfilter
    leer = (
        "Es gibt hier keine Gegenmaßnahme.",
        "Vereinbart wird sie auf der Seite eines Indikators in einem Projekt.",
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = _spalten(self.stichtag, {i.name: i for i in regelwerk_laden().indikatoren(self.stichtag)})

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Gegenmassnahme]:
        alle = gegenmassnahmen_fuer(self.nutzer)
        if filter.get("meine"):
            alle = alle.filter(verantwortlich=self.nutzer)
        match filter.get("stand"):
            case "alle":
                return alle
            case "abgeschlossen":
                return alle.exclude(stand=Gegenstand.VEREINBART)
            case "faellig":
                return alle.filter(stand=Gegenstand.VEREINBART, faellig_am__lte=self.stichtag)
        return alle.filter(stand=Gegenstand.VEREINBART)


def _spalten(tag: date, indikatoren: dict[str, Indikator]) -> tuple[Spalte, ...]:
    def titel(g: Gegenmassnahme) -> str:
        i = indikatoren.get(g.indikator)
        return f"{i.titel}, {i.stufe}" if i else g.indikator

    return (
        Spalte(
            "text",
            "Gegenmaßnahme",
            fest=True,
            wert="text",
            zelle=lambda g: verweis(f"/gegenmassnahmen/{g.pk}/", g.text[:120]),
        ),
        Spalte("indikator", "Indikator", wert=titel, zelle=lambda g: zweizeilig(titel(g), str(g.massnahme))),
        Spalte("projekt", "Projekt", wert=lambda g: str(g.massnahme), standard=False),
        Spalte("verantwortlich", "Verantwortlich", wert=lambda g: str(g.verantwortlich)),
        Spalte(
            "faellig",
            "Nächster Termin",
            wert="faellig_am",
            zelle=lambda g: zweizeilig(datum(g.faellig_am), tage_relativ(g.faellig_am, tag)),
            sortierung="faellig_am",
            klasse="eng",
        ),
        Spalte("stand", "Stand", wert=lambda g: g.get_stand_display(), zelle=lambda g: stand_abzeichen(g, tag)),
    )


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Gegenliste(request))


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
@require_safe
def gegenmassnahme(request: HttpRequest, pk: int) -> HttpResponse:
    """One counter-measure: what it was agreed on, what came of it."""
    return formular_zeigen(request, _seite(request, pk))


@regel(Aktion.GEGENMASSNAHME_VEREINBAREN)
def nachverfolgen(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what came of it; the same page with what must be corrected."""
    return formular_zeigen(request, _seite(request, pk))


def _seite(request: HttpRequest, pk: int) -> Formular:
    gesucht = get_object_or_404(gegenmassnahmen_fuer(request.user), pk=pk)
    indikator, _ = indikator_oder_404(gesucht.indikator, heute())
    darf = request.user.darf(Aktion.GEGENMASSNAHME_VEREINBAREN)
    zahl = Zahl(gesucht.zaehler or 0, gesucht.nenner, gesucht.nenner)
    damals = Zeile("", "", indikator, zahl, gesucht.soll)
    liste_url = reverse("zielvereinbarung:gegenmassnahmen")
    return Formular(
        form=Nachformular(request.POST or None, initial={"stand": Gegenstand.VEREINBART}),
        schreiben=lambda werte: services.nachverfolgen(request.user, pk, heute(), **werte),
        satz=lambda n: "Ihr Eintrag ist gespeichert.",
        ziel=lambda n: reverse("zielvereinbarung:gegenmassnahme", args=[pk]),
        titel="Gegenmaßnahme",
        knopf="Eintrag speichern",
        abbrechen=liste_url,
        pfad=["Gegenmaßnahmen", liste_url, f"{indikator.titel}, {indikator.stufe}"],
        vorlage="zielvereinbarung/gegenmassnahme.html",
        kontext={
            "g": gesucht,
            "indikator": indikator,
            "damals": damals,
            "stand": stand_abzeichen(gesucht, heute()),
            "schritte": gesucht.schritte.select_related("von"),
            "schreibt": darf and (gesucht.stand == Gegenstand.VEREINBART or request.method == "POST"),
        },
    )
