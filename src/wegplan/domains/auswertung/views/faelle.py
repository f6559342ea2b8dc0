"""The cases behind a number of the evaluation (AM-16), for who may see persons."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from wegplan.domains.absolventenmanagement.queries import Fall, Filter
from wegplan.domains.absolventenmanagement.queries import faelle as faelle_lesen
from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.vermittlung.models import Vereinbarung, Vermittlung
from wegplan.kit.access import regel
from wegplan.kit.listen.formulare import Wahlen
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum_wochentag

from ..forms import Faellefilter, dieser_monat, vor_einem_jahr
from ..fristen import monatsletzter
from ..stellen import OHNE
from ..zellen import (
    NACHGETRAGEN,
    Zeile,
    ergebnis,
    gruende,
    liste_zelle,
    person_spalten,
    person_url,
    team_spalte,
    zeilen,
)
from .listen import Stellenliste

# which answers a result of the filter takes: what the definition can leave out already, and the rest
ERGEBNISSE: Mapping[str, tuple[str, Any]] = {
    "gezaehlt": ("gezaehlt", None),
    "erfuellt": ("erfuellt", None),
    "erfuellt_iws": ("gezaehlt", lambda fall: fall.erfuellt_iws),
    "nicht_erfuellt": ("nicht_erfuellt", None),
    "nicht_erfuellt_iws": ("nicht_erfuellt_iws", None),
    "ausgeschlossen": ("alle", lambda fall: not fall.gezaehlt),
}


class Faelleliste(Stellenliste):
    ansicht = "auswertung:faelle"
    titel = "Fälle"
    einleitung = "Die Austritte hinter einer Zahl der Auswertung, jeder nach dem Regelwerk seines Jobcenters beurteilt."
    formular = Faellefilter
    standard = "austritt"
    leer = ("In diesem Zeitraum gibt es keine Austritte.", "Wählen Sie einen anderen Zeitraum.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.spalten = (*person_spalten(), *fall_spalten(), team_spalte(self.mehrere_teams))

    def auswahl(self) -> Mapping[str, Wahlen]:
        wahlen = dict(super().auswahl())
        if len(self.stellen.regelwerke) > 1:
            wahlen["regelwerk"] = [(name, regelwerk_laden(name).name) for name in self.stellen.regelwerke]
        for art, wort in (("team", "ohne Team"), ("traeger", "ohne Träger")):
            if art in wahlen:
                wahlen[art] = [*wahlen[art], (OHNE, wort)]
        return wahlen

    def ohne_filter(self) -> frozenset[str]:
        eindeutig = {"regelwerk"} if len(self.stellen.regelwerke) < 2 else set()
        return (super().ohne_filter() - {"team"}) | eindeutig

    def filter_fuer(self, filter: Mapping[str, Any]) -> Filter:
        """Only the user's own offices, as in the rates."""
        gewaehlt = super().filter_fuer(filter)
        if gewaehlt.jobcenter:
            return gewaehlt
        return replace(gewaehlt, jobcenter=self.stellen.jobcenter(filter.get("regelwerk") or ""))

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        von, bis = filter["von"] or vor_einem_jahr(), filter["bis"] or dieser_monat()
        nur, passt = ERGEBNISSE.get(filter["ergebnis"] or "", ("alle", None))
        antworten = faelle_lesen(
            self.stellen.regelwerke,
            von,
            monatsletzter(bis),
            nutzer=self.nutzer,
            filter=self.filter_fuer(filter),
            nur=nur,
        )
        if passt:
            antworten = [fall for fall in antworten if passt(fall)]
        if filter.get("nachgetragen"):
            antworten = [fall for fall in antworten if fall.nachgetragen]
        return zeilen(antworten, self.stellen)

    def einrichten(self, zeilen: list[Zeile]) -> list[Zeile]:
        """The numbers of the records that fulfilled each case, for links."""
        ids = {name: [wert for z in zeilen if (wert := getattr(z.a, f"{name}_id"))] for name in BELEGE}
        teile = [
            modell.objects.fuer(self.nutzer, Aktion.VERMITTLUNG_LESEN)
            .filter(**{f"{name}_id__in": ids[name]})
            .annotate(art_=Value(name))
            .values_list("art_", f"{name}_id", "pk")
            for name, modell in BELEGE.items()
        ]
        gefunden = {(name, kennzeichen): pk for name, kennzeichen, pk in teile[0].union(*teile[1:], all=True)}
        for z in zeilen:
            schluessel = ((name, getattr(z.a, f"{name}_id")) for name in BELEGE)
            z.belege = {name: gefunden[name, wert] for name, wert in schluessel if (name, wert) in gefunden}
        return zeilen


BELEGE = {"vereinbarung": Vereinbarung, "vermittlung": Vermittlung}
WORTE = {"vereinbarung": "Vereinbarung", "vermittlung": "Vermittlung"}


def fall_spalten() -> tuple[Spalte, ...]:
    return (
        Spalte(
            "austritt",
            "Austritt",
            wert="a.austritt",
            zelle=lambda z: datum_wochentag(z.a.austritt),
            sortierung=lambda z: (z.a.austritt, z.a.sortierung),
            klasse="eng",
        ),
        Spalte(
            "ergebnis",
            "Ergebnis",
            wert=lambda z: ergebnis(z.a)[0],
            zelle=ergebnis_zelle,
            sortierung=True,
        ),
        Spalte(
            "gruende",
            "Was fehlte",
            wert=lambda z: "; ".join(gruende(z.a)),
            zelle=lambda z: liste_zelle(gruende(z.a)),
            sortierung=True,
        ),
        Spalte("belege", "Belege", wert=lambda z: belegtext(z.a), zelle=belege_zelle),
        Spalte(
            "nachgetragen",
            "Erfassung",
            wert=lambda z: NACHGETRAGEN if z.a.nachgetragen else "",
            sortierung=True,
            standard=False,
        ),
    )


def ergebnis_zelle(z: Zeile) -> SafeString:
    """The verdict, and whether it rests on late entries (PX-03)."""
    marke = abzeichen(*ergebnis(z.a))
    return mark_safe(f"{marke}<br>{abzeichen(NACHGETRAGEN, 'achtung')}") if z.a.nachgetragen else marke


def belegtext(fall: Fall) -> str:
    return ", ".join(kennzeichen for kennzeichen in (fall.vereinbarung_id, fall.vermittlung_id) if kennzeichen)


def belege_zelle(z: Zeile) -> SafeString:
    """Links to the records in the person's file (AM-13)."""
    seite = person_url(z.person_id, "akte:vermittlung")
    return mark_safe("<br>".join(verweis(f"{seite}#{name}-{pk}", WORTE[name]) for name, pk in z.belege.items()))


@regel(Aktion.AUSWERTUNG_FAELLE)
def faelle(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Faelleliste(request), "auswertung/faelle.html")
