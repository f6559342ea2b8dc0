"""Reading what a group's week needs: always "for this user", in a fixed number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wegplan.domains.massnahme.models import Massnahme, Zaehlweise
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.calendar.arbeitstage import feiertage

from .models import Anwesenheit, Ausnahmezeit, Lernort, Monatsabschluss, Status
from .monat import Monat
from .rules import Anspruch, Massnahmekalender, Zeit, grund_ohne_soll, woche

KUERZEL = {"a": Status.ANWESEND, "k": Status.KRANK, "e": Status.ENTSCHULDIGT, "u": Status.UNENTSCHULDIGT}
ZEICHEN = {str(status): zeichen for zeichen, status in KUERZEL.items()}
IM_VORAUS = ("k", "e")  # what can be known of a day that has not come


@dataclass(frozen=True)
class Zelle:
    """One participant on one day. `zeichen`: a, k, e, u or empty; `grund`: why it is no target day; `anderswo`: the
    mark at the other place of learning in words; `moeglich`: the marks that may be entered, none where it is closed."""

    tag: date
    name: str
    zeichen: str
    grund: str
    anderswo: str
    moeglich: tuple[str, ...]

    @property
    def offen(self) -> bool:
        return bool(self.moeglich)

    @property
    def wort(self) -> str:
        """The mark in words, empty without one."""
        return str(Status(KUERZEL[self.zeichen]).label) if self.zeichen else ""


@dataclass(frozen=True)
class Zeile:
    """A participant's week."""

    teilnahme: Teilnahme
    zellen: tuple[Zelle, ...]


@dataclass(frozen=True)
class Tageskopf:
    """A column of the week. `grund`: why the measure does not take place on this day."""

    tag: date
    nummer: int
    grund: str


@dataclass
class Woche:
    """A group's week at one place of learning."""

    massnahme: Massnahme
    montag: date
    lernort: str
    koepfe: list[Tageskopf]
    zeilen: list[Zeile] = field(default_factory=list)
    geschlossen: list[Monat] = field(default_factory=list)  # months of the week in which changes need a reason

    @property
    def sonntag(self) -> date:
        return self.montag + timedelta(days=6)

    def zellen(self) -> dict[tuple[int, date], Zelle]:
        """All cells by Teilnahme and day."""
        return {(zeile.teilnahme.pk, zelle.tag): zelle for zeile in self.zeilen for zelle in zeile.zellen}

    def marken(self) -> dict[tuple[int, date], str]:
        """The mark of every cell, empty without one."""
        return {stelle: zelle.zeichen for stelle, zelle in self.zellen().items()}

    @property
    def fehlend(self) -> int:
        """Target days of the past and of today without a mark."""
        return sum(1 for z in self.zellen().values() if "a" in z.moeglich and not z.zeichen and not z.anderswo)


def monat_der_adresse(name: str) -> Monat:
    """The month that an address names like 2026-03; 404 for anything else."""
    try:
        return Monat.aus(name)
    except ValueError as fehler:
        raise Http404 from fehler


def massnahme_laden(nutzer: Any, pk: int) -> Massnahme:
    """The measure, or 404."""
    massnahmen = massnahmen_fuer(nutzer).select_related("traeger", "regionalbuero")
    massnahme: Massnahme = get_object_or_404(massnahmen, pk=pk)
    return massnahme


def teilnahmen_in(massnahmen: Iterable[int], von: date, bis: date, nutzer: Any, aktion: str) -> QuerySet[Teilnahme]:
    """Teilnahmen of these measures with a day in the time, by name; who left before it is not among them.

    Where days of attendance count, the planned end does not end it: it moves with the absences (JPS-34)."""
    nach_plan = Q(austritt__isnull=True) & (
        Q(geplantes_ende__isnull=True)
        | Q(geplantes_ende__gte=von)
        | Q(massnahme__zaehlweise=Zaehlweise.ANWESENHEITSTAGE)
    )
    eigene: QuerySet[Teilnahme] = Teilnahme.objects.fuer(nutzer, aktion)
    return (
        eigene.filter(nach_plan | Q(austritt__gte=von), massnahme__in=list(massnahmen), eintritt__lte=bis)
        .select_related("person")
        .order_by("person__sortierung", "pk")
    )


def massnahmekalender(massnahme: Massnahme, von: date, bis: date) -> Massnahmekalender:
    """When the measure takes place; holidays of the Land of its place, else of its provider (two statements)."""
    land = massnahme.ort_land or (massnahme.traeger.bundesland if massnahme.traeger else "")
    return Massnahmekalender(
        muster=tuple((m.gueltig_ab, frozenset(m.tage)) for m in massnahme.wochenmuster.all()),
        schliesszeiten=tuple(
            Zeit(s.von, s.bis, wort=s.bezeichnung) for s in massnahme.schliesszeiten.filter(von__lte=bis, bis__gte=von)
        ),
        feiertage=feiertage(land, range(von.year, bis.year + 1)) if land else {},
    )


