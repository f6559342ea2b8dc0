"""Frau Eigen of tests/welt.py in a measure of the programme, and talks on it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.gespraech.models import Absprache, Gespraech
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme, in the programme."""
    with als_dienst():
        for massnahme in welt.massnahmen.values():
            massnahme.foerderart = "ESF"
            massnahme.save()
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def gespraech_anlegen(welt: Welt, teilnahme: Teilnahme | None, rolle: str = "bdl", **werte: Any) -> Gespraech:
    """A talk of yesterday recorded by the account of a role; without `teilnahme` on the measure M-A."""
    wer = welt[rolle]
    if teilnahme is None:
        ort: dict[str, Any] = {"massnahme": welt.massnahmen["M-A"], "art": "rb_bdl"}
    else:
        ort = {"person_id": teilnahme.person_id, "teilnahme": teilnahme, "art": "rb_tn" if rolle == "rb" else "bdl_tn"}
    vorgabe = {
        "gespraech_id": neues_kennzeichen(),
        "weg": "vor_ort",
        "ausgang": "gefuehrt",
        "tag": HEUTE - timedelta(days=1),
        "beteiligte": "Kim Kurs",
        "anlass": "regelmaessig",
        "inhalt": "Geheimer Inhalt",
        "erfasst_von": wer,
        "stelle": wer.organisation,
    }
    return Gespraech.objects.create(**ort | vorgabe | werte)


def absprache_anlegen(gespraech: Gespraech, stelle: Any, **werte: Any) -> Absprache:
    vorgabe = {"text": "Betrieb anrufen", "verantwortlich": "bdl", "bis": HEUTE + timedelta(days=3)}
    return Absprache.objects.create(gespraech=gespraech, kennung=neues_kennzeichen(), stelle=stelle, **vorgabe | werte)


@pytest.fixture
def gespraech(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Gespraech:
    """Of the provider, with one agreement of its own."""
    with als_dienst():
        g = gespraech_anlegen(welt, fall)
        absprache_anlegen(g, welt["bdl"].organisation)
        return g
