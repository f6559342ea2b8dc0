"""Attendance in the measures of the programme, all of last month and up to yesterday; some are often away."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from wegplan.kit.calendar.arbeitstage import feiertage

from .zeilen import AnwesenheitZeile, MassnahmeZeile, OrganisationZeile, TeilnahmeZeile
from .zufall import Zufall, monatsanfang

OFT_WEG = 0.15  # share of participants who are away every fourth day
IM_PRAKTIKUM = 0.2
FEHLEN = (("krank", 5.0), ("entschuldigt", 3.0), ("unentschuldigt", 2.0))


def anwesenheiten(
    teilnahmen: Iterable[TeilnahmeZeile],
    massnahmen: Iterable[MassnahmeZeile],
    organisationen: Iterable[OrganisationZeile],
    stichtag: date,
    zufall: Zufall,
) -> list[AnwesenheitZeile]:
    """Marks of every Teilnahme of the programme that runs in this time."""
    laender = {o.kennung: o.bundesland for o in organisationen}
    esf = {m.massnahmenummer: m.ort_land or laender[m.traeger] for m in massnahmen if m.foerderart == "ESF"}
    ab = monatsanfang(monatsanfang(stichtag) - timedelta(days=1))
    frei = {land: feiertage(land, range(ab.year, stichtag.year + 1)) if land else {} for land in set(esf.values())}
    return [
        marke
        for t in teilnahmen
        if t.massnahmenummer in esf and (t.austritt or stichtag) >= ab and t.eintritt < stichtag
        for marke in _marken(t, max(ab, t.eintritt), stichtag, frei[esf[t.massnahmenummer]], zufall)
    ]


def _marken(
    t: TeilnahmeZeile, von: date, stichtag: date, frei: dict[date, str], zufall: Zufall
) -> Iterator[AnwesenheitZeile]:
    """One mark a working day, an absence often longer than a day."""
    letzter = min(stichtag - timedelta(days=1), t.austritt or t.geplantes_ende or stichtag)
    weg = 0.25 if zufall.ja(OFT_WEG) else 0.05
    lernort = "praktikum" if zufall.ja(IM_PRAKTIKUM) else "traeger"
    status, tag = "anwesend", von
    while tag <= letzter:
        if tag.weekday() < 5 and tag not in frei:
            if status == "anwesend" or zufall.ja(0.4):
                status = zufall.eins_von(FEHLEN) if zufall.ja(weg) else "anwesend"
            yield AnwesenheitZeile(t.teilnahme_id, tag, lernort, status)
        tag += timedelta(days=1)
