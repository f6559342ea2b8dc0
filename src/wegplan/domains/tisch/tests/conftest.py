"""The cast of tests/welt.py; Frau Eigen's running measure has a planned end, so that her Jobcenter's procedure gives
dated steps."""

from datetime import timedelta
from typing import Any

import pytest

from tests.statistik import statistik
from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:  # noqa: F811
    """Frau Eigen, in FbW since 90 days, until in 40 days: overdue, present and later steps of her advisor."""
    with als_dienst():
        teilnahme = welt.eigen.teilnahmen.get(austritt=None)
        teilnahme.geplantes_ende = HEUTE + timedelta(days=40)
        teilnahme.save()
        assert Schritt.objects.filter(teilnahme=teilnahme, stand="offen").count() > 5
    return teilnahme


@pytest.fixture
def offen(fall: Teilnahme, als_dienst: Any) -> Any:
    """`offen("CB-K3")`: an open step of the case by its key, read as the service."""

    def lesen(schluessel: str = "") -> Schritt:
        with als_dienst():
            schritte = Schritt.objects.filter(teilnahme=fall, stand="offen").order_by("faellig_bis", "pk")
            return (schritte.filter(schluessel=schluessel) if schluessel else schritte)[0]

    return lesen


def viele(welt: Welt, anzahl: int, fachkraft: Any, massnahme: str = "M-A") -> list[Person]:  # noqa: F811
    """Persons of team A1 with one running Teilnahme each and `fachkraft` responsible (None: nobody); set-based."""
    personen = Person.objects.bulk_create(
        Person(nachname=f"Viel{nr:04}", vorname="Kim", team=welt.teams["A1"], jobcenter=welt.stellen["JC-A"])
        for nr in range(anzahl)
    )
    if fachkraft:
        Zustaendigkeit.objects.bulk_create(
            Zustaendigkeit(person=p, grund="fachkraft", rolle=fachkraft.rolle, nutzer=fachkraft, von=HEUTE)
            for p in personen
        )
    Teilnahme.objects.bulk_create(
        Teilnahme(
            teilnahme_id=f"V-{p.pk}",
            person=p,
            massnahme=welt.massnahmen[massnahme],
            eintritt=HEUTE - timedelta(days=80),
            geplantes_ende=HEUTE + timedelta(days=1 + nr % 60),
        )
        for nr, p in enumerate(personen)
    )
    statistik("person_person", "person_zustaendigkeit", "teilnahme_teilnahme", "verfahren_schritt")
    return personen
