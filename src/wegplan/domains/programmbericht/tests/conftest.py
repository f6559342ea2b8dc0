"""A small programme in the database: the cast of tests/welt.py with participants of a measure of RB-A."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.person.models import Person
from wegplan.domains.programmbericht.models import Programmbericht
from wegplan.domains.programmbericht.services import bericht_erstellen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.models import Verbleib

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]
EINTRITT, AUSTRITT = HEUTE - timedelta(days=400), HEUTE - timedelta(days=30)


@pytest.fixture
def programm(welt: Welt, als_dienst: Any) -> list[Teilnahme]:
    """In IEB of RB-A eleven began, of whom five completed (four with work, one seeking) and two ended early."""
    with als_dienst():
        massnahme = Massnahme.objects.create(
            massnahmenummer="I-A",
            foerderart="ESF",
            programmstufe="IEB",
            traeger=welt.stellen["TR-A"],
            regionalbuero=welt.stellen["RB-A"],
            beginn=EINTRITT,
        )
        personen = Person.objects.bulk_create(
            Person(nachname=f"Name{nr}", vorname="Kim", geschlecht="wm"[nr % 2], geburtsdatum=date(1985, 1, 1))
            for nr in range(11)
        )
        teilnahmen = [Teilnahme(teilnahme_id=f"I{p.pk}", person=p, massnahme=massnahme) for p in personen]
        for nr, t in enumerate(teilnahmen):
            t.eintritt = EINTRITT
            if nr < 7:
                t.austritt, t.austrittsgrund = AUSTRITT, "regulaer" if nr < 5 else "abbruch"
        teilnahmen = Teilnahme.objects.bulk_create(teilnahmen)
        for nr, t in enumerate(teilnahmen[:7]):
            status = "sv_beschaeftigt" if nr < 4 else "arbeitsuchend"
            Verbleib.objects.create(teilnahme=t, person=t.person, zeitpunkt="austritt", status=status)
        return teilnahmen


@pytest.fixture
def erstellen(welt: Welt, als_dienst: Any) -> Callable[..., Programmbericht]:
    """Make the report of today as the worker does."""

    def neu(stichtag: date = HEUTE) -> Programmbericht:
        with als_dienst():
            return bericht_erstellen(welt["regiestelle"], stichtag)

    return neu


@pytest.fixture
def bericht(programm: list[Teilnahme], erstellen: Callable[..., Programmbericht]) -> Programmbericht:
    return erstellen()
