"""The due day of the month's list, counted by hand on the calendar (JPS-32)."""

from datetime import date

import pytest
import yaml

from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.anwesenheit.vorgaben import REGELWERKE, arbeitstag

DATEI = REGELWERKE / "jobperspektive/faelle/anwesenheit/arbeitstage.yaml"
FAELLE = yaml.safe_load(DATEI.read_text(encoding="utf-8"))


@pytest.mark.parametrize("fall", FAELLE, ids=[fall["fall"] for fall in FAELLE])
def test_jps32_der_xte_arbeitstag_des_folgemonats(fall):
    gezaehlt = arbeitstag(fall["land"], Monat.aus(fall["monat"]), fall["arbeitstag"])
    assert gezaehlt == date.fromisoformat(fall["erwartet"])
