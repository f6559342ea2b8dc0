"""The preventive list (AM-20, AM-22, AM-23): running Teilnahmen that end soon and still lack something."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from wegplan.domains.absolventenmanagement.queries import vorschau as vorschau_lesen
from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen

from ..forms import Vorschaufilter
from ..fristen import Frist, fristen, monatserster
from ..models import Liste as Listenart
from ..stellen import zustaendige
from ..zellen import Zeile, person_spalten, team_spalte, vorschau_spalten, zeilen, zustaendig_spalte
from .listen import Abzeichnungsliste


class Vorschauliste(Abzeichnungsliste):
    ansicht = "auswertung:vorschau"
    titel = "Vorschau"
    einleitung = (
        "Laufende Teilnahmen, die bald enden und denen noch eine Vereinbarung oder eine Vermittlung fehlt. "
        "Jetzt lässt es sich noch nachholen."
    )
    formular = Vorschaufilter
    standard = "ende"
    leer = (
        "In den nächsten zwei Monaten endet keine Teilnahme, der noch etwas fehlt.",
        "Die Liste füllt sich von selbst, sobald ein geplantes Ende näher rückt.",
    )
    art = Listenart.VORSCHAU

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = Vorschaufilter(request.GET, {}, self.ohne_filter()).werte["tag"] or heute()
        self.monat = monatserster(self.stichtag)
        self.spalten = (
            *person_spalten(),
            *vorschau_spalten(self.stichtag),
            team_spalte(self.mehrere_teams),
            zustaendig_spalte(),
            *self.handzeichen_spalten(),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        antworten = vorschau_lesen(
            self.stellen.alle_regelwerke, self.stichtag, nutzer=self.nutzer, filter=self.filter_fuer(filter)
        )
        zustaendig = zustaendige((a.person_id for a in antworten), self.stichtag)
        alle = [z for z in zeilen(antworten, self.stellen, zustaendig) if _passt(z, filter)]
        return self.nach_abzeichnung(alle, filter.get("offen", False))

    @property
    def fristen(self) -> list[tuple[str, list[Frist]]]:
        """The deadlines of the user's offices, by name of the rule set."""
        return fristen_fuer(self.stellen.regelwerke, self.stichtag)


def fristen_fuer(regelwerke: list[str], stichtag: date) -> list[tuple[str, list[Frist]]]:
    regeln = [regelwerk_laden(kennung) for kennung in regelwerke]
    return [(regel.name, gefunden) for regel in regeln if (gefunden := fristen(regel, stichtag))]


def _passt(z: Zeile, filter: Mapping[str, Any]) -> bool:
    if filter.get("fachkraft") and filter["fachkraft"] not in dict(z.zustaendig):
        return False
    if filter.get("endet") and z.a.tage_bis_ende > filter["endet"]:
        return False
    return all(not filter.get(name) or getattr(z.a, name) == filter[name] for name in ("vereinbarung", "vermittlung"))


@regel(Aktion.VORSCHAU_SEHEN)
def vorschau(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Vorschauliste(request), "auswertung/vorschau.html")
