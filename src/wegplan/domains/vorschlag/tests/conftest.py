"""The case of the desk (Frau Eigen, FbW for 40 more days) and a proposal of her provider to extend it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import Welt
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.tisch.tests.conftest import als, anweisungen, fall, spuren, text, viele, welt
from wegplan.domains.vorschlag.models import Aenderungsvorschlag

__all__ = ["als", "anweisungen", "fall", "spuren", "text", "viele", "welt"]


def vorschlag_anlegen(fall: Teilnahme, von: Any, nummer: str = "P1", **weitere: Any) -> Aenderungsvorschlag:
    """An open extension by 30 days, unless `weitere` says otherwise."""
    daten = {
        "art": "verlaengerung",
        "altes_datum": fall.geplantes_ende,
        "neues_datum": fall.geplantes_ende + timedelta(days=30),
        "grund": "praktikum_fehlt",
        **weitere,
    }
    return Aenderungsvorschlag.objects.create(
        vorschlag_id=nummer, person_id=fall.person_id, teilnahme=fall, vorgeschlagen_von=von, **daten
    )


@pytest.fixture
def vorschlag(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Aenderungsvorschlag:
    with als_dienst():
        return vorschlag_anlegen(fall, welt["bdl"])
