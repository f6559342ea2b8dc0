"""Reading the own file: everything "for this user", behind both walls."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from wegplan.domains.anwesenheit.models import Anwesenheit, Status
from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import neueste
from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderplan.queries import mit_zielen
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.mitsprache.models import Eigenwort, Wortart
from wegplan.domains.mitsprache.queries import eigene
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.audit.models import Zugriffsart

from .models import Eigenzugang
from .rules import letzter_tag

LESEN = Aktion.EIGENE_AKTE_LESEN


@dataclass(frozen=True)
class Ich:
    """The person behind the signed-in account, and the Teilnahme that the pages are about: the running one, else the
    last, in the programme. `zugang_bis`: the last day on which they can be read as things stand, None while no end is
    planned."""

    person: Person
    teilnahme: Teilnahme | None
    zugang_bis: date | None = None


def ich_laden(nutzer: Any, stichtag: date) -> Ich | None:
    """None for an account whose invitation has ended (two statements)."""
    person = Person.objects.fuer(nutzer, LESEN).first()
    if person is None:
        return None
    gesehen = Teilnahme.objects.fuer(nutzer, LESEN).filter(person=person)
    alle = list(gesehen.select_related("massnahme__traeger").order_by("-eintritt", "-pk"))
    teilnahmen = [t for t in alle if t.massnahme.foerderart == Foerderart.ESF]
    laufend = [t for t in teilnahmen if t.eintritt <= stichtag and (t.austritt is None or t.austritt >= stichtag)]
    enden = [t.austritt or t.geplantes_ende for t in alle]
    letztes = max((ende for ende in enden if ende), default=None)
    bis = letzter_tag(letztes, stichtag) if letztes and all(enden) else None
    return Ich(person, next(iter([*laufend, *teilnahmen]), None), bis)


def plaene(nutzer: Any) -> QuerySet[Planfassung]:
    """The signed versions with goals and steps, the newest first (three statements)."""
    alle: QuerySet[Planfassung] = mit_zielen(Planfassung.objects.fuer(nutzer, LESEN))
    return alle.order_by("-teilnahme__eintritt", "-nummer")


def berichte(nutzer: Any) -> QuerySet[Entwicklungsbericht]:
    """The newest released version of every quarter, the newest first."""
    alle = Entwicklungsbericht.objects.fuer(nutzer, LESEN)
    gefunden: QuerySet[Entwicklungsbericht] = neueste(alle).select_related("teilnahme__massnahme__traeger", "person")
    return gefunden.order_by("-quartal")


@dataclass(frozen=True)
class Aufgabe:
    """Something the participant is asked to do, and until when."""

    text: str
    bis: date | None = None
    url: str = ""


def termine(ab: date) -> list[tuple[date, str]]:
    """Next talks and invitations of the office: day, and what it is (one statement)."""
    with connection.cursor() as c:
        c.execute("select tag, uhrzeit, ort, stelle, einladung from selbst_termine(%s)", [ab])
        return [(tag, _terminwort(*werte)) for tag, *werte in c.fetchall()]


def _terminwort(uhrzeit: time | None, ort: str, stelle: str, einladung: bool) -> str:
    was = f"{'Einladung zu' if einladung else 'Gespräch mit'} {stelle}"
    return ", ".join(teil for teil in (was, f"{uhrzeit:%H:%M} Uhr" if uhrzeit else "", ort) if teil)


def absprachen() -> list[Aufgabe]:
    """What the participant has promised in talks and not done yet (one statement)."""
    with connection.cursor() as c:
        c.execute("select text, bis from selbst_aufgaben()")
        return [Aufgabe(text, bis) for text, bis in c.fetchall()]


def eigene_schritte(plan: Planfassung) -> list[Aufgabe]:
    """Open steps of the plan that the participant does."""
    schritte = [s for z in plan.ziele.all() for s in z.schritte.all()]
    offen = [s for s in schritte if s.verantwortlich == Planverantwortung.TEILNEHMENDE and s.erledigt_am is None]
    return [Aufgabe(s.text, s.bis) for s in sorted(offen, key=lambda s: (s.bis, s.pk))]


@dataclass
class Worte:
    """What the participant has written, the latest of each."""

    je: dict[tuple[str, str], Eigenwort] = field(default_factory=dict)

    def zu(self, art: str, bezug: object) -> Eigenwort | None:
        return self.je.get((art, str(bezug)))

    @property
    def schon_eingeschaetzt(self) -> bool:
        return any(art == Wortart.EINSCHAETZUNG for art, _ in self.je)


def worte(nutzer: Any, teilnahme: Teilnahme | None) -> Worte:
    """One statement."""
    return Worte({(w.art, w.bezug): w for w in eigene(nutzer, teilnahme.pk)} if teilnahme else {})


@dataclass(frozen=True)
class Monatsbild:
    """A month of the own attendance: `tage` are all its marks, `gefehlt` counts those that are not "there"."""

    monat: Monat
    tage: list[Anwesenheit]
    anzahl: int
    gefehlt: int
    unentschuldigt: int

    @property
    def da(self) -> int:
        return self.anzahl - self.gefehlt


def monate(nutzer: Any, stichtag: date) -> list[Monat]:
    """The months that have a mark, the newest first (one statement)."""
    tage = Anwesenheit.objects.fuer(nutzer, LESEN).filter(datum__lte=stichtag)
    erste = tage.order_by("-datum__year", "-datum__month").values_list("datum__year", "datum__month").distinct()
    return [Monat(date(jahr, monat, 1)) for jahr, monat in erste]


def monatsbild(nutzer: Any, monat: Monat) -> Monatsbild:
    """Every mark of the month, by day (one statement)."""
    tage = Anwesenheit.objects.fuer(nutzer, LESEN).filter(datum__range=(monat.erster, monat.letzter))
    alle = list(tage.order_by("datum", "lernort"))
    gefehlt = [a for a in alle if a.status != Status.ANWESEND]
    unentschuldigt = sum(a.status == Status.UNENTSCHULDIGT for a in gefehlt)
    return Monatsbild(monat, alle, len(alle), len(gefehlt), unentschuldigt)


WAS = {
    Zugriffsart.OEFFNEN: "Die Akte geöffnet",
    Zugriffsart.LISTE: "Ihren Namen in einer Liste gesehen",
    Zugriffsart.SUCHE: "Nach Ihnen gesucht",
    Zugriffsart.DRUCK: "Etwas aus der Akte gedruckt",
    Zugriffsart.EXPORT: "Eine Liste mit Ihren Daten ausgegeben",
    Zugriffsart.DOWNLOAD: "Eine Datei aus der Akte geladen",
    Zugriffsart.EINLESEN: "Ihre Daten eingelesen",
    Zugriffsart.LAUF: "Ihre Daten ohne Menschen bearbeitet",
}


@dataclass(frozen=True)
class Zugriffszeile:
    """One opening of the file: office and role, no name (DS-12)."""

    zeit: datetime
    wer: str
    stelle: str
    was: str
    zweck: str


def zugriffe(ab: int, anzahl: int, auch_eigene: bool) -> tuple[list[Zugriffszeile], int]:
    """Accesses to the own file, the newest first, and how many there are (one statement). `auch_eigene`: with those
    of the participant."""
    with connection.cursor() as c:
        c.execute(
            "select zeit, selbst, rolle, stelle, art, zweck, gesamt from selbst_zugriffe(%s, %s, %s)",
            [ab, anzahl, auch_eigene],
        )
        zeilen = c.fetchall()
    rollen = dict(Rolle.choices)
    gezeigt = [
        Zugriffszeile(
            zeit,
            "Sie selbst" if selbst else rollen.get(rolle, "ein Programm, kein Mensch"),
            stelle,
            WAS[Zugriffsart(art)],
            zweck,
        )
        for zeit, selbst, rolle, stelle, art, zweck, _ in zeilen
    ]
    return gezeigt, zeilen[0][6] if zeilen else 0


def zugaenge(nutzer: Any, person_id: int) -> list[Eigenzugang]:
    """Invitations of a person for who manages them, the newest first (one statement)."""
    alle = Eigenzugang.objects.fuer(nutzer, Aktion.ZUGANG_VERWALTEN).filter(person=person_id)
    return list(alle.select_related("nutzer", "eingeladen_von", "beendet_von").order_by("-eingeladen_am"))
