"""Frau Eigen of tests/welt.py in a measure of the programme, and a plan with a near and a far goal."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.foerderplan import services
from wegplan.domains.foerderplan.models import Berufswunsch, Einschaetzung, Foerderziel, Planfassung, Zielschritt
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.stand import stand_von

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme."""
    with als_dienst():
        welt.massnahmen["M-A"].foerderart = "ESF"
        welt.massnahmen["M-A"].save()
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def plan_anlegen(fall: Teilnahme, von: Any, ziele: int = 2) -> Planfassung:
    """A draft with `ziele` goals, near and far by turns, with one step each."""
    fassung = Planfassung.objects.create(
        person_id=fall.person_id,
        teilnahme=fall,
        nummer=1,
        angelegt_von=von,
        pruefung_am=HEUTE + timedelta(days=60),
    )
    services.ausgangslage_anlegen([(None, fassung)])
    Einschaetzung.objects.filter(fassung=fassung).update(selbst_stufe=2, fach_text="Ruhig und genau.")
    Berufswunsch.objects.filter(fassung=fassung).update(inhalte="Im Lager")
    for nr in range(ziele):
        wer = {"verantwortlich": "teilnehmende", "bis": HEUTE + timedelta(days=30)}
        ziel = Foerderziel.objects.create(
            fassung=fassung,
            kennung=f"Z{nr}",
            horizont="fern" if nr % 2 else "nah",
            bereich="fachlich",
            wortlaut=f"Ich schaffe Ziel {nr}.",
            **wer,
        )
        Zielschritt.objects.create(ziel=ziel, kennung=f"S{nr}", text=f"Ich melde mich an ({nr})", **wer)
    return fassung


@pytest.fixture
def entwurf(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Planfassung:
    with als_dienst():
        return plan_anlegen(fall, welt["bdl"])


@pytest.fixture
def unterschrieben(welt: Welt, entwurf: Planfassung, als_nutzer: Any) -> Planfassung:
    with als_nutzer(welt["bdl"]):
        return services.unterschreiben(
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
def stand_von_dienst(als_dienst: Any) -> Any:
    """The state of a record, as its form holds it."""

    def stand(objekt: Any) -> int:
        with als_dienst():
            return stand_von(objekt)

    return stand
