"""The open steps of interventions, for whoever owes them (JPS-60): what, whom, until when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.stufenwechsel.models import Intervention, Interventionsschritt
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .queries import seite_von


def offene_schritte(nutzer: Any) -> QuerySet[Any]:
    """Open steps of running interventions of the persons that the user sees."""
    laufende = Intervention.objects.fuer(nutzer, Aktion.INTERVENTION_LESEN).filter(beendet_am=None)
    return Interventionsschritt.objects.filter(intervention__in=laufende, erledigt_am=None)


def eigene_seite(nutzer: Any) -> str:
    """Which of the responsible sides the user belongs to; who is on neither side of the project is AA/JC."""
    return seite_von(nutzer) or Planverantwortung.AAJC


def eigene_faellige(nutzer: Any, tag: date) -> QuerySet[Any]:
    """The steps that the own side owes by today, with person and project, the oldest first."""
    eigene = offene_schritte(nutzer).filter(wer=eigene_seite(nutzer), faellig__lte=tag).order_by("faellig", "pk")
    return eigene.select_related("intervention__person", "intervention__teilnahme__massnahme")


def faellige_schritte(nutzer: Any, tag: date) -> int:
    """How many steps the own side owes by today; one statement."""
    return eigene_faellige(nutzer, tag).count()


def faellige_url(nutzer: Any) -> str:
    """The list of the steps that the own side owes by today."""
    return f"{reverse('checkliste:interventionen')}?wer={eigene_seite(nutzer)}&faellig=on"


class Interventionsfilter(Filterformular):
    wer = Auswahlfilter(label="Wer", coerce=str, choices=Planverantwortung.choices)
    massnahme = Auswahlfilter(label="Projekt")
    faellig = Hakenfilter(label="nur bis heute Fälliges")


class Interventionsliste(Liste):
    ansicht = "checkliste:interventionen"
    titel = "Schritte der Interventionen"
    einleitung = (
        "Was nach dem Standardverfahren des Projekts noch zu tun ist, wenn der Verlauf einer Person gefährdet ist."
    )
    standard = "faellig"
    formular: type[Filterformular] = Interventionsfilter
    leer = ("Kein Schritt ist offen.", "Schritte erscheinen hier, sobald jemand als gefährdet markiert ist.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte("text", "Schritt", fest=True, wert="text", zelle=self._schritt),
            Spalte("person", "Person", wert=lambda z: str(z.intervention.person), zelle=_person),
            Spalte("wer", "Wer", wert=lambda z: z.get_wer_display(), sortierung="wer"),
            Spalte("faellig", "Fällig", wert="faellig", zelle=self._faellig, sortierung="faellig", klasse="eng"),
            Spalte("projekt", "Projekt", wert=lambda z: str(z.intervention.teilnahme.massnahme)),
        )

    def auswahl(self) -> Mapping[str, Any]:
        projekte = massnahmen_fuer(self.nutzer).filter(foerderart=Foerderart.ESF).order_by("titel", "pk")
        return {"massnahme": [(m.pk, str(m)) for m in projekte]}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        gefragt = {"wer": filter["wer"], "intervention__teilnahme__massnahme": filter["massnahme"]}
        offen = offene_schritte(self.nutzer).filter(**{name: wert for name, wert in gefragt.items() if wert})
        if filter["faellig"]:
            offen = offen.filter(faellig__lte=self.stichtag)
        return offen.select_related("intervention__person", "intervention__teilnahme__massnahme")

    def person_id(self, zeile: Any) -> int:
        person: int = zeile.intervention.person_id
        return person

    def _schritt(self, z: Any) -> Any:
        if not self.nutzer.darf(Aktion.INTERVENTION_ERFASSEN):
            return z.text
        return verweis(reverse("stufenwechsel:schritt", args=[z.intervention_id, z.nummer]), z.text)

    def _faellig(self, z: Any) -> Any:
        relativ = tage_relativ(z.faellig, self.stichtag)
        if z.faellig < self.stichtag:
            return zweizeilig(datum(z.faellig), abzeichen(f"überfällig {relativ}", "schlecht"))
        return zweizeilig(datum(z.faellig), relativ)


def _person(z: Any) -> Any:
    return verweis(reverse("stufenwechsel:person", args=[z.intervention.person_id]), str(z.intervention.person))


@regel(Aktion.INTERVENTION_LESEN)
def interventionen(request: HttpRequest) -> HttpResponse:
    """Open steps of interventions; filter, print, XLSX."""
    return liste_anzeigen(request, Interventionsliste(request))
