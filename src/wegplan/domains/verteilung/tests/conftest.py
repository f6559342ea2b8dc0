"""The cast of tests/welt.py with rules of the first Jobcenter."""

from typing import Any

import pytest

from tests.statistik import statistik
from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verteilung.models import Verteilregel


@pytest.fixture
def kollegin(welt: Welt, als_dienst: Any) -> Nutzer:  # noqa: F811
    """A colleague of the same office without any case."""
    with als_dienst():
        return Nutzer.objects.create(
            username="kranz", last_name="Kranz", rolle="ifk", organisation=welt.stellen["JC-A"]
        )


@pytest.fixture
def regel(welt: Welt, als_dienst: Any) -> Any:  # noqa: F811
    """`regel("ifk", buchstabe_von="a", …)`: a rule of the first Jobcenter in force."""

    def anlegen(wer: Any, **werte: Any) -> Verteilregel:
        fachkraft = welt[wer] if isinstance(wer, str) else wer
        vorgabe = {"organisation": welt.stellen["JC-A"], "reihenfolge": 10, "von": HEUTE, "fachkraft": fachkraft}
        with als_dienst():
            return Verteilregel.objects.create(**(vorgabe | werte))

    return anlegen


@pytest.fixture
def neuer_fall(welt: Welt, als_dienst: Any) -> Any:  # noqa: F811
    """`neuer_fall("Adler")`: a person of team A1 without anybody."""

    def anlegen(nachname: str, **werte: Any) -> Person:
        vorgabe = {"vorname": "Kim", "team": welt.teams["A1"], "jobcenter": welt.stellen["JC-A"]}
        with als_dienst():
            return Person.objects.create(nachname=nachname, **(vorgabe | werte))

    return anlegen


def viele(welt: Welt, anzahl: int, fachkraft: Any = None) -> list[Person]:  # noqa: F811
    """Persons of team A1 with one running Teilnahme each, set-based; `fachkraft` responsible, None: nobody."""
    personen = Person.objects.bulk_create(
        Person(nachname=f"Viel{nr:04}", vorname="Kim", team=welt.teams["A1"], jobcenter=welt.stellen["JC-A"])
        for nr in range(anzahl)
    )
    if fachkraft:
        Zustaendigkeit.objects.bulk_create(
            Zustaendigkeit(person=p, grund="fachkraft", rolle=fachkraft.rolle, nutzer=fachkraft, von=VOR_JAHREN)
            for p in personen
        )
    Teilnahme.objects.bulk_create(
        Teilnahme(
            teilnahme_id=f"V-{p.pk}",
            person=p,
            massnahme=welt.massnahmen["M-A"],
            eintritt=VOR_JAHREN,
            geplantes_ende=HEUTE.replace(year=HEUTE.year + 1, day=1),
        )
        for p in personen
    )
    statistik("person_person", "person_zustaendigkeit", "teilnahme_teilnahme", "verfahren_schritt")
    return personen


VOR_JAHREN = HEUTE.replace(year=HEUTE.year - 1, day=1)
