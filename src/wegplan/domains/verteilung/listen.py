"""The list of cases without an advisor, with whom the rules propose (VF-12)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from wegplan.domains.auswertung.stellen import nutzername
from wegplan.domains.person.models import Person
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig

from .queries import eigene_teams, fachkraefte, ohne_fachkraft


class Neufaellefilter(Filterformular):
    team = Auswahlfilter(label="Team")
    fachkraft = Auswahlfilter(label="Vorgeschlagen")


class Neufaelleliste(Liste):
    """Rows are persons with `vorschlag` where a rule fits."""

    ansicht = "verteilung:liste"
    titel = "Fälle ohne Fachkraft"
    einleitung = "Wen die Regeln Ihrer Stelle vorschlagen und warum. Erst mit dem Annehmen ist jemand zuständig."
    formular = Neufaellefilter
    standard = "name"
    je_seite = 100
    leer = ("Jede Person Ihres Teams hat eine Fachkraft.", "Neue Personen ohne Zuständigkeit erscheinen hier.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = _spalten()

    def auswahl(self) -> Mapping[str, QuerySet]:
        return {
            "team": eigene_teams(self.nutzer).annotate(wort=F("name")),
            "fachkraft": fachkraefte(self.nutzer).annotate(wort=nutzername()),
        }

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Person]:
        personen = ohne_fachkraft(self.nutzer, self.stichtag)
        if filter["team"]:
            personen = personen.filter(team_id=filter["team"])
        if filter["fachkraft"]:
            personen = personen.filter(zuteilungsvorschlag__fachkraft=filter["fachkraft"])
        return personen.select_related("zuteilungsvorschlag__regel__team", "zuteilungsvorschlag__fachkraft", "team")

    def person_id(self, zeile: Any) -> int:
        return int(zeile.pk)


def vorschlag_von(person: Person) -> Any:
    return getattr(person, "zuteilungsvorschlag", None)


def _spalten() -> tuple[Spalte, ...]:
    muster = reverse("akte:person", args=[0])  # much cheaper than an address per row

    def vorschlag(p: Person) -> Any:
        v = vorschlag_von(p)
        return zweizeilig(str(v.fachkraft), v.regel.grund) if v else "kein Vorschlag"

    return (
        Spalte(
            "name",
            "Name",
            wert=str,
            zelle=lambda p: verweis(muster.replace("0", str(p.pk)), str(p)),
            sortierung=("sortierung",),
            fest=True,
        ),
        Spalte("wahl", "Auswahl", vorlage="verteilung/zelle_wahl.html", fest=True, ausgeben=False),
        Spalte(
            "vorschlag",
            "Vorschlag",
            wert=lambda p: str(v.fachkraft) if (v := vorschlag_von(p)) else "",
            zelle=vorschlag,
            sortierung=F("zuteilungsvorschlag__fachkraft__last_name"),
            fest=True,
        ),
        Spalte("grund", "Grund", wert=lambda p: v.regel.grund if (v := vorschlag_von(p)) else "", standard=False),
        Spalte("team", "Team", wert=lambda p: str(p.team) if p.team else "", sortierung=F("team__name")),
        Spalte("seit", "Angelegt am", wert=lambda p: p.erfasst_am.date(), sortierung=("erfasst_am",), klasse="eng"),
    )