def ansprueche(massnahme: Massnahme, teilnahmen: Sequence[Teilnahme]) -> dict[int, Anspruch]:
    """The time of each Teilnahme with its own days off (one statement)."""
    zeiten: dict[int, list[Zeit]] = {}
    for ausnahme in Ausnahmezeit.objects.filter(teilnahme__in=[t.pk for t in teilnahmen]):
        wort = str(ausnahme.get_art_display())
        zeit = Zeit(ausnahme.von, ausnahme.bis, frozenset(ausnahme.wochentage), wort)
        zeiten.setdefault(ausnahme.teilnahme_id, []).append(zeit)
    nach_tagen = massnahme.zaehlweise == Zaehlweise.ANWESENHEITSTAGE
    return {
        t.pk: Anspruch(
            t.eintritt, t.austritt or (None if nach_tagen else t.geplantes_ende), tuple(zeiten.get(t.pk, ()))
        )
        for t in teilnahmen
    }


def woche_laden(nutzer: Any, massnahme: Massnahme, montag: date, lernort: str, stichtag: date, aktion: str) -> Woche:
    """The week as the user may see it: Teilnahmen, days off, pattern, closing days, marks and closed months in six
    statements."""
    tage = woche(montag)
    teilnahmen = list(teilnahmen_in([massnahme.pk], tage[0], tage[-1], nutzer, aktion))
    anspruch = ansprueche(massnahme, teilnahmen)
    kalender = massnahmekalender(massnahme, tage[0], tage[-1])
    marken = _marken(teilnahmen, tage)
    koepfe = [Tageskopf(tag, nr, kalender.grund(tag)) for nr, tag in enumerate(tage)]
    belegt = {tag for _, tag, _ in marken}
    koepfe = [k for k in koepfe if k.nummer < 5 or not k.grund or k.tag in belegt]
    ergebnis = Woche(massnahme, montag, lernort, koepfe, geschlossen=_geschlossene(massnahme, tage))
    darf = nutzer.darf(Aktion.ANWESENHEIT_ERFASSEN)
    for t in teilnahmen:
        zellen = (_zelle(t, k.tag, marken, kalender, anspruch[t.pk], lernort, stichtag, darf) for k in koepfe)
        ergebnis.zeilen.append(Zeile(t, tuple(zellen)))
    return ergebnis


def _geschlossene(massnahme: Massnahme, tage: Sequence[date]) -> list[Monat]:
    erste = {Monat.von(tag).erster for tag in tage}
    monate = Monatsabschluss.objects.filter(massnahme=massnahme, monat__in=erste).order_by("monat")
    return [Monat(erster) for erster in monate.values_list("monat", flat=True)]


Marken = Mapping[tuple[int, date, str], str]


def _marken(teilnahmen: Sequence[Teilnahme], tage: Sequence[date]) -> Marken:
    gesucht = Anwesenheit.objects.filter(teilnahme__in=[t.pk for t in teilnahmen], datum__range=(tage[0], tage[-1]))
    return {
        (t, tag, ort): status for t, tag, ort, status in gesucht.values_list("teilnahme", "datum", "lernort", "status")
    }


def _zelle(
    t: Teilnahme,
    tag: date,
    marken: Marken,
    kalender: Massnahmekalender,
    anspruch: Anspruch,
    lernort: str,
    stichtag: date,
    darf: bool,
) -> Zelle:
    """A mark stays changeable on a day that has become none: somebody has to be able to take it back."""
    zeichen = ZEICHEN.get(marken.get((t.pk, tag, lernort), ""), "")
    anderer = next(ort for ort in Lernort.values if ort != lernort)
    dort = marken.get((t.pk, tag, anderer), "")
    grund = grund_ohne_soll(kalender, anspruch, tag)
    moeglich: tuple[str, ...] = ()
    if darf and (zeichen or not (grund or dort)):
        moeglich = tuple(KUERZEL) if tag <= stichtag else IM_VORAUS
    anderswo = f"{Lernort(anderer).label}: {Status(dort).label}" if dort else ""
    name = f"{t.person.nachname}, {t.person.vorname}"
    return Zelle(tag, name, zeichen, grund, anderswo, moeglich)


@dataclass(frozen=True)
class Gruppe:
    """A measure with its participants today and how many of them have a mark of today."""

    pk: int
    massnahme: str
    teilnehmende: int
    eingetragen: int


def gruppen_laden(nutzer: Any, stichtag: date) -> list[Gruppe]:
    """The measures in which somebody the user may see takes part on `stichtag` (one statement)."""
    heutige = Anwesenheit.objects.filter(teilnahme=OuterRef("pk"), datum=stichtag)
    laufende = Teilnahme.objects.fuer(nutzer, Aktion.ANWESENHEIT_LESEN).filter(
        Q(austritt__isnull=True) | Q(austritt__gte=stichtag), eintritt__lte=stichtag
    )
    zeilen = (
        laufende.annotate(da=Exists(heutige))
        .values("massnahme", "massnahme__massnahmenummer", "massnahme__titel")
        .annotate(anzahl=Count("pk"), eingetragen=Count("pk", filter=Q(da=True)))
        .order_by("massnahme__titel", "massnahme__massnahmenummer")
    )
    return [
        Gruppe(
            z["massnahme"],
            f"{z['massnahme__massnahmenummer']} {z['massnahme__titel']}".strip(),
            z["anzahl"],
            z["eingetragen"],
        )
        for z in zeilen
    ]
