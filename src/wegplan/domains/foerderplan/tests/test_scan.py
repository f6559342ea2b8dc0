"""The signed scan closes the signature of a plan (PX-01, JPS-12)."""

import pytest

from wegplan.domains.beleg.models import Beleg
from wegplan.domains.beleg.tests.conftest import hochgeladen
from wegplan.domains.foerderplan.models import Planfassung

from .test_foerderplan import seite, unterschrift

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def darf_leistungsdaten(fall, als_dienst):
    with als_dienst():
        fall.massnahme.zweckbindung = ["stammdaten", "leistung"]
        fall.massnahme.save()


def test_px01_mit_dem_scan_ist_der_plan_unterschrieben_und_das_papier_abgelegt(als, entwurf, text, als_dienst):
    werte = unterschrift(scan=hochgeladen()["dateien"])
    antwort = als("bdl").post(seite(entwurf, "unterschreiben/"), werte, follow=True)
    assert "ist unterschrieben und ändert sich nicht mehr" in text(antwort)
    assert "Unterschriebener Förderplan vom" in text(antwort) and "Scan ablegen" not in text(antwort)
    with als_dienst():
        beleg = Beleg.objects.get()
        assert (beleg.bezug, beleg.kreis) == (f"planfassung/{entwurf.pk}", "stelle")
    assert "Unterschriebener Förderplan vom" not in text(als("rb").get(seite(entwurf)))


def test_px01_ein_abgelehnter_scan_laesst_den_entwurf_ein_entwurf(als, entwurf, text, als_dienst):
    werte = unterschrift(scan=hochgeladen(b"MZ Programm")["dateien"])
    antwort = als("bdl").post(seite(entwurf, "unterschreiben/"), werte)
    assert antwort.status_code == 422 and "Nur PDF, JPEG und PNG" in text(antwort)
    with als_dienst():
        assert Planfassung.objects.get(pk=entwurf.pk).stand == "entwurf" and not Beleg.objects.exists()


def test_px01_der_scan_kommt_auch_nach_der_unterschrift(als, unterschrieben, text):
    bdl = als("bdl")
    assert "Scan ablegen" in text(bdl.get(seite(unterschrieben)))
    assert bdl.post(seite(unterschrieben, "scan/"), hochgeladen()).status_code == 302
    assert "Scan ablegen" not in text(bdl.get(seite(unterschrieben)))
    assert "Unterschriebener Förderplan vom" in text(bdl.get(f"/personen/{unterschrieben.person_id}/belege/"))
