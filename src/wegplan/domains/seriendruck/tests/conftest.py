"""Frau Eigen in a measure of the programme, with days of attendance and a qualification."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.foerderung.models import Zertifikat
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme, three days present, one qualification."""
    with als_dienst():
        welt.massnahmen["M-A"].foerderart = "ESF"
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten", "leistung"]
        welt.massnahmen["M-A"].save()
        t = Teilnahme.objects.get(person=welt.eigen, austritt=None)
        t.geplantes_ende = HEUTE + timedelta(days=90)
        t.save()
        _akte([t])
    return t


def _akte(teilnahmen: list[Teilnahme]) -> None:
    Anwesenheit.objects.bulk_create(
        Anwesenheit(
            person_id=t.person_id,
            teilnahme=t,
            datum=HEUTE - timedelta(days=tage),
            lernort="traeger",
            status="krank" if tage == 4 else "anwesend",
        )
        for t in teilnahmen
        for tage in (1, 2, 3, 4)
    )
    Zertifikat.objects.bulk_create(
        Zertifikat(
            zertifikat_id=f"Z-{t.pk}",
            person_id=t.person_id,
            teilnahme=t,
            bezeichnung="Flurförderschein",
            art="schein",
            erworben_am=HEUTE - timedelta(days=5),
            mit_zertifikat=True,
        )
        for t in teilnahmen
    )


@pytest.fixture
def viele(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Any:
    """More participants of the same measure, in sets."""

    def anlegen(anzahl: int) -> list[int]:
        with als_dienst():
            personen = Person.objects.bulk_create(
                Person(
                    kundennummer=f"KD-{nr}",
                    nachname=f"Reihe{nr:03}",
                    vorname="Robin",
                    geburtsdatum=welt.eigen.geburtsdatum,
                )
                for nr in range(anzahl)
            )
            Zustaendigkeit.objects.bulk_create(
                Zustaendigkeit(person=p, grund="traeger", organisation=welt.stellen["TR-A"], von=HEUTE)
                for p in personen
            )
            teilnahmen = Teilnahme.objects.bulk_create(
                Teilnahme(
                    teilnahme_id=f"T-{p.pk}",
                    person=p,
                    massnahme=fall.massnahme,
                    eintritt=HEUTE - timedelta(days=30),
                    geplantes_ende=HEUTE + timedelta(days=30),
                )
                for p in personen
            )
            _akte(teilnahmen)
            return [t.pk for t in teilnahmen]

    return anlegen
