"""Frau Eigen of tests/welt.py in a measure of the programme, and a report on a quarter that is over."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.bericht import services
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import zeitraum_von
from wegplan.domains.bericht.rules import davor, quartal_von
from wegplan.domains.teilnahme.models import Teilnahme

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]
QUARTAL = davor(quartal_von(HEUTE))
TEXTE = {
    "theorie": "Rechnet sicher, braucht Zeit beim Lesen.",
    "praxis": "Arbeitet sorgfältig im Lager.",
    "persoenlich": "Kommt pünktlich und fragt nach.",
    "massnahmen": "Einmal in der Woche Stützunterricht.",
    "unterstuetzung": "nein",
}
NEIN = {"ziel_gefaehrdet": False, "vorzeitiger_austritt": False, "stufenwechsel": False}
FREIGABE = {
    "kenntnisnahme": "einverstanden",
    "kenntnis_am": HEUTE,
    "kenntnis_grund": "",
    "ort": "Auenmark",
    "empfang": "rb",
    "weg": "portal",
}


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme, since the day before the quarter."""
    with als_dienst():
        for m in welt.massnahmen.values():
            m.foerderart, m.zweckbindung = "ESF", ["stammdaten", "leistung"]
            m.save()
        Teilnahme.objects.filter(austritt=None).update(eintritt=QUARTAL - timedelta(days=1))
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def bericht_anlegen(t: Teilnahme, von: Any, quartal: date = QUARTAL, **werte: Any) -> Entwicklungsbericht:
    """A complete draft."""
    zeitraum = zeitraum_von(t, quartal)
    assert zeitraum
    return Entwicklungsbericht.objects.create(
        person_id=t.person_id,
        teilnahme=t,
        quartal=quartal,
        von=zeitraum[0],
        bis=zeitraum[1],
        fassung=1,
        angelegt_von=von,
        **TEXTE | NEIN | werte,
    )


@pytest.fixture
def entwurf(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Entwicklungsbericht:
    with als_dienst():
        return bericht_anlegen(fall, welt["bdl"])


@pytest.fixture
def freigegeben(welt: Welt, entwurf: Entwicklungsbericht, als_nutzer: Any) -> Entwicklungsbericht:
    leitung = welt["bdl_leitung"]
    with als_nutzer(leitung):
        return services.freigeben(leitung, entwurf.pk, HEUTE, **FREIGABE)[0]


@pytest.fixture
def uebermittelt(welt: Welt, freigegeben: Entwicklungsbericht, als_nutzer: Any) -> Entwicklungsbericht:
    """With the Regionalbüro, the Jobcenter has the copy."""
    leitung = welt["bdl_leitung"]
    with als_nutzer(leitung):
        return services.uebermitteln(leitung, freigegeben.pk, am=HEUTE, weg="portal", an="")[0]
