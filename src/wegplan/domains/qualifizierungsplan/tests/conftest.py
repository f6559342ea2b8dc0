"""Frau Eigen of tests/welt.py in a measure of the programme, with a draft and a version that was handed over."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.qualifizierungsplan import services
from wegplan.domains.qualifizierungsplan.models import Katalogmodul, Lernmodul, Qualifizierungsplan
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.stand import stand_von

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme, in QAB klassisch."""
    with als_dienst():
        for m in welt.massnahmen.values():
            m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "QAB-K", ["stammdaten", "leistung"]
            m.save()
        return Teilnahme.objects.select_related("massnahme").get(person=welt.eigen, austritt=None)


def plan_anlegen(fall: Teilnahme, von: Any, module: int = 2) -> Qualifizierungsplan:
    """A draft with `module` modules of 80 hours."""
    plan = Qualifizierungsplan.objects.create(
        person_id=fall.person_id,
        teilnahme=fall,
        nummer=1,
        angelegt_von=von,
        ziel="Fachkraft für Lagerlogistik",
        inhalte="Wareneingang und Versand",
        praxis="Lehrlager, danach Praktikum",
    )
    Lernmodul.objects.bulk_create(
        Lernmodul(plan=plan, kennung=f"M{nr}", reihe=nr, bezeichnung=f"Modul {nr}", stunden=80, nach_ordnung=True)
        for nr in range(1, module + 1)
    )
    return plan


@pytest.fixture
def entwurf(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Qualifizierungsplan:
    with als_dienst():
        return plan_anlegen(fall, welt["bdl"])


@pytest.fixture
def uebergeben(welt: Welt, entwurf: Qualifizierungsplan, als_nutzer: Any) -> Qualifizierungsplan:
    with als_nutzer(welt["bdl"]):
        return services.uebergeben(welt["bdl"], entwurf.pk, HEUTE, "Kim Kurs")[0]


@pytest.fixture
def katalog(fall: Teilnahme, als_dienst: Any) -> list[Katalogmodul]:
    """Three modules of her project."""
    with als_dienst():
        return [
            Katalogmodul.objects.create(
                massnahme=fall.massnahme, kennung=f"K{nr}", reihe=nr, bezeichnung=f"Katalogmodul {nr}", stunden=40
            )
            for nr in (1, 2, 3)
        ]


@pytest.fixture
def stand_von_dienst(als_dienst: Any) -> Callable[[Any], int]:
    """The state of a record, as its form holds it."""

    def stand(objekt: Any) -> int:
        with als_dienst():
            return stand_von(objekt)

    return stand
