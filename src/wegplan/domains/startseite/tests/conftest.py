"""The cast of tests/welt.py, clients by role, traces and statements, as for the file of a person."""

from datetime import timedelta
from typing import Any

import pytest

from tests.statistik import statistik
from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme


@pytest.fixture
def bald_zu_ende(welt: Welt, als_dienst: Any) -> Person:  # noqa: F811
    """Frau Eigen's running measure ends in ten days; her Vermittlung does not count."""
    with als_dienst():
        welt.eigen.teilnahmen.filter(austritt=None).update(geplantes_ende=HEUTE + timedelta(days=10))
    return welt.eigen


@pytest.fixture
def ausgetreten(welt: Welt, als_dienst: Any) -> Teilnahme:  # noqa: F811
    """Frau Eigen left a measure of 101 days yesterday; her Vermittlung does not count."""
    with als_dienst():
        return Teilnahme.objects.create(
            teilnahme_id="T-AUS",
            person=welt.eigen,
            massnahme=welt.massnahmen["M-B"],
            eintritt=HEUTE - timedelta(days=101),
            austritt=HEUTE - timedelta(days=1),
            austrittsgrund="regulaer",
        )


def viele(welt: Welt, anzahl: int, rollen: tuple[str, ...] = ("pap", "mb", "ags")) -> None:  # noqa: F811
    """Persons of team A1 in measure M-A with an open gap, half of them about to end, half just left; set-based."""
    stelle, team = welt.stellen["JC-A"], welt.teams["A1"]
    personen = Person.objects.bulk_create(
        Person(nachname=f"Viel{anzahl}-{nr}", vorname="Kim", team=team, jobcenter=stelle) for nr in range(anzahl)
    )
    Teilnahme.objects.bulk_create(
        Teilnahme(
            teilnahme_id=f"V-{p.pk}",
            person=p,
            massnahme=welt.massnahmen["M-A"],
            eintritt=HEUTE - timedelta(days=200),
            geplantes_ende=HEUTE + timedelta(days=1 + nr % 20),
            austritt=HEUTE - timedelta(days=nr % 5) if nr % 2 else None,
            austrittsgrund="regulaer" if nr % 2 else "",
        )
        for nr, p in enumerate(personen)
    )
    for rolle in rollen:
        Zustaendigkeit.objects.bulk_create(
            Zustaendigkeit(person=p, grund="fachkraft", rolle=rolle, nutzer=welt[rolle], von=HEUTE) for p in personen
        )
    statistik("person_person", "person_zustaendigkeit", "teilnahme_teilnahme")
