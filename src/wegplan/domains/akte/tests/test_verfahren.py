"""The path of one case by the office's procedure (VF-09)."""

import re
from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db


@pytest.fixture
def fall(welt, als_dienst):
    """Frau Eigen's Teilnahme by Goslar: 90 days gone, 60 to come, the Förder-Check done late."""
    with als_dienst():
        stelle = welt.stellen["JC-A"]
        stelle.regelwerk = "goslar"
        stelle.save()
        teilnahme = Teilnahme.objects.get(person=welt.eigen, massnahme=welt.massnahmen["M-A"])
        teilnahme.geplantes_ende = HEUTE + timedelta(days=60)
        teilnahme.save()
        Vorgang.objects.create(
            vorgang_id="FC-1", person=welt.eigen, art="foerdercheck", tag=teilnahme.eintritt + timedelta(days=3)
        )
    return teilnahme


def test_vf09_der_weg_zeigt_jeden_schritt_mit_zustand_beleg_und_quelle(fall, als, text):
    worte = text(als("pap").get(f"/personen/{fall.person_id}/verfahren/"))
    assert worte.index("Vor der Maßnahme") < worte.index("Während der Maßnahme") < worte.index("Nach der Maßnahme")
    check = worte[worte.index("Förder-Check") :]
    assert "verspätet erledigt" in check and "belegt durch: Förder-Check" in check
    assert "Woher kommt das?" in check and "Fundstelle: Konzept" in check
    assert "überfällig" in worte and "offen" in worte
    assert "Ohne festen Tag: was bei einem Anlass zu tun ist" in worte


def test_vf09_der_beleg_fuehrt_zu_seinem_eintrag(fall, als, als_dienst):
    seite = als("pap").get(f"/personen/{fall.person_id}/verfahren/").content.decode()
    with als_dienst():
        nummer = Vorgang.objects.get(vorgang_id="FC-1").pk
    assert f'href="/personen/{fall.person_id}/vorgaenge/#vorgang-{nummer}"' in seite


def test_vf07_was_entfallen_ist_bleibt_mit_grund_sichtbar(fall, als, als_dienst, text):
    with als_dienst():
        fall.austritt, fall.austrittsgrund = HEUTE, "abbruch"
        fall.save()
    worte = text(als("pap").get(f"/personen/{fall.person_id}/verfahren/"))
    assert "entfallen" in worte and "Die Teilnahme endete vorher." in worte


def test_vf09_ohne_verfahren_steht_das_da(welt, als, als_dienst, text):
    with als_dienst():
        Schritt.objects.all().delete()
    assert "Für diese Person gilt kein Verfahren." in text(als("pap").get(f"/personen/{welt.eigen.pk}/verfahren/"))


def test_ds03_der_bildungsdienstleister_sieht_die_schritte_des_jobcenters_nicht(fall, als):
    assert als("bdl").get(f"/personen/{fall.person_id}/verfahren/").status_code == 403
    assert als("pap").get(f"/personen/{fall.person_id + 999}/verfahren/").status_code == 404


def test_ds10_genau_eine_spur_und_hoechstens_acht_anweisungen(fall, als, spuren, anweisungen):
    client, url = als("pap"), f"/personen/{fall.person_id}/verfahren/"
    assert anweisungen(client, url) <= 8
    assert [s["art"] for s in spuren()] == ["oeffnen"]
    assert not re.search(r"Eigen|KD-EIGEN", url)


def test_vf07_ein_schritt_den_das_verfahren_nicht_mehr_kennt_bleibt_lesbar(fall, als, als_dienst, text):
    with als_dienst():
        Schritt.objects.filter(schluessel="GS-P1").update(schluessel="GS-P9")
    worte = text(als("pap").get(f"/personen/{fall.person_id}/verfahren/"))
    assert "Nicht mehr im Verfahren" in worte and "GS-P9" in worte
