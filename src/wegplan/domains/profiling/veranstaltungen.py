"""Information events of a Regionalbüro: list, a new one, invite from the waiting list, enter who came (JPS-01)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation, Organisationsart
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.ui.textfilter import datum

from . import services
from .arten import Besuch
from .forms import Besuchsformular, Einladungsformular, Veranstaltungsformular
from .models import Einladung, Veranstaltung
from .queries import einladbare, mit_zahlen

AEMTER = (Organisationsart.JOBCENTER, Organisationsart.AGENTUR)


class Veranstaltungsliste(Liste):
    """Events with their counts; it names no person."""

    ansicht = "profiling:veranstaltungen"
    titel = "Informationsveranstaltungen"
    einleitung = "Ihre Veranstaltungen mit allen, die eingeladen waren, und was daraus wurde."
    formular: type[Filterformular] = Filterformular
    standard = "-am"
    leer = ("Noch keine Veranstaltung.", "Legen Sie die erste an und laden Sie aus der Liste der Wartenden ein.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        zahlen = ((Besuch.GEKOMMEN, "Gekommen"), (Besuch.ENTSCHULDIGT, "Entschuldigt"))
        self.spalten = (
            Spalte(
                "am",
                "Tag",
                wert="am",
                zelle=lambda v: verweis(reverse("profiling:veranstaltung", args=[v.pk]), datum(v.am)),
                sortierung=("am",),
                fest=True,
                klasse="eng",
            ),
            Spalte("ort", "Ort", wert="ort", sortierung=("ort",)),
            Spalte("amt", "Für", wert=lambda v: str(v.amt or "alle")),
            Spalte("plaetze", "Plätze", wert="plaetze", klasse="zahl"),
            Spalte("eingeladene", "Eingeladen", wert="eingeladene", klasse="zahl"),
            *(Spalte(str(besuch), wort, wert=str(besuch), klasse="zahl") for besuch, wort in zahlen),
            Spalte("nicht_gekommen", "Nicht gekommen", wert=lambda v: getattr(v, Besuch.NICHT_GEKOMMEN), klasse="zahl"),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> Any:
        return mit_zahlen(Veranstaltung.objects.fuer(self.nutzer))

    def person_id(self, zeile: Any) -> None:
        """It shows nobody."""


@regel(Aktion.PROFILING_SCHREIBEN)
def liste(request: HttpRequest) -> HttpResponse:
    """All events of the own Regionalbüro."""
    return liste_anzeigen(request, Veranstaltungsliste(request), "profiling/veranstaltungen.html")


@regel(Aktion.PROFILING_SCHREIBEN)
def neu(request: HttpRequest) -> HttpResponse:
    aemter = list(Organisation.objects.filter(art__in=AEMTER).order_by("name", "pk"))
    seite = Formularseite(
        person=None,
        titel="Informationsveranstaltung anlegen",
        knopf="Anlegen",
        bezug="Informationsveranstaltungen",
        form=Veranstaltungsformular(request.POST or None, aemter=aemter),
        schreiben=lambda werte: services.veranstaltung_anlegen(request.user, werte.pop("kennzeichen"), **werte),
        satz=lambda v: f"{v} ist angelegt. Laden Sie jetzt ein.",
        zurueck=reverse("profiling:veranstaltungen"),
    )
    return formularseite(request, seite)


@regel(Aktion.PROFILING_SCHREIBEN)
def veranstaltung(request: HttpRequest, pk: int) -> HttpResponse:
    """The invited persons with what came of it: entered for all of them on this screen."""
    nutzer: Any = request.user
    gesucht = get_object_or_404(mit_zahlen(Veranstaltung.objects.fuer(nutzer)), pk=pk)
    alle = Einladung.objects.fuer(nutzer).filter(veranstaltung=pk).select_related("person")
    einladungen = list(alle.order_by("person__sortierung", "pk"))
    form = Besuchsformular(request.POST or None, einladungen=einladungen)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            anzahl, _ = services.besuche_festhalten(nutzer, pk, form.besuche())
            melden(request, f"Gespeichert: {anzahl} Einträge geändert." if anzahl else "Es war nichts zu ändern.")
            return redirect("profiling:veranstaltung", pk)
        status = 422
    zugriff_vermerken(request, "liste", personen=[e.person_id for e in einladungen], zweck=str(gesucht))
    kontext = {
        "veranstaltung": gesucht,
        "form": form,
        "zeilen": einladungen,
        "verdeckt": gesucht.eingeladene - len(einladungen),
    }
    return TemplateResponse(request, "profiling/veranstaltung.html", kontext, status=status)


@regel(Aktion.PROFILING_SCHREIBEN)
def einladen(request: HttpRequest, pk: int) -> HttpResponse:
    """From those who stand with the Regionalbüro, the longest-waiting first."""
    nutzer: Any = request.user
    gesucht = get_object_or_404(Veranstaltung.objects.fuer(nutzer), pk=pk)
    moegliche = list(einladbare(nutzer, gesucht))
    form = Einladungsformular(
        request.POST or None, initial={"eingeladen_am": heute()}, stichtag=heute(), einladbare=moegliche
    )
    if request.method == "POST" and form.is_valid():
        anzahl, _ = services.einladen(nutzer, pk, **form.cleaned_data)
        melden(request, f"Eingeladen: {anzahl}.")
        return redirect("profiling:veranstaltung", pk)
    zugriff_vermerken(request, "liste", personen=[z.person_id for z in moegliche], zweck=f"Einladen: {gesucht}")
    kontext = {"veranstaltung": gesucht, "form": form, "leer": not moegliche}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "profiling/einladen.html", kontext, status=status)
