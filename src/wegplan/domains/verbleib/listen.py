"""The list "Austritt und Verbleib": at whose end something is missing, and since when (JPS-70 to JPS-72)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .arten import ZUSTAND, Anlass
from .queries import offene


class Nachbefragungsfilter(Filterformular):
    anlass = Auswahlfilter(label="Was fehlt", coerce=str, choices=Anlass.choices)


class Nachbefragungsliste(Liste):
    ansicht = "verbleib:nachbefragungen"
    titel = "Austritt und Verbleib"
    einleitung = "Wo vor oder nach dem Ende einer Teilnahme noch etwas einzutragen ist. Das Älteste steht oben."
    formular: type[Filterformular] = Nachbefragungsfilter
    standard = "faellig"
    leer = ("Hier fehlt nichts.", "Austritte und Nachbefragungen erscheinen, sobald sie an der Reihe sind.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte(
                "name",
                "Name",
                fest=True,
                sortierung="person__sortierung",
                wert=lambda t: str(t.person),
                zelle=lambda t: verweis(f"/personen/{t.person_id}/abschluss/", str(t.person)),
            ),
            Spalte(
                "anlass",
                "Was fehlt",
                fest=True,
                sortierung=("anlass",),
                wert=lambda t: Anlass(t.anlass).label,
                zelle=lambda t: abzeichen(Anlass(t.anlass).label, ZUSTAND[Anlass(t.anlass)]),
            ),
            Spalte("faellig", "Fällig", wert="faellig", zelle=self._faellig, sortierung=("faellig",), klasse="eng"),
            Spalte("massnahme", "Maßnahme", wert=lambda t: str(t.massnahme)),
            Spalte("traeger", "Träger", wert=lambda t: str(t.massnahme.traeger or "")),
            Spalte("austritt", "Austritt", wert="austritt", sortierung=("austritt",), klasse="eng"),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Teilnahme]:
        alle = offene(self.nutzer, self.stichtag).select_related("person", "massnahme__traeger")
        return alle.filter(anlass=filter["anlass"]) if filter["anlass"] else alle

    def _faellig(self, teilnahme: Any) -> Any:
        return zweizeilig(datum(teilnahme.faellig), tage_relativ(teilnahme.faellig, self.stichtag))
