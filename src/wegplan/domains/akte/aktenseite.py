"""The frame of the page of a person: head of the file and its tabs. Areas to the right show their tabs in it, too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.ui.bausteine import Reiter

from .foerderung import im_programm
from .queries import Akte


def seite_zeigen(request: HttpRequest, akte: Akte, vorlage: str, name: str, **kontext: Any) -> HttpResponse:
    """A tab with the head of the file; opening it leaves one trace."""
    zugriff_vermerken(request, "oeffnen", akte.person.pk)
    gemeinsam = {
        "akte": akte,
        "person": akte.person,
        "heute": akte.stichtag,
        "reiter": _reiter(request, akte, name),
        "stammdaten_erlaubt": Feldklasse.STAMMDATEN in akte.klassen,
        "verwaltung_erlaubt": Feldklasse.VERWALTUNG in akte.klassen,
    }
    return TemplateResponse(request, vorlage, {**gemeinsam, **kontext})


def _reiter(request: HttpRequest, akte: Akte, aktiv: str) -> list[Reiter]:
    """Only the tabs that the role may open."""
    nutzer: Any = request.user
    seiten = [("Überblick", "akte:person", Aktion.PERSON_LESEN), ("Weg", "akte:weg", Aktion.PERSON_LESEN)]
    seiten += [
        ("Vermittlung", "akte:vermittlung", Aktion.VERMITTLUNG_LESEN),
        ("Vorgänge", "akte:vorgaenge", Aktion.VORGANG_LESEN),
        ("Verfahren", "akte:verfahren", Aktion.VORGANG_LESEN),
        ("Anwesenheit", "akte:anwesenheit", Aktion.ANWESENHEIT_LESEN),
        ("Programm", "uebergang:person", Aktion.ZUWEISUNG_LESEN),
        ("Profiling", "profiling:person", Aktion.PROFILING_LESEN),
        ("Ziele und Plan", "foerderplan:person", Aktion.FOERDERZIELE_LESEN),
    ]
    if im_programm(akte.teilnahmen):
        seiten += [
            ("Qualifizierung", "qualifizierungsplan:person", Aktion.QUALIFIZIERUNGSPLAN_LESEN),
            ("Gespräche", "gespraech:person", Aktion.GESPRAECH_LESEN),
            ("Risiko und Stufe", "stufenwechsel:person", Aktion.STUFENWECHSEL_LESEN),
            ("Berichte", "bericht:person", Aktion.BERICHT_LESEN),
            ("Förderung", "akte:foerderung", Aktion.FOERDERUNG_LESEN),
            ("Austritt und Verbleib", "akte:abschluss", Aktion.VERBLEIB_LESEN),
        ]
        seiten.append(("Eigener Zugang", "zugang:person", Aktion.ZUGANG_VERWALTEN))
    seiten.append(("Fragen", "frage:person", Aktion.FRAGE_LESEN))
    seiten.append(("Belege", "beleg:person", Aktion.BELEG_LESEN))
    seiten.append(("Zuständigkeiten", "akte:zustaendigkeiten", Aktion.PERSON_AENDERN))
    return [
        Reiter(titel, reverse(name, args=[akte.person.pk]), aktiv=name == aktiv)
        for titel, name, aktion in seiten
        if nutzer.darf(aktion)
    ]
