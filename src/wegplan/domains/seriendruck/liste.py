"""What was issued: number, day, by whom, Zweitschriften (PX-11)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen

from .arten import BESCHEINIGUNGEN
from .queries import ausstellungen


class Ausstellungsfilter(Filterformular):
    art = Auswahlfilter(label="Art", coerce=str, choices=[(str(a), a.label) for a in BESCHEINIGUNGEN])


class Ausstellungsliste(Liste):
    ansicht = "seriendruck:ausstellungen"
    titel = "Ausgestellte Bescheinigungen"
    einleitung = "Teilnahmebescheinigungen und Zertifikate, auch jede Zweitschrift."
    formular: type[Filterformular] = Ausstellungsfilter
    standard = "-am"
    leer = ("Noch ist nichts ausgestellt.", "Wählen Sie unter „Seriendruck“ eine Maßnahme.")
    spalten = (
        Spalte(
            "person",
            "Person",
            wert=lambda a: str(a.person),
            zelle=lambda a: verweis(person_url(a.person_id), str(a.person)),
            sortierung=("person__sortierung",),
            fest=True,
        ),
        Spalte("art", "Art", wert=lambda a: a.get_art_display(), sortierung=("art",)),
        Spalte("nummer", "Nummer", wert="nummer", sortierung=True, klasse="eng"),
        Spalte(
            "stand",
            "Ausdruck",
            wert=lambda a: "Zweitschrift" if a.zweitschrift_von_id else "Original",
            zelle=lambda a: abzeichen("Zweitschrift", "achtung") if a.zweitschrift_von_id else abzeichen("Original"),
        ),
        Spalte(
            "am", "Ausgestellt am", wert=lambda a: a.ausgestellt_am.date(), sortierung=("ausgestellt_am",), klasse="eng"
        ),
        Spalte("von", "Durch", wert=lambda a: str(a.ausgestellt_von)),
        Spalte("blatt", "Blatt", wert=lambda a: "eigene Vorlage" if a.vorlage_id else "Standardblatt"),
        Spalte("pruefwert", "Prüfwert", wert=lambda a: a.pruefwert[:12], klasse="eng"),
        Spalte("massnahme", "Maßnahme", wert=lambda a: str(a.teilnahme.massnahme)),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        alle = ausstellungen(self.nutzer)
        return alle.filter(art=filter["art"]) if filter["art"] else alle


@regel(Aktion.SERIENDRUCK)
def liste(request: HttpRequest) -> HttpResponse:
    """Everything issued to persons the user may print for."""
    return liste_anzeigen(request, Ausstellungsliste(request))
