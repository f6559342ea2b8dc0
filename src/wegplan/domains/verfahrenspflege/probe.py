"""A procedure tried on a past month: what would have been due, and who would have had how much (VF-10).

The derivation itself runs over the office's own cases, with the draft's rules in place of those in force; nothing is
written. It sees what the user may see (row security): the cases as they stand today, the advisors of the due day."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.tisch.platz_sql import besitzer
from wegplan.domains.verfahren.ableitung import ableitung
from wegplan.domains.verfahren.live import QUELLE, mengenweise
from wegplan.domains.verfahren.regeltabelle import als_sql, regeltabelle
from wegplan.domains.verfahren.rules import Verfahren

NIEMAND = "ohne Fachkraft"
# A step lies at most so far from the days of its Teilnahme: 48 months before, 8 months after.
_WELCHE = """o.id = %(stelle)s and t.eintritt <= (%(bis)s::date + interval '48 months')::date
   and coalesce(t.austritt, t.geplantes_ende, 'infinity') >= (%(von)s::date - interval '8 months')::date"""
# Each step belongs to the procedure only where the case would have followed it: all cases, as if it had always held.
_AUSWAHL = """
 from ergebnis e
where e.faellig_bis between %(von)s and %(bis)s and e.zustand <> 'entfallen'"""


@dataclass(frozen=True)
class Monat:
    """A calendar month."""

    von: date
    bis: date

    @property
    def wert(self) -> str:
        return f"{self.von:%Y-%m}"


def monat(jahr: int, nummer: int) -> Monat:
    return Monat(date(jahr, nummer, 1), date(jahr, nummer, monthrange(jahr, nummer)[1]))


def letzte_monate(stichtag: date, anzahl: int = 12) -> list[Monat]:
    """The past months, the latest first."""
    nummern = (stichtag.year * 12 + stichtag.month - 1 - n for n in range(1, anzahl + 1))
    return [monat(nr // 12, nr % 12 + 1) for nr in nummern]


@dataclass(frozen=True)
class Posten:
    """So many steps of one kind for one colleague. `belegt`: proven by the records of today."""

    besitzer: int | None
    schluessel: str
    anzahl: int
    belegt: int


def _kopf(v: Verfahren) -> str:
    quelle = QUELLE.format(verfahren="%(kennung)s::text", gewechselt="false", welche=_WELCHE)
    regeln = als_sql(regeltabelle([v])).replace("%", "%%")
    return ableitung(quelle, regeln, "%(stichtag)s::date")


def _werte(v: Verfahren, stelle: int, m: Monat, stichtag: date) -> dict[str, Any]:
    return {"kennung": v.kennung, "stelle": stelle, "von": m.von, "bis": m.bis, "stichtag": stichtag}


def posten(v: Verfahren, stelle: int, m: Monat, stichtag: date) -> list[Posten]:
    """What would have been due in the month by `v`; one statement."""
    wer = besitzer("e.person", "e.zustaendig", "e.faellig_bis")
    sql = (
        f"{_kopf(v)} select ({wer}), e.schritt, count(*), count(*) filter (where e.beleg is not null)"
        f"{_AUSWAHL} group by 1, 2"
    )
    with mengenweise() as c:
        c.execute(sql, _werte(v, stelle, m, stichtag))
        return [Posten(*zeile) for zeile in c.fetchall()]


def faelle(v: Verfahren, stelle: int, m: Monat, stichtag: date, schluessel: str) -> list[dict[str, Any]]:
    """The cases behind a figure: Teilnahme, person, days, state of one step, in the order of the due days."""
    sql = (
        f"{_kopf(v)} select e.person, e.teilnahme, e.faellig_von, e.faellig_bis, e.zustand{_AUSWAHL}"
        " and e.schritt = %(schritt)s order by e.faellig_bis, e.person, e.teilnahme"
    )
    with mengenweise() as c:
        c.execute(sql, _werte(v, stelle, m, stichtag) | {"schritt": schluessel})
        namen = ("person", "teilnahme", "faellig_von", "faellig_bis", "zustand")
        return [dict(zip(namen, zeile, strict=True)) for zeile in c.fetchall()]


@dataclass(frozen=True)
class Zeile:
    """A row of a comparison: by the procedure in force, by the one tried, and the difference."""

    kennung: str
    name: str
    bisher: int
    neu: int

    @property
    def mehr(self) -> int:
        return self.neu - self.bisher


def je_kopf(bisher: Iterable[Posten], neu: Iterable[Posten]) -> list[Zeile]:
    """Who would have had how much, the largest change first; one statement for the names."""
    alt, anders = _summe(bisher, "besitzer"), _summe(neu, "besitzer")
    namen = {n.pk: str(n) for n in Nutzer.objects.filter(pk__in=[pk for pk in {*alt, *anders} if pk])}
    zeilen = [Zeile(str(pk or ""), namen.get(pk, NIEMAND), alt[pk], anders[pk]) for pk in {*alt, *anders}]
    return sorted(zeilen, key=lambda z: (-abs(z.mehr), z.name))


def je_schritt(bisher: Iterable[Posten], neu: Iterable[Posten], titel: dict[str, str]) -> list[Zeile]:
    """What would have been due, in the order of `titel` (key → title)."""
    alt, anders = _summe(bisher, "schluessel"), _summe(neu, "schluessel")
    return [Zeile(k, titel[k], alt[k], anders[k]) for k in titel if alt[k] or anders[k]]


def _summe(alle: Iterable[Posten], nach: str) -> Counter[Any]:
    summe: Counter[Any] = Counter()
    for p in alle:
        summe[getattr(p, nach)] += p.anzahl
    return summe
