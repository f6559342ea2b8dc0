"""The cast of tests/welt.py, and an office by Goslar with a measure that it looks after."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
from wegplan.domains.betreuung.models import Massnahmebetreuung, Massnahmenschritt
from wegplan.domains.massnahme.models import Massnahme


@dataclass
class Kurs:
    """A group measure of four months, begun 50 days ago, that the first Jobcenter looks after from its begin on."""

    massnahme: Massnahme
    betreuung: Massnahmebetreuung

    def schritt(self, schluessel: str, lauf: int = 0) -> Massnahmenschritt:
        """The stored duty."""
        return Massnahmenschritt.objects.get(betreuung=self.betreuung, schluessel=schluessel, lauf=lauf)


@pytest.fixture
def kurs(welt: Welt, als_dienst: Any) -> Kurs:  # noqa: F811
    """As wegplan_dienst; the first Jobcenter works by Goslar here, the MB of the cast is named."""
    with als_dienst():
        stelle = welt.stellen["JC-A"]
        stelle.regelwerk, stelle.bundesland = "goslar", "DE-NI"
        stelle.save()
        beginn = HEUTE - timedelta(days=50)
        massnahme = gruppe(welt, "M-G", beginn=beginn, ende=beginn + timedelta(days=130))
        betreuung = Massnahmebetreuung.objects.create(
            massnahme=massnahme, organisation=stelle, nutzer=welt["mb"], von=beginn
        )
    return Kurs(massnahme, betreuung)


def gruppe(welt: Welt, nummer: str, **werte: Any) -> Massnahme:  # noqa: F811
    """A group measure with 15 seats, in FbW."""
    vorgabe = {"titel": f"Kurs {nummer}", "foerderart": "FbW", "traeger": welt.stellen["TR-A"], "plaetze": 15}
    return Massnahme.objects.create(massnahmenummer=nummer, gruppenmassnahme=True, **(vorgabe | werte))
