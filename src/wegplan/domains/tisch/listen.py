"""Open steps as lists with filter, order, pages and XLSX: the own desk, the team's, cases that do not move."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest
from django.utils import timezone

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.auswertung.stellen import nutzername
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.domains.verfahren.models import Schritt, Stand
from wegplan.domains.verfahren.worte import ROLLEN, Regeltexte
from wegplan.domains.vermittlung.models import Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.textfilter import datum, datum_wochentag, tage_relativ

from .models import Schrittplatz, Zeit
from .queries import BEARBEITENDE, EIGENE, auf_tisch, gilt, mit_namen, mit_zeit, sichtbare
from .rules import VERBINDLICHKEIT
from .zeilen import schritt_url

WOCHEN = 4


class Schrittfilter(Filterformular):
    zeit = Auswahlfilter(label="Wann", coerce=str, choices=Zeit.choices)
    massnahme = Auswahlfilter(label="Maßnahme")


class Teamfilter(Schrittfilter):
    fachkraft = Auswahlfilter(label="Liegt bei")
    ohne_fachkraft = Hakenfilter(label="ohne Fachkraft")


class Schrittliste(Liste):
    """Everything open on the own desk."""

    ansicht = "tisch:liste"
    titel = "Meine offenen Schritte"
    herkunft = "liste"
    formular: type[Filterformular] = Schrittfilter
    standard = "faellig"
    leer = ("Auf Ihrem Tisch liegt kein offener Schritt.", "Schritte entstehen, sobald eine Teilnahme eingetragen ist.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.texte = Regeltexte()
        self.spalten = self._spalten()

    def plaetze(self) -> QuerySet[Schrittplatz]:
        return auf_tisch(self.nutzer)

    def auswahl(self) -> Mapping[str, QuerySet]:
        laufend = Teilnahme.objects.fuer(self.nutzer, Aktion.VORGANG_LESEN).values("massnahme")
        return {"massnahme": Massnahme.objects.filter(pk__in=laufend).annotate(wort=F("titel"))}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        plaetze = mit_namen(mit_zeit(self.plaetze(), self.stichtag))
        if filter["zeit"]:
            plaetze = plaetze.filter(zeit=filter["zeit"])
        if filter["massnahme"]:
            plaetze = plaetze.filter(teilnahme__massnahme=filter["massnahme"])
        return plaetze

    def einrichten(self, zeilen: list[Any]) -> list[Any]:
        for platz in zeilen:
            platz.regel = self.texte(platz)
        return zeilen

    def _spalten(self) -> tuple[Spalte, ...]:
        return (
            Spalte(
                "person",
                "Person",
                wert=lambda p: str(p.person),
                zelle=lambda p: verweis(person_url(p.person_id), str(p.person)),
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte(
                "schritt", "Schritt", wert="regel.titel", zelle=self._schritt, sortierung=("schluessel",), fest=True
            ),
            Spalte(
                "massnahme", "Maßnahme", wert=lambda p: p.massnahme.titel, sortierung=("teilnahme__massnahme__titel",)
            ),
            Spalte("von", "Fällig ab", wert="faellig_von", sortierung=True, klasse="eng", standard=False),
            Spalte(
                "faellig",
                "Fällig bis",
                wert="faellig_bis",
                zelle=lambda p: zweizeilig(datum_wochentag(p.faellig_bis), tage_relativ(p.faellig_bis, self.stichtag)),
                sortierung=("faellig_bis", "tag"),
                klasse="eng",
            ),
            Spalte("tag", "Erinnerung", sortierung=True, klasse="eng"),
            Spalte("wann", "Wann", wert=lambda p: Zeit(p.zeit).label, standard=False),
            Spalte(
                "pflicht", "Verbindlichkeit", wert=lambda p: VERBINDLICHKEIT[p.regel.verbindlichkeit][0], standard=False
            ),
            Spalte("rolle", "Zuständig", wert=lambda p: ROLLEN.get(p.rolle, p.rolle), standard=False),
            Spalte("bei", "Liegt bei", wert=lambda p: str(p.besitzer) if p.besitzer else "niemandem"),
            Spalte("versuche", "Versuche", sortierung=True, klasse="zahl", standard=False),
            Spalte("notiz", "Notiz", standard=False),
            Spalte("quelle", "Fundstelle", wert="regel.fundstelle", standard=False),
        )

    def _schritt(self, platz: Any) -> Any:
        if not self.nutzer.darf(Aktion.VORGANG_ERFASSEN):
            return platz.regel.titel
        return verweis(f"{schritt_url('erledigen', platz.pk)}?von={self.herkunft}", platz.regel.titel)


def _verbindlichkeit(platz: Any) -> str:
    return VERBINDLICHKEIT[platz.regel.verbindlichkeit][0]


class Teamliste(Schrittliste):
    """Everything open of the persons whom a team lead or a division lead may see."""

    ansicht = "tisch:teamliste"
    titel = "Offene Schritte im Team"
    formular = Teamfilter
    herkunft = "team"
    leer = ("Es gibt keinen offenen Schritt.", "Schritte entstehen, sobald eine Teilnahme eingetragen ist.")

    def plaetze(self) -> QuerySet[Schrittplatz]:
        return sichtbare(self.nutzer)

    def auswahl(self) -> Mapping[str, Any]:
        return {**super().auswahl(), "fachkraft": _kollegen(self.nutzer)}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        plaetze = super().zeilen(filter)
        if filter["ohne_fachkraft"]:
            plaetze = plaetze.filter(besitzer=None)
        return plaetze.filter(besitzer=filter["fachkraft"]) if filter["fachkraft"] else plaetze


def _kollegen(nutzer: Any) -> QuerySet[Nutzer]:
    """Everybody who is responsible for one of the persons, and the user."""
    zustaendig = Zustaendigkeit.objects.fuer(nutzer, Aktion.VORGANG_LESEN).filter(nutzer__isnull=False)
    wer = Nutzer.objects.filter(Q(pk__in=zustaendig.values("nutzer")) | Q(pk=nutzer.pk), rolle__in=BEARBEITENDE)
    return wer.annotate(wort=nutzername())


class Stillstandfilter(Filterformular):
    wochen = Auswahlfilter(
        label="Ohne Bewegung seit",
        alle=f"{WOCHEN} Wochen",
        choices=[(2, "2 Wochen"), (8, "8 Wochen"), (12, "12 Wochen"), (26, "26 Wochen")],
    )


class Stillstandliste(Liste):
    """Cases that have not moved: no step done, no record made, no agreement, no placement for some weeks."""

    ansicht = "tisch:stillstand"
    titel = "Fälle ohne Bewegung"
    einleitung = (
        "Laufende Teilnahmen und Fälle mit offenen Schritten, bei denen seit Wochen nichts erledigt, eingetragen, "
        "vereinbart oder vorgeschlagen wurde."
    )
    formular = Stillstandfilter
    standard = "seit"
    leer = ("Alle Fälle haben sich bewegt.", "Wählen Sie eine kürzere Zeit, um näher hinzusehen.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=str,
                zelle=lambda p: verweis(person_url(p.pk), str(p)),
                sortierung=("sortierung",),
                fest=True,
            ),
            Spalte(
                "seit",
                "Letzte Bewegung",
                wert="bewegt_am",
                zelle=lambda p: zweizeilig(datum(p.bewegt_am), tage_relativ(p.bewegt_am, self.stichtag)),
                sortierung=(F("bewegt_am").asc(nulls_first=True), "sortierung"),
                klasse="eng",
            ),
            Spalte("offen", "Offene Schritte", klasse="zahl"),
            Spalte("bei", "Zuständig", wert=lambda p: p.bei or "niemand"),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Person]:
        return stillstand(self.nutzer, self.stichtag, filter["wochen"] or WOCHEN)

    def person_id(self, zeile: Any) -> int:
        return int(zeile.pk)


def stillstand(nutzer: Any, stichtag: date, wochen: int) -> QuerySet[Person]:
    """Persons with a running Teilnahme or an open step whose case has not moved for `wochen` weeks.

    Adds `bewegt_am` (the last day on which a step was done, a record made, an agreement or a placement written, or a
    Teilnahme begun), `offen` (number of open steps), `bei` (name of whoever is responsible, "" for nobody)."""

    def letzter(modell: Any, tag: str, **bedingung: Any) -> Subquery:
        eigene = modell.objects.filter(person=OuterRef("pk"), **{f"{tag}__lte": stichtag}, **bedingung).order_by()
        return Subquery(eigene.values("person").annotate(t=Max(tag)).values("t"), output_field=DateField())

    offene = Schritt.objects.filter(person=OuterRef("pk"), stand=Stand.OFFEN).order_by()
    laufend = Teilnahme.objects.filter(laeuft(stichtag), person=OuterRef("pk"))
    zustaendig = Zustaendigkeit.objects.filter(
        gilt(timezone.localdate()), person=OuterRef("pk"), grund__in=EIGENE, nutzer__is_active=True
    )
    return (
        Person.objects.fuer(nutzer, Aktion.VORGANG_LESEN)
        .filter(Exists(laufend) | Exists(offene))
        .annotate(
            bewegt_am=Greatest(
                letzter(Schritt, "erledigt_am", stand=Stand.ERLEDIGT),
                letzter(Vorgang, "tag"),
                letzter(Vereinbarung, "abgeschlossen_am"),
                letzter(Vermittlung, "unterbreitet_am"),
                letzter(Teilnahme, "eintritt"),
            ),
            offen=Coalesce(Subquery(offene.values("person").annotate(n=Count("pk")).values("n")), 0),
            bei=Subquery(zustaendig.order_by("von", "pk").values(wort=nutzername("nutzer__"))[:1]),
        )
        .filter(bewegt_am__lte=stichtag - timedelta(weeks=wochen))
    )
