"""Days that follow from the rule file: by when a list is worked off, until when an exit can still be mended."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from wegplan.domains.absolventenmanagement.rules import Regelwerk

WORTE = {
    "frist_anforderung": "Liste anfordern",
    "frist_uebergabe": "Liste an die Teamleitungen geben",
    "frist_abarbeitung": "Liste abarbeiten",
}


@dataclass(frozen=True)
class Frist:
    """A day by which an office has something to do; `monatstag` as the rule file has it."""

    wort: str
    monatstag: int
    tag: date
    fundstelle: str
    lesart: str


def fristen(regel: Regelwerk, stichtag: date) -> list[Frist]:
    """The office's deadlines for its lists, each with its next day on or after `stichtag` (AM-20, AM-22)."""
    gefunden = []
    for name, wort in WORTE.items():
        wert = getattr(regel, name)
        if wert is not None:
            eintrag = wert.eintrag(stichtag)
            tag = naechster(eintrag.wert, stichtag)
            gefunden.append(Frist(wort, eintrag.wert, tag, eintrag.fundstelle, eintrag.lesart))
    return gefunden


def naechster(monatstag: int, stichtag: date) -> date:
    """The next day with this number in its month, on or after `stichtag`; short months end earlier."""
    jahr, monat = stichtag.year, stichtag.month
    tag = _im_monat(jahr, monat, monatstag)
    if tag >= stichtag:
        return tag
    return _im_monat(jahr + monat // 12, monat % 12 + 1, monatstag)


def _im_monat(jahr: int, monat: int, tag: int) -> date:
    return date(jahr, monat, min(tag, calendar.monthrange(jahr, monat)[1]))


def nachholbar_bis(regel: Regelwerk, austritt: date) -> date | None:
    """The last day on which a new record still counts im weiteren Sinne (AM-03); None where the rule set has none."""
    tage = regel.nachlauf.am(austritt)
    return None if tage is None else austritt + timedelta(days=tage)


def monatserster(tag: date, monate: int = 0) -> date:
    """The first day of the month of `tag`, `monate` later (or earlier)."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    return date(jahr, monat + 1, 1)


def monatsletzter(tag: date) -> date:
    return date(tag.year, tag.month, calendar.monthrange(tag.year, tag.month)[1])


MONATSNAMEN = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def monatsname(tag: date) -> str:
    """März 2026."""
    return f"{MONATSNAMEN[tag.month - 1]} {tag.year}"


def monate(von: date, bis: date) -> list[date]:
    """The first days of all months from `von` to `bis`."""
    anzahl = (bis.year - von.year) * 12 + bis.month - von.month
    return [monatserster(von, nummer) for nummer in range(anzahl + 1)]
