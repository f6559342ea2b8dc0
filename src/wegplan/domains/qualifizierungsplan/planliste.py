"""All running Teilnahmen that owe a plan: what is missing, overdue or to be checked, the most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .darstellung import WORTE, stand, wort
from .queries import Qualifizierung, laufende, qualifizierungen
from .rules import Pflicht, dringend


@dataclass(frozen=True)
class Zeile:
    """A Teilnahme with the open duty that is due first; `pflicht` None: all is done."""

    q: Qualifizierung
    pflicht: Pflicht | None

    @property
    def pk(self) -> int:
        return self.q.teilnahme.pk

    @property
    def person_id(self) -> int:
        return self.q.teilnahme.person_id

    @property
    def name(self) -> str:
        return str(self.q.teilnahme.person)

    @property
    def projekt(self) -> str:
        return str(self.q.teilnahme.massnahme)

    @property
    def faellig(self) -> date:
        return self.pflicht.faellig if self.pflicht else date.max


class Planfilter(Filterformular):
    was = Auswahlfilter(label="Was fehlt", coerce=str, choices=list(WORTE.items()))
    massnahme = Auswahlfilter(label="Projekt")
    ueberfaellig = Hakenfilter(label="nur Überfälliges")


class Planliste(Liste):
    ansicht = "qualifizierungsplan:liste"
    titel = "Qualifizierungspläne"
    einleitung = "Laufende Teilnahmen im Programm und was zu ihrem Plan fehlt. Was zuerst fällig ist, steht oben."
    formular: type[Filterformular] = Planfilter
    standard = "faellig"
    leer = (
        "Hier steht niemand.",
        "Es läuft keine Teilnahme im Programm, die Sie sehen, oder der Filter blendet sie aus.",
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte("person", "Person", wert="name", zelle=_person, sortierung=True, fest=True),
            Spalte("massnahme", "Projekt", wert="projekt", sortierung=True),
            Spalte("stufe", "Stufe", wert=lambda z: z.q.stufe, sortierung=True, klasse="eng"),
            Spalte("was", "Was fehlt", wert=lambda z: wort(z.pflicht) if z.pflicht else "nichts", sortierung=True),
            Spalte("stand", "Stand", wert=lambda z: self._stand(z)[0], zelle=lambda z: abzeichen(*self._stand(z))),
            Spalte(
                "faellig",
                "Fällig am",
                wert=lambda z: z.pflicht and z.pflicht.faellig,
                zelle=self._faellig,
                sortierung=lambda z: z.faellig,
                klasse="eng",
            ),
        )

    def auswahl(self) -> dict[str, Any]:
        eigene = massnahmen_fuer(self.nutzer).filter(foerderart=Foerderart.ESF)
        return {"massnahme": [(m.pk, str(m)) for m in eigene]}

    def zeilen(self, filter: Mapping[str, Any]) -> Sequence[Zeile]:
        projekte = [filter["massnahme"]] if filter["massnahme"] else None
        alle = qualifizierungen(self.nutzer, laufende(self.nutzer, self.stichtag, projekte), self.stichtag)
        zeilen = [Zeile(q, self._gesucht(q, filter["was"])) for q in alle]
        if filter["was"]:
            zeilen = [z for z in zeilen if z.pflicht]
        if filter["ueberfaellig"]:
            zeilen = [z for z in zeilen if z.pflicht and z.pflicht.ueberfaellig(self.stichtag)]
        return zeilen

    def _gesucht(self, q: Qualifizierung, was: str) -> Pflicht | None:
        return dringend(p for p in q.pflichten if p.art == was or not was)

    def _stand(self, z: Zeile) -> tuple[str, str]:
        return stand(z.pflicht, self.stichtag) if z.pflicht else ("in Ordnung", "gut")

    def _faellig(self, z: Zeile) -> SafeString | str:
        if z.pflicht is None:
            return "–"
        return zweizeilig(datum(z.pflicht.faellig), tage_relativ(z.pflicht.faellig, self.stichtag))


def _person(z: Zeile) -> SafeString:
    return verweis(reverse("qualifizierungsplan:person", args=[z.person_id]), z.name)


@regel(Aktion.QUALIFIZIERUNGSPLAN_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """What is owed for all running Teilnahmen that the user may see."""
    projekte = massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF).order_by("titel", "pk")
    return liste_anzeigen(request, Planliste(request), "qualifizierungsplan/liste.html", projekte=projekte)
