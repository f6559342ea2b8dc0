"""The opening talk with its agreements, and the copy of the contract in EZU (JPS-03)."""

from datetime import timedelta

import pytest

from tests.welt import GESTERN, HEUTE
from wegplan.domains.profiling.models import Auftaktgespraech
from wegplan.domains.profiling.queries import fehlende_vertragskopien
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.kit.eingabe.stand import stand_von

pytestmark = pytest.mark.django_db
VEREINBART = {
    "mit_rb": "Kim Büro",
    "mit_bdl": "Chris Träger",
    "mit_tn": "on",
    "qualifizierung": "Zuerst Metall, dann Lager",
    "betreuung": "Jede Woche ein Gespräch",
    "unterstuetzung": "Hilfe beim Fahrplan",
}


def weg(zuweisung, was):
    return f"/profiling/zuweisungen/{zuweisung.pk}/{was}/"


def test_jps03_das_auftaktgespraech_steht_mit_seinen_vereinbarungen_in_der_akte_beider_seiten(
    welt, als, uebergeben, ifk_b, als_dienst, text
):
    werte = VEREINBART | {"stand": 0, "auftakt_am": f"{HEUTE}"}
    for _ in range(2):
        assert "ist festgehalten" in text(als("bdl").post(weg(uebergeben, "auftakt"), werte, follow=True))
    with als_dienst():
        assert Auftaktgespraech.objects.get().mit_tn
        assert Zuweisung.objects.get(pk=uebergeben.pk).auftakt_am == HEUTE
    for rolle in ("rb", "bdl"):
        assert "Jede Woche ein Gespräch" in text(als(rolle).get(f"/personen/{welt.fremd.pk}/profiling/"))
    amt = text(als(ifk_b).get(f"/personen/{welt.fremd.pk}/profiling/"))
    assert "Jede Woche" not in amt


def test_ds02_ein_anderer_traeger_liest_keine_vereinbarung(
    welt, als, uebergeben, fremder_traeger, als_nutzer, als_dienst
):
    als("bdl").post(weg(uebergeben, "auftakt"), VEREINBART | {"stand": 0, "auftakt_am": f"{HEUTE}"})
    for nutzer, zahl in ((fremder_traeger, 0), (welt["bdl"], 1), (welt["rb"], 1)):
        with als_nutzer(nutzer):
            assert Auftaktgespraech.objects.count() == zahl
            assert Auftaktgespraech.objects.fuer(nutzer, "gespraech_lesen").count() == zahl


def test_ds32_ein_auftakt_vor_der_uebergabe_wird_am_feld_gesagt_und_nichts_geht_verloren(als, uebergeben, text):
    antwort = als("bdl").post(weg(uebergeben, "auftakt"), VEREINBART | {"stand": 0, "auftakt_am": f"{GESTERN}"})
    assert antwort.status_code == 422
    assert "liegt vor der Übergabe" in text(antwort) and "Hilfe beim Fahrplan" in text(antwort)


def test_ds31_zwei_am_selben_auftakt_der_zweite_sieht_beide_fassungen(als, uebergeben, als_dienst, text):
    als("bdl").post(weg(uebergeben, "auftakt"), VEREINBART | {"stand": 0, "auftakt_am": f"{HEUTE}"})
    with als_dienst():
        alt = stand_von(Auftaktgespraech.objects.get())
    werte = VEREINBART | {"stand": alt, "auftakt_am": f"{HEUTE}"}
    als("rb").post(weg(uebergeben, "auftakt"), werte | {"betreuung": "Alle zwei Wochen"})
    antwort = als("bdl").post(weg(uebergeben, "auftakt"), werte | {"betreuung": "Täglich"})
    assert antwort.status_code == 409
    assert "Alle zwei Wochen" in text(antwort) and "Täglich" in text(antwort)


@pytest.fixture
def umschulung(welt, uebergeben, als_dienst):
    with als_dienst():
        welt.massnahmen["M-A"].programmstufe = "EZU"
        welt.massnahmen["M-A"].save()
        uebergeben.auftakt_am = HEUTE
        uebergeben.save()
    return uebergeben


def test_jps03_in_der_umschulung_ist_die_fehlende_vertragskopie_ein_rueckstand_des_traegers_bis_sie_da_ist(
    welt, als, umschulung, als_dienst, text
):
    liste = "/profiling/vertragskopien/"
    assert "Fremd" in text(als("bdl").get(liste)) and "Eingang eintragen" not in text(als("bdl").get(liste))
    assert "Eingang eintragen" in text(als("rb").get(liste))
    assert "Kopien von Verträgen, die dem Regionalbüro fehlen" in text(als("bdl").get("/"))
    with als_dienst():
        stand = stand_von(umschulung)
    assert als("bdl").get(weg(umschulung, "vertragskopie")).status_code in (403, 404)
    als("rb").post(weg(umschulung, "vertragskopie"), {"stand": stand, "vertragskopie_am": f"{HEUTE}"})
    assert "Keine Kopie fehlt" in text(als("bdl").get(liste))
    assert "Kopien von Verträgen" not in text(als("bdl").get("/"))


def test_jps03_auch_nach_dem_eintritt_wird_die_kopie_noch_eingetragen(welt, als, umschulung, als_dienst):
    from wegplan.domains.teilnahme.models import Teilnahme

    with als_dienst():
        danach = Teilnahme.objects.create(
            teilnahme_id="T-EZU", person=welt.fremd, massnahme=welt.massnahmen["M-A"], eintritt=HEUTE
        )
        Zuweisung.objects.filter(pk=umschulung.pk).update(beendet_am=HEUTE, ergebnis="eintritt", teilnahme=danach)
        assert fehlende_vertragskopien(welt["rb"], HEUTE).count() == 1
        assert fehlende_vertragskopien(welt["rb"], HEUTE - timedelta(days=1)).count() == 0
        stand = stand_von(umschulung)
    als("rb").post(weg(umschulung, "vertragskopie"), {"stand": stand, "vertragskopie_am": f"{HEUTE}"})
    with als_dienst():
        assert Zuweisung.objects.get(pk=umschulung.pk).vertragskopie_am == HEUTE
