"""The cast of tests/welt.py; measure A belongs to the programme. Herr Fremd is a case of the other office's advisor,
known neither to Regionalbüro A nor to provider A."""

from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text
from wegplan.domains.akte.tests.conftest import welt as welt_ohne_programm
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.uebergang.models import Zuweisung

__all__ = ["als", "anweisungen", "spuren", "text", "welt_ohne_programm"]


@pytest.fixture
def welt(welt_ohne_programm: Welt, als_dienst: Any) -> Welt:
    with als_dienst():
        massnahme = welt_ohne_programm.massnahmen["M-A"]
        massnahme.foerderart, massnahme.programmstufe = "ESF", "IEB"
        massnahme.save()
    return welt_ohne_programm


@pytest.fixture
def ifk_b(welt: Welt, als_dienst: Any) -> Nutzer:
    with als_dienst():
        return Nutzer.objects.get(username="ifk-b")


def zuweisung_anlegen(welt: Welt, person: Any, nummer: str = "Z1", **weitere: Any) -> Zuweisung:
    """An open assignment of today to Regionalbüro A, unless `weitere` says otherwise."""
    werte = {"zugewiesen_am": HEUTE, "regionalbuero": welt.stellen["RB-A"], "jobcenter": welt.stellen["JC-B"]}
    if weitere.get("uebergeben_am"):
        werte |= {"massnahme": welt.massnahmen["M-A"], "traeger": welt.stellen["TR-A"]}
    return Zuweisung.objects.create(zuweisung_id=nummer, person=person, **{**werte, **weitere})


def profiling_fertig(zuweisung: Zuweisung, ergebnis: str) -> None:
    """The Profiling of today has come to `ergebnis`."""
    tage = {"profiling_begonnen_am": HEUTE, "profiling_fertig_am": HEUTE}
    Zuweisung.objects.filter(pk=zuweisung.pk).update(**tage, profiling_ergebnis=ergebnis)


@pytest.fixture
def zugewiesen(welt: Welt, als_dienst: Any) -> Zuweisung:
    with als_dienst():
        return zuweisung_anlegen(welt, welt.fremd)


@pytest.fixture
def uebergeben(welt: Welt, als_dienst: Any) -> Zuweisung:
    with als_dienst():
        return zuweisung_anlegen(welt, welt.fremd, uebergeben_am=HEUTE)
