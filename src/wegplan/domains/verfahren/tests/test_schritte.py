"""Stored steps follow their case at once, whoever writes (VF-06, VF-07, VF-11)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import Error

from tests.welt import welt_bauen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schliesstag, Schritt
from wegplan.domains.verfahren.rules import JE_MASSNAHME, verfahren_laden
from wegplan.domains.verfahren.services import alle_ableiten, kalender_erneuern
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db
HEUTE = date.today()
OHNE_TAG = JE_MASSNAHME | {"probezeit_ende", "zwischenpruefung", "abschlusspruefung"}


def stand() -> list[tuple[object, ...]]:
    """Everything that is stored of all steps."""
    return list(Schritt.objects.order_by("pk").values_list())


def test_vf11_eine_neue_teilnahme_hat_sofort_alle_schritte_ihres_verfahrens(buero):
    erwartet = {
        s.schluessel
        for s in verfahren_laden("goslar").schritte
        for t in s.termine
        if "FbW" in t.foerderarten and t.anker not in OHNE_TAG
    }
    assert set(Schritt.objects.values_list("schluessel", flat=True)) == erwartet
    assert buero.schritt("GS-G1").rolle == "pap"
    assert buero.schritt("GS-G1").faellig_bis == buero.teilnahme.geplantes_ende - timedelta(days=1)


def test_vf07_zweimal_ableiten_aendert_nichts(buero):
    vorher = stand()
    assert alle_ableiten() == 0
    assert stand() == vorher


def test_vf07_ein_verschobenes_ende_bewegt_offene_schritte_und_keinen_erledigten(buero):
    Vereinbarung.objects.create(
        vereinbarung_id="E1", person=buero.person, art="EV", abgeschlossen_am=HEUTE - timedelta(days=3)
    )
    Handlungsstrategie.objects.create(
        handlungsstrategie_id="H1", person=buero.person, art="absolventenmanagement", begonnen_am=HEUTE
    )
    buero.teilnahme.geplantes_ende = HEUTE + timedelta(days=20)
    buero.teilnahme.save()
    erledigt = buero.schritt("GS-H1")
    assert (erledigt.stand, erledigt.erledigt_am) == ("erledigt", HEUTE)
    offen = buero.schritt("GS-G2b")
    buero.teilnahme.geplantes_ende += timedelta(days=10)
    buero.teilnahme.save()
    assert buero.schritt("GS-G2b").faellig_bis > offen.faellig_bis
    assert buero.schritt("GS-H1").faellig_bis == erledigt.faellig_bis


def test_vf06_ein_beleg_erledigt_seinen_schritt_und_ohne_ihn_ist_er_wieder_offen(buero):
    assert buero.schritt("GS-P1").stand == "offen"
    check = Vorgang.objects.create(
        vorgang_id="F1", person=buero.person, art="foerdercheck", tag=buero.teilnahme.eintritt + timedelta(days=2)
    )
    schritt = buero.schritt("GS-P1")
    assert (schritt.stand, schritt.beleg, schritt.verspaetet) == ("erledigt", f"vorgang:{check.pk}", True)
    check.delete()
    assert buero.schritt("GS-P1").stand == "offen"


def test_vf07_was_jemand_abgehakt_oder_notiert_hat_bleibt(buero):
    schritt = buero.schritt("GS-G2b")
    schritt.stand, schritt.erledigt_am, schritt.notiz = "erledigt", HEUTE, "telefonisch erreicht"
    schritt.save()
    notiert = buero.schritt("GS-G1")
    notiert.notiz, notiert.wieder_am, notiert.versuche = "zweimal nicht erreicht", HEUTE + timedelta(days=2), 2
    notiert.save()
    buero.teilnahme.geplantes_ende += timedelta(days=30)
    buero.teilnahme.save()
    assert buero.schritt("GS-G2b").notiz == "telefonisch erreicht"
    assert buero.schritt("GS-G2b").faellig_bis == schritt.faellig_bis
    nachher = buero.schritt("GS-G1")
    assert (nachher.notiz, nachher.wieder_am, nachher.versuche) == (notiert.notiz, notiert.wieder_am, 2)
    assert nachher.faellig_bis == notiert.faellig_bis + timedelta(days=30)


def test_vf07_entfallen_hat_einen_grund_und_kommt_mit_den_daten_zurueck(buero):
    buero.teilnahme.austritt, buero.teilnahme.austrittsgrund = HEUTE, "arbeitsaufnahme"
    buero.teilnahme.save()
    assert (buero.schritt("GS-G1").stand, buero.schritt("GS-G1").grund) == ("entfallen", "austritt")
    assert (buero.schritt("GS-G2b").stand, buero.schritt("GS-G2b").grund) == ("entfallen", "arbeit")
    assert buero.schritt("GS-G3").stand == "offen"  # closing the strategy stays
    buero.teilnahme.austritt, buero.teilnahme.austrittsgrund = None, ""
    buero.teilnahme.save()
    assert buero.schritt("GS-G1").stand == "offen"
    buero.teilnahme.geplantes_ende = None
    buero.teilnahme.save()
    assert (buero.schritt("GS-G1").stand, buero.schritt("GS-G1").grund) == ("entfallen", "daten")


def test_vf07_auch_ein_masseneintrag_leitet_ab(buero):
    Schritt.objects.all().delete()
    Teilnahme.objects.filter(pk=buero.teilnahme.pk).update(geplantes_ende=HEUTE + timedelta(days=50))
    assert buero.schritt("GS-G1").faellig_bis == HEUTE + timedelta(days=49)


def test_vf04_ein_schliesstag_der_stelle_verschiebt_die_erinnerung(buero):
    vorher = buero.schritt("GS-G2b").erinnerung
    Schliesstag.objects.create(organisation=buero.jobcenter, tag=vorher, bezeichnung="Betriebsausflug")
    kalender_erneuern()
    alle_ableiten()
    nachher = buero.schritt("GS-G2b")
    assert nachher.erinnerung < vorher and nachher.erinnerung.weekday() < 5


def test_vf04_bis_der_neue_schliesstag_im_kalender_steht_gilt_der_des_landes(buero):
    Schliesstag.objects.create(organisation=buero.jobcenter, tag=HEUTE, bezeichnung="Betriebsausflug")
    buero.teilnahme.geplantes_ende += timedelta(days=7)
    buero.teilnahme.save()
    assert buero.schritt("GS-G1").faellig_bis == buero.teilnahme.geplantes_ende - timedelta(days=1)


def test_vf02_ein_jobcenter_ohne_verfahren_hat_keine_schritte(buero):
    buero.jobcenter.regelwerk = ""
    buero.jobcenter.save()
    alle_ableiten()
    assert (
        not Schritt.objects.exists() or not Schritt.objects.filter(stand="offen").exclude(verfahren="goslar").exists()
    )


# --- protection ----------------------------------------------------------------------------------------------------


def test_ds04_schritte_sieht_nur_wer_die_person_sieht(als_dienst, als_nutzer):
    with als_dienst():
        welt = welt_bauen()
        welt.stellen["JC-A"].regelwerk = welt.stellen["JC-B"].regelwerk = "goslar"
        for stelle in ("JC-A", "JC-B"):
            welt.stellen[stelle].save()
        Teilnahme.objects.update(geplantes_ende=HEUTE + timedelta(days=60), austritt=None, austrittsgrund="")
        personen = set(Schritt.objects.values_list("person_id", flat=True))
        assert {welt.eigen.pk, welt.fremd.pk} <= personen
    with als_nutzer(welt["pap"]):
        gesehen = set(Schritt.objects.values_list("person_id", flat=True))
        assert gesehen == {welt.eigen.pk}
        assert not Schritt.objects.filter(person=welt.fremd).update(notiz="fremd")
    with als_nutzer(welt["bdl"]):
        assert not Schritt.objects.exists()


@pytest.mark.parametrize(
    "befehl",
    [
        "select verfahren_alle_ableiten()",
        "select verfahren_ableiten(array[1]::bigint[])",
        "insert into verfahren_regelwerk values ('x', 'DE-BE')",
        "insert into verfahren_kalender values ('x', current_date, current_date, 1)",
    ],
)
def test_ds04_die_anwendung_kann_weder_ableiten_noch_regeln_schreiben(befehl):
    with pytest.raises(Error, match=r"permission denied|row-level security"), connection.cursor() as c:
        c.execute(befehl)


def test_ds11_der_verlauf_haelt_jede_aenderung_fest(buero):
    verlauf = Schritt._meta.apps.get_model("verfahren", "SchrittEvent")
    schritt = buero.schritt("GS-G1")
    buero.teilnahme.geplantes_ende += timedelta(days=5)
    buero.teilnahme.save()
    tage = verlauf.objects.filter(pgh_obj_id=schritt.pk).order_by("pgh_id").values_list("faellig_bis", flat=True)
    assert list(tage) == [schritt.faellig_bis, schritt.faellig_bis + timedelta(days=5)]
