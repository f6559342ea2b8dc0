"""Whose desk: open steps "for this user", with the time they call at; one statement each."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from wegplan.domains.organisation.access import Aktion, Rolle, rolle_darf
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person, Zustaendigkeit, Zustaendigkeitsgrund

from .models import Schrittplatz, Vertretung, Zeit

WOCHE = 7  # days
BEARBEITENDE = tuple(rolle for rolle in Rolle if rolle_darf(rolle, Aktion.VORGANG_ERFASSEN))
EIGENE = (Zustaendigkeitsgrund.FACHKRAFT, Zustaendigkeitsgrund.UEBERGABE)


def mit_zeit(plaetze: QuerySet[Schrittplatz], stichtag: date) -> QuerySet[Any]:
    """Adds `zeit` (Zeit): overdue by the due day, the rest by the day of the reminder."""
    return plaetze.annotate(
        zeit=Case(
            When(faellig_bis__lt=stichtag, then=Value(Zeit.UEBERFAELLIG.value)),
            When(tag__lte=stichtag, then=Value(Zeit.HEUTE.value)),
            When(tag__lte=stichtag + timedelta(days=WOCHE), then=Value(Zeit.WOCHE.value)),
            default=Value(Zeit.SPAETER.value),
        )
    )


def gilt(tag: date) -> Q:
    """Assignments and stand-ins that hold on the day."""
    return Q(von__lte=tag) & (Q(bis__isnull=True) | Q(bis__gte=tag))


def auf_tisch(nutzer: Any) -> QuerySet[Schrittplatz]:
    """The open steps on the desk of `nutzer`: the own ones, and those of colleagues whom they stand in for today.

    Somebody who stands in by a Vertretung sees the steps of the absent colleague; by a single assignment, every step
    of the person that is another's."""
    tag = timezone.localdate()
    vertritt = Zustaendigkeit.objects.filter(
        gilt(tag), person=OuterRef("person"), nutzer=nutzer, grund=Zustaendigkeitsgrund.VERTRETUNG
    )
    foermlich = Vertretung.objects.filter(gilt(tag), durch=nutzer)
    abwesende = Zustaendigkeit.objects.filter(
        gilt(tag), person=OuterRef("person"), nutzer__in=foermlich.values("fuer"), grund__in=EIGENE
    )
    in_vertretung = (
        Q(besitzer__isnull=False)
        & Exists(vertritt)
        & (Exists(foermlich.filter(fuer=OuterRef("besitzer"))) | ~Exists(abwesende))
    )
    return sichtbare(nutzer).filter(Q(besitzer=nutzer) | in_vertretung)


def sichtbare(nutzer: Any) -> QuerySet[Schrittplatz]:
    """All open steps of the persons whose steps `nutzer` may read."""
    return Schrittplatz.objects.fuer(nutzer, Aktion.VORGANG_LESEN)


def mit_namen(plaetze: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a row shows, in the same statement."""
    return plaetze.select_related("person", "teilnahme__massnahme", "besitzer")


@dataclass
class Tisch:
    """A desk today: the rows that are shown by Zeit, and how many there are of each."""

    zeilen: dict[str, list[Any]] = field(default_factory=dict)
    anzahl: dict[str, int] = field(default_factory=dict)

    @property
    def personen(self) -> list[int]:
        """Whom the rows name, each once."""
        return list(dict.fromkeys(z.person_id for zeilen in self.zeilen.values() for z in zeilen))


def tisch(nutzer: Any, stichtag: date, je_zeit: int) -> Tisch:
    """The desk of `nutzer`: of overdue, today and this week the first `je_zeit` rows each, and all counts. One
    statement; what calls later is counted only."""
    plaetze = mit_namen(mit_zeit(auf_tisch(nutzer), stichtag)).annotate(
        anzahl=Window(Count("*"), partition_by=[F("zeit")]),
        rang=Window(RowNumber(), partition_by=[F("zeit")], order_by=["faellig_bis", "tag", "person_id", "pk"]),
    )
    hoechstens = Case(When(zeit=Zeit.SPAETER, then=1), default=je_zeit)
    ergebnis = Tisch(anzahl=dict.fromkeys(Zeit.values, 0))
    for platz in plaetze.filter(rang__lte=hoechstens).order_by("faellig_bis", "tag", "person__sortierung", "pk"):
        ergebnis.anzahl[platz.zeit] = platz.anzahl
        if platz.zeit != Zeit.SPAETER:
            ergebnis.zeilen.setdefault(platz.zeit, []).append(platz)
    return ergebnis


def vertretungen(nutzer: Any) -> QuerySet[Vertretung]:
    """Whom `nutzer` stands in for today."""
    return Vertretung.objects.filter(gilt(timezone.localdate()), durch=nutzer).select_related("fuer").order_by("bis")


def moegliche_empfaenger(nutzer: Any, person: Person) -> QuerySet[Nutzer]:
    """Who may be given a step: colleagues who may record for this person today anyway, so that giving a step away
    never opens a file (DS-02)."""
    zustaendig = Zustaendigkeit.objects.filter(gilt(timezone.localdate()), person=person, nutzer=OuterRef("pk"))
    team = Q(rolle=Rolle.TL, teams=person.team_id) if person.team_id else Q(pk__in=[])
    return (
        Nutzer.objects.filter(Exists(zustaendig) | team, is_active=True, rolle__in=BEARBEITENDE)
        .exclude(pk=nutzer.pk)
        .order_by("last_name", "first_name", "username")
        .distinct()
    )
