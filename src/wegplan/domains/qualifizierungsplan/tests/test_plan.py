"""Versions with modules, handing over, who reads what (JPS-20)."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE
from wegplan.domains.qualifizierungsplan.models import Lernmodul, Qualifizierungsplan
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

from .conftest import plan_anlegen

pytestmark = pytest.mark.django_db
TAG = f"{HEUTE:%Y-%m-%d}"


def seite(plan, was=""):
    return f"/qualifizierungsplaene/{plan.pk}/{was}"


def reiter(fall):
    return f"/personen/{fall.person_id}/qualifizierungsplan/"


def neu(fall):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/qualifizierungsplan/neu/"


def modul(**weitere):
    werte = {"reihe": "1", "bezeichnung": "Gabelstapler", "lernziel": "", "art": "praxis", "stunden": "40"}
    return {"kennzeichen": neues_kennzeichen(), "geplant_bis": ""} | werte | weitere


def uebergabe(**weitere):
    return {"am": TAG, "name_fachkraft": "Kim Kurs", "bestaetigt": "on"} | weitere


def test_jps20_der_traeger_schreibt_einen_plan_und_das_regionalbuero_liest_ihn(
    als, fall, als_dienst, text, stand_von_dienst
):
    bdl = als("bdl")
    assert "Qualifizierungsplan beginnen" in text(bdl.get(reiter(fall)))
    bdl.post(neu(fall))
    with als_dienst():
        plan = Qualifizierungsplan.objects.get()
    kopf = {"ziel": "Lager", "inhalte": "Versand", "praxis": "Praktikum", "stand": stand_von_dienst(plan)}
    assert bdl.post(seite(plan, "inhalt/"), kopf).status_code == 302
    assert bdl.post(seite(plan, "module/neu/"), modul()).status_code == 302
    assert "Qualifizierungsplan, Fassung 1" not in text(als("rb").get(reiter(fall)))
    antwort = bdl.post(seite(plan, "uebergeben/"), uebergabe(), follow=True)
    assert "liegt jetzt beim Regionalbüro" in text(antwort)
    assert "Der Inhalt ist seit der Übergabe unverändert" in text(antwort)
    gelesen = text(als("rb").get(seite(plan)))
    assert "Gabelstapler" in gelesen and "Zusammen 40 Stunden." in gelesen
    assert als("rb").get(seite(plan, "pdf/"))["Content-Type"] == "application/pdf"


def test_jps20_ein_neuer_plan_beginnt_mit_dem_katalog_des_projekts(als, fall, katalog, als_dienst):
    als("bdl").post(neu(fall))
    with als_dienst():
        module = list(Lernmodul.objects.order_by("reihe").values_list("kennung", "bezeichnung", "stunden"))
        katalog[0].delete()
        assert Lernmodul.objects.count() == 3  # a copy, no link
    assert module == [(f"K{nr}", f"Katalogmodul {nr}", 40) for nr in (1, 2, 3)]


def test_jps20_die_fortschreibung_beginnt_mit_der_letzten_fassung(als, fall, uebergeben, katalog, als_dienst):
    als("bdl").post(neu(fall))
    with als_dienst():
        zweite = Qualifizierungsplan.objects.get(nummer=2)
        assert zweite.ziel == uebergeben.ziel
        assert sorted(zweite.module.values_list("kennung", flat=True)) == ["M1", "M2"]


def test_jps20_ein_luecken_plan_wird_nicht_uebergeben(als, fall, entwurf, als_dienst, text):
    with als_dienst():
        Lernmodul.objects.all().delete()
    antwort = als("bdl").post(seite(entwurf, "uebergeben/"), uebergabe())
    assert antwort.status_code == 422
    assert "Es fehlen die Module mit ihren Stunden." in text(antwort)


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({"am": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"}, "liegt in der Zukunft"),
        ({"am": f"{HEUTE - timedelta(days=91):%Y-%m-%d}"}, "liegt vor dem Eintritt"),
        ({"bestaetigt": ""}, "Bitte machen Sie hier eine Angabe"),
    ],
)
def test_jps20_uebergabe_mit_falschen_angaben(als, entwurf, text, werte, satz):
    antwort = als("bdl").post(seite(entwurf, "uebergeben/"), uebergabe(**werte))
    assert antwort.status_code == 422
    assert satz in text(antwort)


def test_ds31_ein_doppelter_klick_macht_einen_plan_und_ein_modul(als, fall, entwurf, als_dienst):
    bdl, werte = als("bdl"), modul()
    for _ in range(2):
        assert bdl.post(neu(fall)).status_code == 302
        assert bdl.post(seite(entwurf, "module/neu/"), werte).status_code == 302
    with als_dienst():
        assert (Qualifizierungsplan.objects.count(), Lernmodul.objects.count()) == (1, 3)


def test_ds31_zwei_aendern_ein_modul_der_zweite_sieht_beide_fassungen(als, entwurf, als_dienst, text, stand_von_dienst):
    with als_dienst():
        m = Lernmodul.objects.get(kennung="M1")
    werte = modul(stand=stand_von_dienst(m), stunden="60")
    del werte["kennzeichen"]
    adresse = f"/qualifizierungsplaene/module/{m.pk}/"
    assert als("bdl_leitung").post(adresse, werte).status_code == 302
    antwort = als("bdl").post(adresse, werte | {"stunden": "70"})
    assert antwort.status_code == 409
    assert "60" in text(antwort) and "70" in text(antwort)


def test_jps20_ein_modul_laesst_sich_aus_dem_entwurf_entfernen(als, entwurf, als_dienst):
    with als_dienst():
        m = Lernmodul.objects.get(kennung="M1")
    assert als("bdl").post(f"/qualifizierungsplaene/module/{m.pk}/entfernen/").status_code == 302
    with als_dienst():
        assert list(Lernmodul.objects.values_list("kennung", flat=True)) == ["M2"]


def test_jps20_eine_uebergebene_fassung_hat_keine_formulare(als, uebergeben, als_dienst):
    with als_dienst():
        m = uebergeben.module.first()
    adressen = [seite(uebergeben, was) for was in ("inhalt/", "module/neu/", "uebergeben/")]
    adressen += [f"/qualifizierungsplaene/module/{m.pk}/", f"/qualifizierungsplaene/module/{m.pk}/entfernen/"]
    assert [als("bdl").get(adresse).status_code for adresse in adressen] == [404] * 5


@pytest.mark.parametrize(
    "befehl",
    [
        "update qualifizierungsplan_qualifizierungsplan set ziel = 'x'",
        "update qualifizierungsplan_lernmodul set stunden = 1",
        "insert into qualifizierungsplan_lernmodul (plan_id, kennung, reihe, bezeichnung, lernziel, art, stunden,"
        " nach_ordnung, teilqualifikation) select id, 'N', 9, 'x', '', 'praxis', 1, false, false"
        " from qualifizierungsplan_qualifizierungsplan",
    ],
)
def test_jps20_die_datenbank_laesst_an_einer_uebergebenen_fassung_nichts_aendern(uebergeben, als_dienst, befehl):
    with als_dienst(), connection.cursor() as c, pytest.raises(Error, match="handed over"), transaction.atomic():
        c.execute(befehl)


def test_ds04_die_datenbank_zeigt_entwuerfe_nur_dem_traeger(welt, entwurf, als_nutzer):
    for rolle, sieht in (("bdl", True), ("rb", False), ("pap", False), ("ags", False)):
        with als_nutzer(welt[rolle]):
            assert (Qualifizierungsplan.objects.exists(), Lernmodul.objects.exists()) == (sieht, sieht), rolle


def test_ds05_ohne_zweckbindung_kein_plan(als, fall, entwurf, als_dienst):
    with als_dienst():
        fall.massnahme.zweckbindung = ["stammdaten"]
        fall.massnahme.save()
    assert als("bdl").get(seite(entwurf)).status_code == 404
    assert als("bdl").get(neu(fall)).status_code == 404


def test_ds02_ein_fremder_plan_ist_unbekannt(als, welt, fall, als_dienst):
    with als_dienst():
        drueben = plan_anlegen(welt.fremd.teilnahmen.get(), welt["bdl"])
        m = drueben.module.first()
    bdl = als("bdl")
    adressen = [seite(drueben), seite(drueben, "module/neu/"), f"/qualifizierungsplaene/module/{m.pk}/ergebnis/"]
    assert [bdl.get(adresse).status_code for adresse in adressen] == [404] * 3


def test_jps20_in_der_ezu_gibt_es_keinen_plan(als, fall, als_dienst, text):
    with als_dienst():
        fall.massnahme.programmstufe = "EZU"
        fall.massnahme.save()
    assert "Individueller Unterstützungsbedarf" in text(als("bdl").get(reiter(fall)))
    assert als("bdl").post(neu(fall)).status_code == 422


@pytest.mark.parametrize("was", ["", "pdf/", "inhalt/", "module/neu/", "uebergeben/"])
def test_ds10_jede_seite_hinterlaesst_genau_eine_spur(als, welt, entwurf, spuren, was):
    assert als("bdl").get(seite(entwurf, was)).status_code == 200
    assert [s["personen"] for s in spuren()] == [[welt.eigen.pk]]


@pytest.mark.parametrize("module", [2, 60])
def test_die_seiten_brauchen_bei_vielen_modulen_nicht_mehr_anweisungen(
    als, welt, fall, als_dienst, anweisungen, module
):
    with als_dienst():
        plan = plan_anlegen(fall, welt["bdl"], module)
    client = als("bdl")
    client.get(seite(plan))
    gezaehlt = [anweisungen(client, adresse) for adresse in (seite(plan), reiter(fall), "/qualifizierungsplaene/")]
    assert gezaehlt == [7, 13, 13]
