"""Changes of stage that wait for somebody; participants of a project with warning signs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from wegplan.domains.gespraech.queries import laufende_im_programm
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .models import Intervention
from .queries import am_zug, offene_wechsel
from .zeichen import zeichen_von

FEHLT = [
    ("einschaetzung", "Einschätzung des Regionalbüros"),
    ("zustimmung", "Zustimmung"),
    ("keins", "nur die Durchführung"),
]


def _zur_person(z: Any) -> Any:
    return verweis(reverse("stufenwechsel:person", args=[z.person_id]), str(z.person))


class Wechselfilter(Filterformular):
    fehlt = Auswahlfilter(label="Es fehlt", coerce=str, choices=FEHLT)


class Wechselliste(Liste):
    ansicht = "stufenwechsel:liste"
    titel = "Stufenwechsel in Abstimmung"
    einleitung = (
        "Jeder Wechsel braucht die Einschätzung des Regionalbüros und die Zustimmung von Agentur oder Jobcenter."
    )
    formular: type[Filterformular] = Wechselfilter
    standard = "seit"
    leer = ("Kein Stufenwechsel wartet.", "Ein Wechsel erscheint hier, sobald der Träger ihn empfiehlt.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        stichtag = heute()
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=lambda w: str(w.person),
                zelle=_zur_person,
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte("wechsel", "Wechsel", wert=lambda w: f"{w.alte_stufe} → {w.neue_stufe}", fest=True),
            Spalte("projekt", "Projekt", wert=lambda w: str(w.teilnahme.massnahme)),
            Spalte(
                "seit",
                "Empfohlen",
                wert="empfohlen_am",
                zelle=lambda w: zweizeilig(datum(w.empfohlen_am), tage_relativ(w.empfohlen_am, stichtag)),
                sortierung=("empfohlen_am",),
                klasse="eng",
            ),
            Spalte("am_zug", "Es fehlt", wert=lambda w: "; ".join(am_zug(w))),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        offene = offene_wechsel(self.nutzer)
        fehlt = filter["fehlt"]
        if fehlt == "keins":
            return offene.exclude(einschaetzung="").exclude(zustimmung="")
        return offene.filter(**{fehlt: ""}) if fehlt else offene


class Warnfilter(Filterformular):
    alle = Hakenfilter(label="auch ohne Warnzeichen")


class Warnliste(Liste):
    """Running participants of one project with their signs, the most signs first."""

    ansicht = "stufenwechsel:warnzeichen"
    einleitung = "Warnzeichen ersetzen kein Urteil: Sie zeigen, wo jemand hinschauen sollte."
    formular: type[Filterformular] = Warnfilter
    standard = "-anzahl"

    def __init__(self, request: HttpRequest, massnahme: Massnahme) -> None:
        super().__init__(request, pk=massnahme.pk)
        self.massnahme = massnahme
        self.titel = f"Warnzeichen: {massnahme}"
        self.leer = ("Zurzeit warnt nichts.", "Mit „auch ohne Warnzeichen“ sehen Sie alle Teilnehmenden.")
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=lambda t: str(t.person),
                zelle=_zur_person,
                sortierung=lambda t: t.person.sortierung,
                fest=True,
            ),
            Spalte("anzahl", "Zeichen", wert=lambda t: len(t.zeichen), sortierung=True, klasse="zahl"),
            Spalte("zeichen", "Warnzeichen und Beleg", wert=_zeichen, fest=True),
            Spalte("intervention", "Intervention", wert=lambda t: "läuft" if t.gefaehrdet else "", zelle=_laeuft),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Any]:
        stichtag = heute()
        laufende = laufende_im_programm(self.nutzer, stichtag, Aktion.INTERVENTION_LESEN)
        teilnahmen = list(laufende.filter(massnahme=self.massnahme))
        je = zeichen_von(self.nutzer, teilnahmen, stichtag)
        offene = Intervention.objects.filter(teilnahme__in=[t.pk for t in teilnahmen], beendet_am=None)
        gefaehrdet = set(offene.values_list("teilnahme", flat=True))
        for t in teilnahmen:
            t.zeichen, t.gefaehrdet = je[t.pk], t.pk in gefaehrdet
        return [t for t in teilnahmen if t.zeichen or t.gefaehrdet or filter["alle"]]


def _zeichen(t: Any) -> str:
    return "; ".join(f"{z.titel}: {z.beleg}" for z in t.zeichen)


def _laeuft(t: Any) -> Any:
    return abzeichen("läuft", "info") if t.gefaehrdet else "–"
