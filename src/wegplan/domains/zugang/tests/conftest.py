"""Frau Eigen of tests/welt.py in a measure of the programme, invited, with an account of her own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.bericht import services as berichte
from wegplan.domains.bericht.tests.conftest import FREIGABE, bericht_anlegen
from wegplan.domains.bericht.tests.conftest import fall as fall
from wegplan.domains.foerderplan import services as plaene
from wegplan.domains.foerderplan.tests.conftest import plan_anlegen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zugang.models import Eigenzugang

__all__ = ["als", "anweisungen", "fall", "spuren", "text", "welt"]


def verbinden(konto: Any, person: Any, von: Any, **werte: Any) -> Eigenzugang:
    """An accepted invitation."""
    rahmen = {"nutzer": konto, "eingeladen_von": von, "brief_bis": HEUTE, "angenommen_am": timezone.now()}
    return Eigenzugang.objects.create(person=person, **rahmen | werte)


@pytest.fixture
def zugang(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Eigenzugang:
    with als_dienst():
        return verbinden(welt["teilnehmende"], welt.eigen, welt["pap"])


@pytest.fixture
def ich(zugang: Eigenzugang, als: Any) -> Any:
    """The client of Frau Eigen's own account."""
    return als("teilnehmende")


@pytest.fixture
def plan(welt: Welt, fall: Teilnahme, als_dienst: Any, als_nutzer: Any) -> Any:
    """A signed version."""
    with als_dienst():
        entwurf = plan_anlegen(fall, welt["bdl"])
    with als_nutzer(welt["bdl"]):
        return plaene.unterschreiben(
            welt["bdl"],
            entwurf.pk,
            HEUTE,
            HEUTE + timedelta(days=60),
            name_teilnehmend="Robin Eigen",
            name_fachkraft="Kim Kurs",
            stufenfrage="passt",
            stufengrund="Sie kommt gut mit.",
        )[0]


@pytest.fixture
def bericht(welt: Welt, fall: Teilnahme, als_dienst: Any, als_nutzer: Any) -> Any:
    """A released report."""
    with als_dienst():
        entwurf = bericht_anlegen(fall, welt["bdl"])
    with als_nutzer(welt["bdl_leitung"]):
        return berichte.freigeben(welt["bdl_leitung"], entwurf.pk, HEUTE, **FREIGABE)[0]


@pytest.fixture
def marken(welt: Welt, fall: Teilnahme, als_dienst: Any) -> None:
    """Three marks of Frau Eigen, one of Herr Fremd."""
    with als_dienst():
        fremd = Teilnahme.objects.get(person=welt.fremd)
        for t, tage in ((fall, 3), (fremd, 1)):
            for n in range(tage):
                tag = HEUTE - timedelta(days=n + 1)
                status = "unentschuldigt" if n == 2 else "anwesend"
                Anwesenheit.objects.create(
                    person_id=t.person_id, teilnahme=t, datum=tag, lernort="traeger", status=status
                )


@pytest.fixture
def sehe(als_nutzer: Any) -> Any:
    """`sehe(konto, tabelle)`: how many rows of a table the database shows to an account, whatever the program asks."""

    def zaehlen(konto: Any, tabelle: str) -> int:
        with als_nutzer(konto), connection.cursor() as c:
            c.execute(f"select count(*) from {tabelle}")
            anzahl: int = c.fetchone()[0]
            return anzahl

    return zaehlen
