"""The error list (AM-21, AM-23): counted exits of a report month that are not fulfilled, and what can still be done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from wegplan.domains.absolventenmanagement.queries import faelle
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.spalten import Spalte, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen

from ..forms import Fehlerfilter, letzter_monat
from ..fristen import monatsletzter
from ..models import Liste as Listenart
from ..nachholen import heilbar_bis, nachholen
from ..stellen import zustaendige
from ..zellen import (
    Zeile,
    ergebnis,
    gruende,
    liste_zelle,
    person_spalten,
    tag_zelle,
    team_spalte,
    zeilen,
    zustaendig_spalte,
)
from .listen import Abzeichnungsliste


class Fehlerliste(Abzeichnungsliste):
    ansicht = "auswertung:fehlerliste"
    titel = "Fehlerliste"
    einleitung = (
        "Gezählte Austritte des Berichtsmonats, bei denen das Absolventenmanagement nicht erfüllt ist. "
        "Ein Nachtrag ist, was schon im Zeitraum geschah und nur noch nicht erfasst ist."
    )
    formular = Fehlerfilter
    standard = "austritt"
    leer = (
        "In diesem Monat gibt es keinen gezählten Austritt, der nicht erfüllt ist.",
        "Wählen Sie einen anderen Berichtsmonat, wenn Sie zurückblicken wollen.",
    )
    art = Listenart.FEHLERLISTE

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.heute = heute()
        self.monat = Fehlerfilter(request.GET, {}, self.ohne_filter()).werte["monat"] or letzter_monat()
        self.spalten = (
            *person_spalten(),
            *fehler_spalten(self.heute),
            team_spalte(self.mehrere_teams),
            zustaendig_spalte(),
            *self.handzeichen_spalten(),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        antworten = faelle(
            self.stellen.alle_regelwerke,
            self.monat,
            monatsletzter(self.monat),
            nutzer=self.nutzer,
            aktion=Aktion.VORSCHAU_SEHEN,
            filter=self.filter_fuer(filter),
            nur="nicht_erfuellt",
        )
        zustaendig = zustaendige((a.person_id for a in antworten), self.heute)
        alle = [z for z in zeilen(antworten, self.stellen, zustaendig) if _passt(z, filter, self.heute)]
        return self.nach_abzeichnung(alle, filter.get("offen", False))


def fehler_spalten(tag: date) -> tuple[Spalte, ...]:
    return (
        Spalte(
            "austritt",
            "Austritt",
            wert="a.austritt",
            zelle=lambda z: tag_zelle(z.a.austritt, tag),
            sortierung=lambda z: (z.a.austritt, z.a.sortierung),
            klasse="eng",
        ),
        Spalte(
            "ergebnis",
            "Ergebnis",
            wert=lambda z: ergebnis(z.a)[0],
            zelle=lambda z: abzeichen(*ergebnis(z.a)),
            sortierung=True,
        ),
        Spalte(
            "gruende",
            "Was fehlte",
            wert=lambda z: "; ".join(gruende(z.a)),
            zelle=lambda z: liste_zelle(gruende(z.a)),
            sortierung=True,
        ),
        Spalte(
            "nachholen",
            "Noch möglich",
            wert=lambda z: nachholen(z.a, tag)[0],
            zelle=lambda z: zweizeilig(*nachholen(z.a, tag)),
            sortierung=lambda z: heilbar_bis(z.a, tag),
        ),
    )


def _passt(z: Zeile, filter: Mapping[str, Any], tag: date) -> bool:
    if filter.get("fachkraft") and filter["fachkraft"] not in dict(z.zustaendig):
        return False
    if filter.get("grund") and filter["grund"] not in z.a.gruende_ies:
        return False
    return not filter.get("heilbar") or heilbar_bis(z.a, tag) is not None


@regel(Aktion.VORSCHAU_SEHEN)
def fehlerliste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Fehlerliste(request), "auswertung/fehlerliste.html")
