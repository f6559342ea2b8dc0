"""Assigning, access by it, handing over, entering, ending; the board (JPS-01, JPS-03, DS-02, DS-04, DS-31)."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.welt import GESTERN, HEUTE
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.uebergang.models import Stand, Zuweisung
from wegplan.domains.uebergang.queries import KARTEN
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_von

from .conftest import profiling_fertig, zuweisung_anlegen

pytestmark = pytest.mark.django_db
BRETT = "/uebergaenge/"


def url(zuweisung, was):
    return f"{BRETT}{zuweisung.pk}/{was}/"


@pytest.fixture
def stand(als_dienst):
    def lesen(zuweisung):
        with als_dienst():
            return stand_von(zuweisung)

    return lesen


@pytest.fixture
def frisch(als_dienst):
    def lesen(zuweisung):
        with als_dienst():
            return Zuweisung.objects.select_related("teilnahme").get(pk=zuweisung.pk)

    return lesen


@pytest.fixture
def sieht(als_nutzer):
    """What both walls say: the first as the view asks, the second without any filter."""

    def fragen(nutzer, person):
        with als_nutzer(nutzer):
            erste = Person.objects.fuer(nutzer).filter(pk=person.pk).exists()
            zweite = Person.objects.filter(pk=person.pk).exists()
        assert erste == zweite
        return zweite

    return fragen


# --- access ----------------------------------------------------------------------------------------------------------


def test_ds02_das_regionalbuero_sieht_die_person_ab_der_zuweisung_der_traeger_erst_ab_der_uebergabe(
    welt, zugewiesen, sieht, als_dienst
):
    assert sieht(welt["rb"], welt.fremd)
    assert not sieht(welt["bdl"], welt.fremd)
    with als_dienst():
        zugewiesen.uebergeben_am, zugewiesen.massnahme = HEUTE, welt.massnahmen["M-A"]
        zugewiesen.traeger = welt.stellen["TR-A"]
        zugewiesen.save()
    assert sieht(welt["bdl"], welt.fremd)


def test_ds02_beide_sehen_nichts_mehr_sobald_die_zuweisung_ohne_eintritt_endet(welt, uebergeben, sieht, als_dienst):
    assert sieht(welt["rb"], welt.fremd) and sieht(welt["bdl"], welt.fremd)
    with als_dienst():
        uebergeben.beendet_am, uebergeben.ergebnis = HEUTE, "abgelehnt"
        uebergeben.save()
    assert not sieht(welt["rb"], welt.fremd)
    assert not sieht(welt["bdl"], welt.fremd)


@pytest.mark.parametrize("rolle", ["pap", "ifk", "bov", "ags", "mb", "tl", "bl", "dqm", "regiestelle", "datenschutz"])
def test_ds02_niemand_sonst_gewinnt_durch_eine_zuweisung_zugang(welt, uebergeben, sieht, rolle):
    assert not sieht(welt[rolle], welt.fremd)


def test_ds04_die_datenbank_zeigt_dem_traeger_keine_zuweisung_an_andere(welt, als_dienst, als_nutzer):
    """Provider A knows Frau Eigen from its own measure; her assignment to another Regionalbüro is not its business."""
    with als_dienst():
        fremde = zuweisung_anlegen(welt, welt.eigen, regionalbuero=welt.stellen["RB-B"])
    for rolle, zahl in (("bdl", 0), ("rb", 0), ("ifk", 1)):
        with als_nutzer(welt[rolle]):
            assert Zuweisung.objects.filter(pk=fremde.pk).count() == zahl, rolle
            assert Stand.objects.filter(zuweisung=fremde).count() == zahl, rolle


@pytest.mark.parametrize("rolle", ["rb", "bdl"])
def test_ds04_weder_regionalbuero_noch_traeger_legen_eine_zuweisung_an_oder_beenden_sie(
    welt, uebergeben, als_nutzer, rolle
):
    with als_nutzer(welt[rolle]):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as c:
            c.execute(
                "insert into uebergang_zuweisung (zuweisung_id, person_id, regionalbuero_id, jobcenter_id, stufe,"
                " zugewiesen_am, wartegrund, ergebnis) values ('X', %s, %s, %s, '', current_date, '', '')",
                [welt.fremd.pk, welt.stellen["RB-A"].pk, welt.stellen["JC-B"].pk],
            )
        with pytest.raises(ProgrammingError), transaction.atomic():
            Zuweisung.objects.filter(pk=uebergeben.pk).update(beendet_am=HEUTE, ergebnis="abgelehnt")


# --- moving on -------------------------------------------------------------------------------------------------------


def test_jps01_die_fachkraft_weist_zu_und_ein_doppelter_klick_weist_einmal_zu(welt, als, ifk_b, als_dienst, text):
    werte = {
        "kennzeichen": neues_kennzeichen(),
        "regionalbuero": welt.stellen["RB-A"].pk,
        "stufe": "IEB",
        "zugewiesen_am": f"{HEUTE}",
    }
    adresse = f"/personen/{welt.fremd.pk}/programm/zuweisen/"
    for _ in range(2):
        assert "führt jetzt das Profiling" in text(als(ifk_b).post(adresse, werte, follow=True))
    with als_dienst():
        neu = Zuweisung.objects.get()
    assert (neu.zugewiesen_von, neu.jobcenter, neu.stufe) == (ifk_b, welt.stellen["JC-B"], "IEB")
    antwort = als(ifk_b).post(adresse, werte | {"kennzeichen": neues_kennzeichen()})
    assert antwort.status_code == 422
    assert "schon zugewiesen" in text(antwort)


def profiling(als_dienst, zuweisung, ergebnis):
    with als_dienst():
        profiling_fertig(zuweisung, ergebnis)


def test_jps03_uebergeben_sagt_wer_was_sieht_und_der_traeger_hat_die_person_dann(
    welt, als, zugewiesen, stand, text, als_dienst
):
    profiling(als_dienst, zugewiesen, "geeignet")
    seite = text(als("rb").get(url(zugewiesen, "uebergeben")))
    assert "Rechtsgrundlage" in seite and "sehen sie die Person nicht mehr" in seite
    werte = {"stand": stand(zugewiesen), "massnahme": welt.massnahmen["M-A"].pk, "uebergeben_am": f"{HEUTE}"}
    assert als("bdl").get(f"/personen/{welt.fremd.pk}/programm/").status_code == 404
    assert "Übergeben" in text(als("rb").post(url(zugewiesen, "uebergeben"), werte, follow=True))
    assert "Auftaktgespräch führen" in text(als("bdl").get(f"/personen/{welt.fremd.pk}/programm/"))


def test_jps02_ohne_kurzgutachten_wird_nicht_uebergeben_ausser_in_die_umschulung(
    welt, als, zugewiesen, stand, frisch, text, als_dienst
):
    werte = {"massnahme": welt.massnahmen["M-A"].pk, "uebergeben_am": f"{HEUTE}"}
    antwort = als("rb").post(url(zugewiesen, "uebergeben"), werte | {"stand": stand(zugewiesen)})
    assert antwort.status_code == 422
    assert "Vor der Übergabe wird das Kurzgutachten abgeschlossen" in text(antwort)
    with als_dienst():
        welt.massnahmen["M-A"].programmstufe = "EZU"
        welt.massnahmen["M-A"].save()
    als("rb").post(url(zugewiesen, "uebergeben"), werte | {"stand": stand(zugewiesen)})
    danach = frisch(zugewiesen)
    assert (danach.uebergeben_am, danach.uebergeben_von_id) == (HEUTE, welt["rb"].pk)


def test_jps02_wer_nicht_geeignet_ist_wird_nicht_uebergeben(welt, als, zugewiesen, stand, text, als_dienst):
    profiling(als_dienst, zugewiesen, "nicht_geeignet")
    werte = {"stand": stand(zugewiesen), "massnahme": welt.massnahmen["M-A"].pk, "uebergeben_am": f"{HEUTE}"}
    assert "nicht geeignet" in text(als("rb").post(url(zugewiesen, "uebergeben"), werte))


# --- who ends (ADR 0059) ---------------------------------------------------------------------------------------------


def ende(stand, zuweisung, ergebnis):
    return {"stand": stand(zuweisung), "beendet_am": f"{HEUTE}", "ergebnis": ergebnis}


def test_jps01_das_regionalbuero_beendet_mit_nicht_geeignet_wenn_das_gutachten_es_sagt(
    welt, als, zugewiesen, stand, frisch, text, als_dienst
):
    adresse = url(zugewiesen, "profiling-ende")
    antwort = als("rb").post(adresse, ende(stand, zugewiesen, "nicht_geeignet"))
    assert antwort.status_code == 422 and "setzt ein abgeschlossenes Kurzgutachten" in text(antwort)
    profiling(als_dienst, zugewiesen, "nicht_geeignet")
    assert "Beendet" in text(als("rb").post(adresse, ende(stand, zugewiesen, "nicht_geeignet"), follow=True))
    assert (frisch(zugewiesen).ergebnis, frisch(zugewiesen).beendet_am) == ("nicht_geeignet", HEUTE)
    assert als("rb").get(f"/personen/{welt.fremd.pk}/programm/").status_code == 404


def test_jps01_das_regionalbuero_beendet_das_warten_nur_wenn_die_person_gewartet_hat(
    welt, als, zugewiesen, stand, frisch, text
):
    adresse = url(zugewiesen, "profiling-ende")
    assert "hat nicht gewartet" in text(als("rb").post(adresse, ende(stand, zugewiesen, "warteschleife_beendet")))
    werte = {"stand": stand(zugewiesen), "wartet_seit": f"{HEUTE}", "wartegrund": "kein_platz"}
    als("rb").post(url(zugewiesen, "warten"), werte)
    als("rb").post(adresse, ende(stand, zugewiesen, "warteschleife_beendet"))
    assert frisch(zugewiesen).ergebnis == "warteschleife_beendet"


@pytest.mark.parametrize("ergebnis", ["abgelehnt", "arbeit", "nicht_erschienen", "eintritt"])
def test_jps01_alle_anderen_ergebnisse_traegt_das_amt_ein_auch_fuer_die_datenbank(
    welt, als, zugewiesen, stand, als_nutzer, als_dienst, ergebnis
):
    profiling(als_dienst, zugewiesen, "nicht_geeignet")
    assert als("rb").post(url(zugewiesen, "profiling-ende"), ende(stand, zugewiesen, ergebnis)).status_code == 422
    with als_nutzer(welt["rb"]), pytest.raises(ProgrammingError), transaction.atomic():
        Zuweisung.objects.filter(pk=zugewiesen.pk).update(beendet_am=HEUTE, ergebnis=ergebnis)


def test_jps01_nach_der_uebergabe_beendet_das_regionalbuero_nicht_mehr(welt, uebergeben, als_nutzer, als_dienst):
    profiling(als_dienst, uebergeben, "nicht_geeignet")
    with als_nutzer(welt["rb"]), pytest.raises(ProgrammingError), transaction.atomic():
        Zuweisung.objects.filter(pk=uebergeben.pk).update(beendet_am=HEUTE, ergebnis="nicht_geeignet")


def test_jps01_der_traeger_beendet_nie(welt, uebergeben, als_nutzer, als):
    assert als("bdl").get(url(uebergeben, "profiling-ende")).status_code in (403, 404)
    with als_nutzer(welt["bdl"]), pytest.raises(ProgrammingError), transaction.atomic():
        Zuweisung.objects.filter(pk=uebergeben.pk).update(beendet_am=HEUTE, ergebnis="nicht_geeignet")


def test_ds32_ein_tag_vor_der_zuweisung_wird_am_feld_gesagt(welt, als, zugewiesen, stand, text, als_dienst):
    profiling(als_dienst, zugewiesen, "geeignet")
    werte = {"stand": stand(zugewiesen), "massnahme": welt.massnahmen["M-A"].pk, "uebergeben_am": f"{GESTERN}"}
    antwort = als("rb").post(url(zugewiesen, "uebergeben"), werte)
    assert antwort.status_code == 422
    assert "Die Übergabe liegt vor der Zuweisung" in text(antwort)


def test_ds31_zwei_am_selben_fall_der_zweite_sieht_beide_fassungen(welt, als, zugewiesen, stand, text):
    alt = stand(zugewiesen)
    werte = {"stand": alt, "wartet_seit": f"{HEUTE}", "wartegrund": "kein_platz"}
    als("rb").post(url(zugewiesen, "warten"), werte)
    antwort = als("rb").post(url(zugewiesen, "warten"), werte | {"wartegrund": "unterlagen"})
    assert antwort.status_code == 409
    assert "Unterlagen fehlen" in text(antwort) and "kein Platz frei" in text(antwort)


def test_jps01_auftakt_dann_eintritt_die_teilnahme_ist_verknuepft_und_ein_doppelter_klick_macht_eine(
    welt, als, ifk_b, uebergeben, stand, frisch, als_dienst, text
):
    auftakt = {"stand": 0, "auftakt_am": f"{HEUTE}", "mit_rb": "A", "mit_bdl": "B"}
    auftakt |= dict.fromkeys(("qualifizierung", "betreuung", "unterstuetzung"), "Vereinbart")
    als("bdl").post(f"/profiling/zuweisungen/{uebergeben.pk}/auftakt/", auftakt)
    werte = {"kennzeichen": neues_kennzeichen(), "eintritt": f"{HEUTE}", "geplantes_ende": ""}
    for _ in range(2):
        assert "Eingetreten" in text(als(ifk_b).post(url(uebergeben, "eintritt"), werte, follow=True))
    danach = frisch(uebergeben)
    assert (danach.ergebnis, danach.beendet_am, danach.auftakt_am) == ("eintritt", HEUTE, HEUTE)
    with als_dienst():
        assert Teilnahme.objects.filter(person=welt.fremd, massnahme=welt.massnahmen["M-A"]).get() == danach.teilnahme
    assert "In der Maßnahme" in text(als("bdl").get(f"/personen/{welt.fremd.pk}/programm/"))


def test_jps01_ohne_eintritt_beenden_schliesst_den_zugang_mit_der_naechsten_anfrage(
    welt, als, ifk_b, uebergeben, stand, text
):
    assert als("bdl").get(f"/personen/{welt.fremd.pk}/programm/").status_code == 200
    werte = {"stand": stand(uebergeben), "beendet_am": f"{HEUTE}", "ergebnis": "nicht_erschienen"}
    assert "Beendet" in text(als(ifk_b).post(url(uebergeben, "ende"), werte, follow=True))
    for rolle in ("rb", "bdl"):
        assert als(rolle).get(f"/personen/{welt.fremd.pk}/programm/").status_code == 404
        assert als(rolle).get(f"/profiling/zuweisungen/{uebergeben.pk}/auftakt/").status_code == 404


# --- the board -------------------------------------------------------------------------------------------------------


def test_jps04_das_brett_zeigt_wer_seit_wann_und_wer_am_zug_ist(welt, als, uebergeben, text, spuren):
    seite = text(als("bdl").get(BRETT))
    assert "Übergeben (1)" in seite and "Fremd, Robin" in seite and "Am Zug: Träger, Stelle TR-A" in seite
    assert "Auftakt eintragen" in seite and "Ohne Eintritt beenden" not in seite
    (spur,) = [s for s in spuren() if s["ansicht"] == "uebergang:brett"]
    assert welt.fremd.pk in spur["personen"]


def test_jps04_die_liste_hat_alle_und_das_brett_kostet_bei_vielen_nicht_mehr(welt, als, als_dienst, anweisungen, text):
    def weitere(anzahl, ab):
        with als_dienst():
            leute = Person.objects.bulk_create(Person(nachname=f"Viel{ab + n}", vorname="Kim") for n in range(anzahl))
            stellen = {"regionalbuero": welt.stellen["RB-A"], "jobcenter": welt.stellen["JC-B"]}
            Zuweisung.objects.bulk_create(
                Zuweisung(zuweisung_id=f"V{p.pk}", person=p, zugewiesen_am=HEUTE - timedelta(days=n % 9), **stellen)
                for n, p in enumerate(leute)
            )

    weitere(3, 0)
    rb = als("rb")
    wenige = anweisungen(rb, BRETT), anweisungen(rb, f"{BRETT}liste/")
    weitere(120, 100)
    assert (anweisungen(rb, BRETT), anweisungen(rb, f"{BRETT}liste/")) == wenige
    seite = rb.get(BRETT).content.decode()
    assert "Alle 123 zeigen" in seite
    assert seite.count("Warten lassen") >= KARTEN
    assert "123" in text(rb.get(f"{BRETT}liste/?station=zugewiesen"))
