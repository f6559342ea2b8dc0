"""The provider's plan shows what it rests on: Kurzgutachten and opening talk (JPS-02, JPS-03)."""

import pytest

from tests.welt import HEUTE, MORGEN
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.profiling.models import Auftaktgespraech
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.uebergang.tests.conftest import zuweisung_anlegen

from .conftest import gutachten_anlegen

pytestmark = pytest.mark.django_db


def test_jps03_der_entwurf_des_foerderplans_nennt_kurzgutachten_und_auftakt_als_grundlagen(welt, als, als_dienst, text):
    with als_dienst():
        laufend = Teilnahme.objects.get(person=welt.eigen, massnahme=welt.massnahmen["M-A"])
        plan = Planfassung.objects.create(
            person=welt.eigen, teilnahme=laufend, nummer=1, angelegt_von=welt["bdl"], pruefung_am=MORGEN
        )
        ende = {"beendet_am": HEUTE, "ergebnis": "eintritt", "teilnahme": laufend}
        zuweisung = zuweisung_anlegen(welt, welt.eigen, "Z5", uebergeben_am=HEUTE, auftakt_am=HEUTE, **ende)
        gutachten = gutachten_anlegen(zuweisung, welt["rb"], fertig=True)
        Auftaktgespraech.objects.create(
            person=welt.eigen,
            zuweisung=zuweisung,
            mit_rb="Kim",
            mit_bdl="Chris",
            mit_tn=True,
            qualifizierung="Zuerst Metall",
            betreuung="x",
            unterstuetzung="x",
            erfasst_von=welt["bdl"],
        )
    antwort = als("bdl").get(f"/foerderplaene/{plan.pk}/")
    assert "Grundlagen dieses Plans" in text(antwort) and "Zuerst Metall" in text(antwort)
    assert f"/profiling/gutachten/{gutachten.pk}/" in antwort.content.decode()
