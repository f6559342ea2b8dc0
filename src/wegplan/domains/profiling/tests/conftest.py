"""The cast of the area uebergang: Herr Fremd assigned to Regionalbüro A, measure A belongs to provider A."""

from typing import Any

import pytest

from tests.welt import HEUTE
from wegplan.domains.profiling.models import Gutachten, Schutzteil
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.domains.uebergang.tests.conftest import (
    als,
    anweisungen,
    ifk_b,
    profiling_fertig,
    spuren,
    text,
    uebergeben,
    welt,
    welt_ohne_programm,
    zugewiesen,
)

__all__ = ["als", "anweisungen", "ifk_b", "spuren", "text", "uebergeben", "welt", "welt_ohne_programm", "zugewiesen"]
TEXTE = {
    "verfahren": "Zwei Gespräche, eine Arbeitsprobe",
    "fachlich": "Sicher im Umgang mit Holz",
    "wunsch": "Ich möchte wieder bauen",
    "begruendung": "Passt zur Stufe",
    "fernziel": "Arbeit in einer Tischlerei",
    "nahziele": "Praktikum finden",
}


def gutachten_anlegen(zuweisung: Zuweisung, nutzer: Any, *, fertig: bool, **weitere: Any) -> Gutachten:
    """A Kurzgutachten with a protected part; to be called as wegplan_dienst."""
    werte = {"art": "kurzgutachten", "nummer": 1, "begonnen_am": zuweisung.zugewiesen_am, "texte": TEXTE} | weitere
    neu = Gutachten.objects.create(
        person_id=zuweisung.person_id, zuweisung=zuweisung, angelegt_von=nutzer, quellen={}, **werte
    )
    Zuweisung.objects.filter(pk=zuweisung.pk).update(profiling_begonnen_am=zuweisung.zugewiesen_am)
    Schutzteil.objects.create(gutachten=neu, texte={"gesundheit": "Rücken schonen"})
    if fertig:
        schluss = {"stand": "abgeschlossen", "abgeschlossen_am": HEUTE, "pruefsumme": "x", "name_fachkraft": "RB"}
        ergebnis = {"ergebnis": "geeignet", "stufe": "IEB"} if neu.art == "kurzgutachten" else {}
        Gutachten.objects.filter(pk=neu.pk).update(**schluss, **ergebnis)
        if ergebnis:
            profiling_fertig(zuweisung, "geeignet")
    return neu


@pytest.fixture
def entwurf(welt: Any, zugewiesen: Zuweisung, als_dienst: Any) -> Gutachten:
    with als_dienst():
        return gutachten_anlegen(zugewiesen, welt["rb"], fertig=False)


@pytest.fixture
def fertig(welt: Any, zugewiesen: Zuweisung, als_dienst: Any) -> Gutachten:
    with als_dienst():
        return gutachten_anlegen(zugewiesen, welt["rb"], fertig=True)


@pytest.fixture
def uebergeben_an_a(welt: Any, als_dienst: Any) -> Any:
    """Hand an assignment over to provider A."""

    def tun(zuweisung: Zuweisung) -> None:
        with als_dienst():
            Zuweisung.objects.filter(pk=zuweisung.pk).update(
                uebergeben_am=HEUTE, massnahme=welt.massnahmen["M-A"], traeger=welt.stellen["TR-A"]
            )

    return tun


@pytest.fixture
def fremder_traeger(welt: Any, als_dienst: Any) -> Any:
    """An account of provider B, which knows Herr Fremd from a measure of its own."""
    from wegplan.domains.organisation.models import Nutzer

    with als_dienst():
        return Nutzer.objects.create(username="bdl-b", rolle="bdl", organisation=welt.stellen["TR-B"])
