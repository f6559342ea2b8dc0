"""The cast of tests/welt.py with a group in its measure M-A, in a week of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.anwesenheit.views import wochenname
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

MONTAG = HEUTE - timedelta(days=HEUTE.weekday() + 7)  # the week before: every day of it is over


@dataclass
class Gruppe:
    """A measure of TR-A and RB-A with participants of JC-A."""

    welt: Welt
    massnahme: Massnahme
    teilnahmen: list[Teilnahme] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/anwesenheit/{self.massnahme.pk}/{wochenname(MONTAG)}/"

    def feld(self, nr: int, tag: int) -> str:
        return f"m{self.teilnahmen[nr].pk}-{tag}"

    def marken(self) -> dict[tuple[int, int, str], str]:
        """(number in the group, day of the week, place) → state."""
        stellen = {t.pk: nr for nr, t in enumerate(self.teilnahmen)}
        gesucht = Anwesenheit.objects.filter(teilnahme__in=stellen)
        return {(stellen[m.teilnahme_id], (m.datum - MONTAG).days, m.lernort): m.status for m in gesucht}


def gruppe_bauen(welt: Welt, anzahl: int, eintritt: date = MONTAG - timedelta(days=30)) -> Gruppe:  # noqa: F811
    """As wegplan_dienst. No Land, so no holiday gets in the way."""
    massnahme = Massnahme.objects.create(
        massnahmenummer=f"G-{anzahl}",
        titel="Gruppe",
        foerderart="ESF",
        programmstufe="IEB",
        traeger=welt.stellen["TR-A"],
        regionalbuero=welt.stellen["RB-A"],
        beginn=HEUTE - timedelta(days=400),
        zweckbindung=["stammdaten", "leistung"],
    )
    personen = Person.objects.bulk_create(
        Person(nachname=f"Name{nr:03}", vorname="Kim", jobcenter=welt.stellen["JC-A"], team=welt.teams["A1"])
        for nr in range(anzahl)
    )
    teilnahmen = Teilnahme.objects.bulk_create(
        Teilnahme(teilnahme_id=f"G{anzahl}-{p.pk}", person=p, massnahme=massnahme, eintritt=eintritt) for p in personen
    )
    return Gruppe(welt, massnahme, teilnahmen)


@pytest.fixture
def gruppe(welt: Welt, als_dienst: Any) -> Gruppe:  # noqa: F811
    """Three participants since a month."""
    with als_dienst():
        return gruppe_bauen(welt, 3)


@pytest.fixture
def speichern(als: Any) -> Any:  # noqa: F811
    """`speichern(gruppe, {(0, 1): "k"})`: open the week as the provider and send these marks, numbered by participant
    and day; `rolle`, `url` and further fields may be given."""

    def senden(
        gruppe: Gruppe, marken: dict[tuple[int, int], str], rolle: Any = "bdl", url: str = "", **mehr: str
    ) -> Any:
        client = als(rolle)
        seite = client.get(url or gruppe.url)
        daten = {"stand": seite.context["stand"], **{gruppe.feld(*stelle): z for stelle, z in marken.items()}, **mehr}
        return client.post(url or gruppe.url, daten)

    return senden
