"""Frau Eigen of tests/welt.py in a measure of the programme in stage VDB, with a planned end."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.gespraech.tests.conftest import gespraech_anlegen
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.teilnahme.models import Teilnahme

__all__ = ["als", "anweisungen", "gespraech_anlegen", "spuren", "text", "welt"]


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
