"""Everybody on the journey that the user may see, the longest-standing first."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from wegplan.domains.akte.adressen import person_url
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .arten import NAECHSTES, AmZug, Station
from .queries import staende


class Uebergangsfilter(Filterformular):
    station = Auswahlfilter(label="Stand", coerce=str, choices=Station.choices)
    am_zug = Auswahlfilter(label="am Zug", coerce=str, choices=AmZug.choices)


class Uebergangsliste(Liste):
    ansicht = "uebergang:liste"
    titel = "Übergänge"
    einleitung = "Alle im Programm: wo sie stehen, seit wann, und wer den nächsten Schritt schuldet."
    formular: type[Filterformular] = Uebergangsfilter
    standard = "seit"
    leer = ("Niemand steht in einem Übergang.", "Neue Personen erscheinen hier, sobald ein Jobcenter sie zuweist.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=lambda s: str(s.person),
                zelle=lambda s: verweis(person_url(s.person_id), str(s.person)),
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte("stand", "Stand", wert=lambda s: s.get_station_display(), sortierung=("station",), fest=True),
            Spalte("seit", "Seit", wert="ab", zelle=self._seit, sortierung=("ab",), klasse="eng"),
            Spalte("tage", "Tage", wert=lambda s: (self.stichtag - s.ab).days, klasse="zahl"),
            Spalte("am_zug", "Am Zug", wert=lambda s: s.get_am_zug_display(), sortierung=True),
            Spalte("stelle", "Stelle", wert=lambda s: str(s.stelle or "")),
            Spalte("naechstes", "Nächster Schritt", wert=lambda s: NAECHSTES[s.station]),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        alle = staende(self.nutzer, self.stichtag).select_related("person", "stelle")
        gesetzt = {name: filter[name] for name in ("station", "am_zug") if filter[name]}
        return alle.filter(**gesetzt)

    def _seit(self, stand: Any) -> Any:
        return zweizeilig(datum(stand.ab), tage_relativ(stand.ab, self.stichtag))
