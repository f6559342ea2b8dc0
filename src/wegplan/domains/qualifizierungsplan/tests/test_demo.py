"""The made-up region shows this area in every state."""

import pytest

from tests.welt import HEUTE
from wegplan.domains.qualifizierungsplan.demo import qualifizierungsplaene_anlegen
from wegplan.domains.qualifizierungsplan.models import Katalogmodul, Qualifizierungsplan, Verkuerzungspruefung
from wegplan.domains.qualifizierungsplan.queries import inhalt, mit_modulen
from wegplan.domains.qualifizierungsplan.rules import pruefsumme
from wegplan.domains.verbleib.models import Ergebnis

pytestmark = pytest.mark.django_db


def test_jps20_die_demo_legt_plaene_mit_gueltiger_pruefsumme_an(welt, fall, als_dienst):
    with als_dienst():
        qualifizierungsplaene_anlegen(HEUTE)
        plan = mit_modulen(Qualifizierungsplan.objects.filter(teilnahme=fall)).get()
        assert plan.stand == "uebergeben" and plan.pruefsumme == pruefsumme(inhalt(plan))
        assert plan.module.count() == Katalogmodul.objects.filter(massnahme=fall.massnahme).count() == 5
        assert Verkuerzungspruefung.objects.get(teilnahme=fall).ergebnis == "verkuerzt"
        assert Ergebnis.objects.get(teilnahme=fall).verkuerzt is True
