"""Frau Eigen's Teilnahme: provider TR-A, Regionalbüro RB-A, Jobcenter JC-A."""

from typing import Any

import pytest

from tests.welt import Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.frage.models import Frage
from wegplan.domains.frage.services import fragen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme."""
    with als_dienst():
        return Teilnahme.objects.select_related("massnahme").get(person=welt.eigen, austritt=None)


@pytest.fixture
def gefragt(welt: Welt, fall: Teilnahme, als_nutzer: Any) -> Any:
    """`gefragt("ifk", "TR-A")`: a question of that account to that office."""

    def stellen(von: str, an: str) -> Frage:
        with als_nutzer(welt[von]):
            kennzeichen, stelle = neues_kennzeichen(), welt.stellen[an].pk
            return fragen(welt[von], fall.person_id, fall.pk, kennzeichen, stelle, "Ist der Vertrag da?")[0]

    return stellen
