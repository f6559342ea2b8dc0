"""Assignments of the made-up region: with every Regionalbüro some in each station, and some that ended (JPS-01)."""

from datetime import date, timedelta
from itertools import cycle

from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.domains.uebergang.arten import Ergebnis, Profilingergebnis, Wartegrund
from wegplan.domains.uebergang.models import Zuweisung

from .gegend import REGIONALBUEROS

JE_BUERO = 25
STUFEN = ("IEB", "VDB", "QAB-D", "EZU")


def zuweisungen_anlegen(stichtag: date) -> None:
    """The same on every load. Persons and measures must be there; runs as wegplan_dienst."""
    stellen = {o.kennung: o for o in Organisation.objects.all()}
    besetzt = set(Teilnahme.objects.filter(laeuft(stichtag)).values_list("person", flat=True))
    neue: list[Zuweisung] = []
    for kennung, _, jobcenter in REGIONALBUEROS:
        buero, amt = stellen[kennung], stellen[jobcenter]
        frei = Person.objects.filter(jobcenter=amt).exclude(pk__in=besetzt)
        leute = list(frei.order_by("-kundennummer")[:JE_BUERO])  # the first ones are the main cases
        besetzt |= {p.pk for p in leute}
        eigene = Massnahme.objects.filter(regionalbuero=buero, foerderart="ESF", traeger__isnull=False)
        paare = zip(leute, cycle(eigene.order_by("massnahmenummer")), strict=False)  # the measures go round
        neue += [_zuweisung(n, p, m, buero, amt, stichtag) for n, (p, m) in enumerate(paare)]
    Zuweisung.objects.bulk_create(neue)


def _zuweisung(
    nummer: int, person: Person, massnahme: Massnahme, buero: Organisation, amt: Organisation, stichtag: date
) -> Zuweisung:
    """By its number: assigned, waiting, handed over, opened, ended, Profiling begun, finished, not suitable."""
    station = nummer % 8
    tag = stichtag - timedelta(days=3 + nummer * 2)
    danach = tag + timedelta(days=1)
    neu = Zuweisung(
        zuweisung_id=f"DEMO-Z-{person.kundennummer}",
        person=person,
        regionalbuero=buero,
        jobcenter=amt,
        stufe=massnahme.programmstufe if station > 1 else STUFEN[nummer % len(STUFEN)],
        zugewiesen_am=tag,
    )
    if station > 1 and (station > 4 or massnahme.programmstufe != Programmstufe.EZU):
        neu.profiling_begonnen_am = tag
        if station != 5:
            neu.profiling_fertig_am, neu.profiling_ergebnis = danach, Profilingergebnis.GEEIGNET
    if station == 1:
        neu.wartet_seit, neu.wartegrund = danach, Wartegrund.values[nummer % len(Wartegrund.values)]
    if 1 < station < 5:
        neu.uebergeben_am, neu.massnahme, neu.traeger = danach, massnahme, massnahme.traeger
    if station == 3:
        neu.auftakt_am = tag + timedelta(days=2)
    if station == 4:
        neu.beendet_am, neu.ergebnis = tag + timedelta(days=2), Ergebnis.NICHT_ERSCHIENEN
    if station == 7:
        neu.profiling_ergebnis = Profilingergebnis.NICHT_GEEIGNET
    return neu
