"""Counting for the screens: the one expression of the target indicators over all cases, kept as numbers (AW-01, PX-05).

Runs as wegplan_dienst: a provider loses the persons after their exit and the Regiestelle never sees any, but the
figures count every case."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.zielindikatoren.rules import Indikator, Regelwerk, regelwerk_laden

from .models import Messung, Messwert

GRUPPEN = ("stufe", "massnahme")


@transaction.atomic
def messen(stichtag: date) -> Messung:
    """Count every project at `stichtag` with the data as it is now."""
    from wegplan.domains.zielindikatoren.ausdruck import zaehlungen  # Ibis costs a second: only the worker pays
    from wegplan.domains.zielindikatoren.live import Datenbank

    regel = regelwerk_laden()
    nummern = dict(Massnahme.objects.values_list("massnahmenummer", "pk"))
    messung = Messung.objects.create(stichtag=stichtag)
    zeilen = list(Datenbank().zaehlen(zaehlungen(regel, stichtag, GRUPPEN)))
    Messwert.objects.bulk_create(
        (
            Messwert(messung=messung, massnahme_id=nummern[zeile["massnahme"]], indikator=i.name, **teile)
            for zeile in zeilen
            for i, teile in _werte(regel, stichtag, zeile)
        ),
        batch_size=2000,
    )
    return messung


def _werte(regel: Regelwerk, stichtag: date, zeile: dict[str, Any]) -> Iterator[tuple[Indikator, dict[str, Any]]]:
    for i in regel.indikatoren(stichtag):
        if i.stufe == zeile["stufe"]:
            gruende = regel.vorzeitige_enden.am(stichtag) if i.zaehlt_enden else ()
            yield (
                i,
                {
                    "zaehler": zeile[f"{i.name}.zaehler"],
                    "nenner": None if i.ist_anzahl else zeile[f"{i.name}.nenner"],
                    "erhoben": None if i.ist_anzahl else zeile[f"{i.name}.erhoben"],
                    "gruende": {grund: zeile[f"{i.name}.{grund}"] for grund in gruende},
                },
            )


def fortschreiben(heute: date) -> None:
    """The nightly run: today, and the end of the last month where nobody counted it. Counts of days that are no end of
    a month go when a newer one is there: nobody reports them."""
    letzter = heute.replace(day=1) - timedelta(days=1)
    if not Messung.objects.filter(stichtag=letzter).exists():
        messen(letzter)
    messen(heute)
    alte = Messung.objects.filter(stichtag__lt=heute).only("stichtag")
    Messung.objects.filter(pk__in=[m.pk for m in alte if not ist_monatsende(m.stichtag)]).delete()


def monatsenden(bis: date, anzahl: int) -> list[date]:
    """The last `anzahl` month ends before `bis`, the earliest first."""
    enden: list[date] = []
    tag = bis
    for _ in range(anzahl):
        tag = tag.replace(day=1) - timedelta(days=1)
        enden.append(tag)
    return enden[::-1]


def ist_monatsende(tag: date) -> bool:
    return tag.day == monthrange(tag.year, tag.month)[1]
