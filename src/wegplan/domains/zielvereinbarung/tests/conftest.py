"""A package with cases of every stage in the database, read in as offices do, and measured."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.sitzung import anmelden
from wegplan.domains.akte.tests.conftest import anweisungen, spuren, text
from wegplan.domains.datenpaket.services import einlesen
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.zielindikatoren.tests.test_live import BEISPIEL
from wegplan.domains.zielvereinbarung.messen import messen

__all__ = ["anweisungen", "spuren", "text"]
TAG = date(2025, 12, 31)


@pytest.fixture
def bestand(db: None, als_dienst: Any, settings: Any, tmp_path: Any) -> Any:
    """The example of the target indicators, measured on TAG."""
    settings.VAR = tmp_path
    settings.WEGPLAN_STICHTAG = TAG.isoformat()
    with als_dienst():
        ergebnis = einlesen(BEISPIEL)
        assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
        messen(TAG)


@pytest.fixture
def als(bestand: Any, als_dienst: Any) -> Any:
    """`als("rb")`: a client of the role, in the provider or Regionalbüro of the example."""

    def client(rolle: str) -> Any:
        neu = Client()
        anmelden(neu, konto(als_dienst, rolle))
        return neu

    return client


def konto(als_dienst: Any, rolle: str) -> Nutzer:
    """An account of a role in the fitting office of the example."""
    with als_dienst():
        arten = {"rb": "regionalbuero", "regiestelle": "regiestelle"}
        art = arten.get(rolle, "bildungsdienstleister")
        stelle = Organisation.objects.filter(art=art).order_by("kennung").first()
        stelle = stelle or Organisation.objects.create(kennung=f"X-{art}", art=art, name=f"Stelle {art}")
        return Nutzer.objects.get_or_create(username=f"{rolle}-z", defaults={"rolle": rolle, "organisation": stelle})[0]
