"""Frau Eigen of tests/welt.py in a measure of the programme in stage VDB, with a planned end."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.gespraech.tests.conftest import gespraech_anlegen
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.stufenwechsel.models import Intervention, Interventionsschritt, Standardverfahren
from wegplan.domains.teilnahme.models import Teilnahme

__all__ = ["als", "anweisungen", "gespraech_anlegen", "spuren", "text", "welt"]
TEXTE = {"bdl": "Am selben Tag anrufen", "rb": "Fallrunde einberufen", "aajc": "Leistungen klären"}


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme since 90 days, planned for 200."""
    with als_dienst():
        Massnahme.objects.update(
            foerderart="ESF",
            programmstufe="VDB",
            beginn=HEUTE - timedelta(days=100),
            ende=HEUTE + timedelta(days=300),
            zweckbindung=["stammdaten", "leistung"],
        )
        teilnahme = Teilnahme.objects.get(person=welt.eigen, austritt=None)
        teilnahme.geplantes_ende = teilnahme.eintritt + timedelta(days=200)
        teilnahme.save()
        return teilnahme


@pytest.fixture
def schritte(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Intervention:
    """Frau Eigen is at risk; each side owes a step since yesterday, and the provider a later one."""
    gestern = HEUTE - timedelta(days=1)
    with als_dienst():
        verfahren = Standardverfahren.objects.create(
            massnahme=fall.massnahme, fassung=1, schritte=[], stelle=welt["rb"].organisation
        )
        i = Intervention.objects.create(
            person=welt.eigen,
            teilnahme=fall,
            verfahren=verfahren,
            begonnen_am=gestern,
            begonnen_von=welt["bdl"],
            anlass="Drei Tage gefehlt",
        )
        for nummer, (wer, wort) in enumerate(TEXTE.items(), 1):
            Interventionsschritt.objects.create(intervention=i, nummer=nummer, text=wort, wer=wer, faellig=gestern)
        Interventionsschritt.objects.create(
            intervention=i, nummer=4, text="Nach einer Woche nachfragen", wer="bdl", faellig=HEUTE + timedelta(days=6)
        )
    return i
