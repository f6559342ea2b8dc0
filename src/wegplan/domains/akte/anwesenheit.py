"""Attendance in the file of a person: figures, days reached, sick notes, days off, and the marks week by week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from wegplan.domains.anwesenheit.live import fehlzeiten_von
from wegplan.domains.anwesenheit.models import Anwesenheit, Ausnahmezeit, Krankmeldung, Lernort, Status
from wegplan.domains.anwesenheit.queries import ansprueche, massnahmekalender
from wegplan.domains.anwesenheit.rules import WEITESTER, voraussichtliches_ende
from wegplan.domains.massnahme.models import Zaehlweise
from wegplan.domains.teilnahme.models import Teilnahme

WOCHEN = 12  # shown one by one; the figures hold everything
ORTE = {"gesamt": "gesamt", **{ort.value: str(ort.label) for ort in Lernort}}


@dataclass(frozen=True)
class Fortgang:
    """Days of attendance reached of those needed, and the day on which they will be (JPS-34)."""

    erreicht: int
    noetig: int
    ende: date | None


@dataclass
class Teilnahmebild:
    """What the tab shows of one Teilnahme. `fehlzeiten`: place in words, target days, missed, unexcused, percent."""

    teilnahme: Teilnahme
    fehlzeiten: list[tuple[Any, ...]] = field(default_factory=list)
    fortgang: Fortgang | None = None
    krankmeldungen: list[Krankmeldung] = field(default_factory=list)
    ausnahmen: list[Ausnahmezeit] = field(default_factory=list)
    wochen: list[tuple[date, list[list[str]]]] = field(default_factory=list)


def bilder(teilnahmen: Sequence[Teilnahme], stichtag: date) -> list[Teilnahmebild]:
    """One per Teilnahme in the given order: four statements, and three more for each that counts days of attendance."""
    nummern = [t.pk for t in teilnahmen]
    ergebnis = {t.pk: Teilnahmebild(t) for t in teilnahmen}
    for t, ort, *zahlen in fehlzeiten_von(nummern, date.min, stichtag):
        ergebnis[t].fehlzeiten.append((ORTE[ort], *zahlen))
    for meldung in Krankmeldung.objects.filter(teilnahme__in=nummern).order_by("-von"):
        ergebnis[meldung.teilnahme_id].krankmeldungen.append(meldung)
    for ausnahme in Ausnahmezeit.objects.filter(teilnahme__in=nummern).order_by("-von"):
        ergebnis[ausnahme.teilnahme_id].ausnahmen.append(ausnahme)
    marken: dict[int, list[Anwesenheit]] = {}
    for marke in Anwesenheit.objects.filter(teilnahme__in=nummern).order_by("datum", "lernort"):
        marken.setdefault(marke.teilnahme_id, []).append(marke)
    for nummer, bild in ergebnis.items():
        bild.wochen = _wochen(marken.get(nummer, []))
        bild.fortgang = _fortgang(bild.teilnahme, marken.get(nummer, []), stichtag)
    return list(ergebnis.values())


def _wochen(marken: list[Anwesenheit]) -> list[tuple[date, list[list[str]]]]:
    """The last weeks with a mark, the latest first: Monday and per day the words of its marks."""
    wochen: dict[date, list[list[str]]] = {}
    for marke in marken:
        montag = marke.datum - timedelta(days=marke.datum.weekday())
        ort = " (Praktikum)" if marke.lernort == Lernort.PRAKTIKUM else ""
        wochen.setdefault(montag, [[] for _ in range(7)])[marke.datum.weekday()].append(
            f"{marke.get_status_display()}{ort}"
        )
    return sorted(wochen.items(), reverse=True)[:WOCHEN]


def _fortgang(t: Teilnahme, marken: list[Anwesenheit], stichtag: date) -> Fortgang | None:
    """Only where the measure counts days of attendance and says how many."""
    if t.massnahme.zaehlweise != Zaehlweise.ANWESENHEITSTAGE or not t.massnahme.anwesenheitstage:
        return None
    da = {m.datum for m in marken if m.status == Status.ANWESEND and m.datum <= stichtag}
    weg = {m.datum for m in marken if m.status != Status.ANWESEND} - da
    noetig = t.massnahme.anwesenheitstage
    if t.austritt is not None and len(da) < noetig:
        return Fortgang(len(da), noetig, None)
    kalender = massnahmekalender(t.massnahme, stichtag, stichtag + WEITESTER)
    ende = voraussichtliches_ende(kalender, ansprueche(t.massnahme, [t])[t.pk], noetig, da, weg, stichtag)
    return Fortgang(len(da), noetig, ende)
