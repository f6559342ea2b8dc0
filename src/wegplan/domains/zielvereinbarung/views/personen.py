"""The persons behind a figure, as far as one may see them (JPS-90)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Austrittsgrund
from wegplan.domains.zielindikatoren.rules import Indikator, Regelwerk
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen

from ..anzeige import Zeile
from ..forms import Personenfilter
from ..queries import Fallzeile, faelle_hinter_zahl, juengste, messstaende, messungen
from ..zahlen import leer
from .indikatoren import indikator_oder_404, stichtage, tag_aus


class Personenliste(Liste):
    """Cases in the denominator, each with how it counts."""

    ansicht = "zielvereinbarung:personen"
    standard = "name"
    formular = Personenfilter
    leer = ("Hinter dieser Zahl steht niemand, den Sie sehen dürfen.", "")

    def __init__(
        self, request: HttpRequest, massnahme: Massnahme, indikator: Indikator, regelwerk: Regelwerk, tage: Any
    ) -> None:
        super().__init__(request, pk=massnahme.pk, name=indikator.name)
        self.titel = f"{indikator.titel}: die Personen dahinter"
        self.einleitung = f"{massnahme.titel or massnahme.massnahmenummer}, {indikator.stufe}"
        self.worte = gruppen(indikator, regelwerk)
        self.tage = tage
        self.faelle: list[Fallzeile] = []
        self.spalten = _spalten(self.worte)

    def auswahl(self) -> Mapping[str, Any]:
        vorhanden = {fall.gruppe for fall in self.faelle}
        return {
            "stichtag": self.tage,
            "gruppe": [(code, wort) for code, (wort, _) in self.worte.items() if code in vorhanden],
        }

    def zeilen(self, filter: Mapping[str, Any]) -> list[Fallzeile]:
        gruppe = filter.get("gruppe")
        return [fall for fall in self.faelle if not gruppe or fall.gruppe == gruppe]


def gruppen(indikator: Indikator, regelwerk: Regelwerk) -> dict[str, tuple[str, str]]:
    """How a case counts, in words, and the state of its badge."""
    im_zaehler = " und ".join(regelwerk.bedingungen[name] for name in indikator.zaehler)
    gut = "schlecht" if indikator.zaehlt_enden else "gut"
    return {
        "zaehler": (im_zaehler, gut),
        "nicht": ("zählt nicht im Zähler", "ruhig"),
        "ohne_antwort": ("keine Antwort erhoben", "achtung"),
    }


def _spalten(worte: dict[str, tuple[str, str]]) -> tuple[Spalte, ...]:
    def name(fall: Fallzeile) -> str:
        person = fall.teilnahme.person
        return f"{person.nachname}, {person.vorname}"

    def grund(fall: Fallzeile) -> str:
        code = fall.teilnahme.austrittsgrund
        return Austrittsgrund(code).label if code else ""

    return (
        Spalte(
            "name",
            "Name",
            fest=True,
            wert=name,
            zelle=lambda f: verweis(person_url(f.person_id), name(f)),
            sortierung=lambda f: (f.teilnahme.person.sortierung, f.pk),
        ),
        Spalte("eintritt", "Eintritt", wert="teilnahme.eintritt", sortierung=True, klasse="eng"),
        Spalte("austritt", "Austritt", wert="teilnahme.austritt", sortierung=True, klasse="eng"),
        Spalte("grund", "Austrittsgrund", wert=grund),
        Spalte(
            "gruppe",
            "So zählt sie",
            wert=lambda f: worte[f.gruppe][0],
            zelle=lambda f: abzeichen(*worte[f.gruppe]),
            sortierung=True,
        ),
    )


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
def personen(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Who stands behind the figure of a project at a reference day, and how many one does not see (any more)."""
    indikator, regelwerk = indikator_oder_404(name, heute())
    massnahme = get_object_or_404(massnahmen_fuer(request.user), pk=pk)
    alle = messungen()
    messung = juengste(alle, tag_aus(request))
    liste = Personenliste(request, massnahme, indikator, regelwerk, stichtage(alle))
    zahl = leer(indikator)
    if messung:
        zahl = messstaende(request.user, [messung], name)[messung.pk].gesamt(indikator, [pk])
        if request.user.darf(Aktion.VERBLEIB_LESEN):
            liste.faelle = faelle_hinter_zahl(request.user, massnahme, indikator, messung.stichtag)
    kontext = {
        "messung": messung,
        "massnahme": massnahme,
        "indikator": indikator,
        "zeile": Zeile(indikator.titel, "", indikator, zahl, None),
        "gesehen": len(liste.faelle),
        "weitere": 0 if zahl.verdeckt else max(0, zahl.n - len(liste.faelle)),
    }
    return liste_anzeigen(request, liste, "zielvereinbarung/personen.html", **kontext)
