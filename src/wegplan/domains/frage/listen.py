"""All questions of the user's office: what waits longest on top. What was written stands in the file only (DS-05)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .models import Frage
from .queries import mit_namen, wartende
from .rules import antwort_bis


class Fragenfilter(Filterformular):
    stand = Auswahlfilter(label="Stand", coerce=str, choices=[("offen", "offen"), ("geschlossen", "abgeschlossen")])
    massnahme = Auswahlfilter(label="Maßnahme")
    bei_uns = Hakenfilter(label="wartet auf unsere Stelle")
    bei_mir = Hakenfilter(label="wartet auf mich")


class Fragenliste(Liste):
    ansicht = "frage:liste"
    titel = "Fragen"
    einleitung = "Fragen zwischen Jobcenter, Träger und Regionalbüro: wer wem seit wann eine Antwort schuldet."
    formular: type[Filterformular] = Fragenfilter
    standard = "seit"
    leer = ("Es gibt keine Fragen.", "Fragen stellen Sie in der Akte einer Person, im Reiter Fragen.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = self._spalten()

    def auswahl(self) -> Mapping[str, QuerySet]:
        genannt = Frage.objects.fuer(self.nutzer).values("teilnahme__massnahme")
        return {"massnahme": Massnahme.objects.filter(pk__in=genannt).annotate(wort=F("titel"))}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        alle = wartende(self.nutzer) if filter.get("bei_mir") else Frage.objects.fuer(self.nutzer)
        if filter.get("bei_uns"):
            alle = alle.filter(am_zug=self.nutzer.organisation_id)
        if filter["stand"]:
            alle = alle.filter(geschlossen_am__isnull=filter["stand"] == "offen")
        if filter["massnahme"]:
            alle = alle.filter(teilnahme__massnahme=filter["massnahme"])
        return mit_namen(alle)

    def _spalten(self) -> tuple[Spalte, ...]:
        return (
            Spalte(
                "person",
                "Person",
                wert=lambda f: str(f.person),
                zelle=lambda f: verweis(reverse("frage:person", args=[f.person_id]), str(f.person)),
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte("von", "Von", wert="von_stelle.name"),
            Spalte("an", "An", wert="an_stelle.name"),
            Spalte("stand", "Wartet auf", wert=self._wort, zelle=self._abzeichen, fest=True),
            Spalte("bei", "Liegt bei", wert=lambda f: str(f.zustaendig) if f.zustaendig else ""),
            Spalte(
                "seit",
                "Seit",
                wert=lambda f: timezone.localdate(f.wartet_seit) if f.wartet_seit else None,
                zelle=self._seit,
                sortierung=("wartet_seit",),
                klasse="eng",
            ),
            Spalte("massnahme", "Maßnahme", wert="teilnahme.massnahme.titel", standard=False),
        )

    def _wort(self, frage: Frage) -> str:
        return frage.am_zug.name if frage.am_zug else "abgeschlossen"

    def _abzeichen(self, frage: Frage) -> Any:
        if frage.am_zug_id is None:
            return abzeichen("abgeschlossen", "gut")
        eigene = frage.am_zug_id == self.nutzer.organisation_id
        return abzeichen("Ihre Stelle" if eigene else self._wort(frage), "achtung" if eigene else "ruhig")

    def _seit(self, frage: Frage) -> Any:
        if frage.wartet_seit is None:
            return "–"
        tag = timezone.localdate(frage.wartet_seit)
        spaet = ", überfällig" if antwort_bis(tag) < self.stichtag else ""
        return zweizeilig(datum(tag), f"{tage_relativ(tag, self.stichtag)}{spaet}")
