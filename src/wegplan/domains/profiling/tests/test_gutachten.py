"""Kurzgutachten and EZU's Unterstützungsbedarf: begin, write, finish, hand over, read (JPS-02, DS-02, DS-05)."""

import io

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.welt import HEUTE
from wegplan.domains.profiling.models import Gutachten, Schutzteil
from wegplan.domains.profiling.rules import luecken
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.kit.eingabe.stand import stand_von

from .conftest import TEXTE, gutachten_anlegen

pytestmark = pytest.mark.django_db


def adresse(gutachten, was=""):
    return f"/profiling/gutachten/{gutachten.pk}/{was}"


@pytest.fixture
def frisch(als_dienst):
    def lesen(objekt):
        with als_dienst():
            return type(objekt).objects.get(pk=objekt.pk)

    return lesen


@pytest.fixture
def stand(als_dienst):
    def lesen(objekt):
        with als_dienst():
            return stand_von(objekt)

    return lesen


# --- the way of a Kurzgutachten --------------------------------------------------------------------------------------


def test_jps02_das_profiling_beginnt_vorbelegt_mit_quelle_und_ein_zweiter_klick_macht_keinen_zweiten_entwurf(
    welt, als, zugewiesen, frisch, als_dienst, text
):
    weg = f"/profiling/zuweisungen/{zugewiesen.pk}/"
    for _ in range(2):
        assert "ist als Entwurf angelegt" in text(als("rb").post(weg, {"begonnen_am": f"{HEUTE}"}, follow=True))
    with als_dienst():
        (neu,) = Gutachten.objects.all()
    assert "Stelle JC-B" in neu.texte["anlass"]
    assert neu.quellen["anlass"] == f"Zuweisung vom {HEUTE:%d.%m.%Y}"
    assert frisch(zugewiesen).profiling_begonnen_am == HEUTE
    seite = text(als("rb").get(adresse(neu, "schreiben/")))
    assert f"Vorbelegt aus: Zuweisung vom {HEUTE:%d.%m.%Y}" in seite
    assert "zum Abschließen nötig" in seite and "zum Abschließen als geeignet nötig" in seite
    assert "Profiling läuft" in text(als("rb").get("/uebergaenge/"))


def test_jps02_abschliessen_sagt_was_fehlt_friert_ein_und_gibt_das_ergebnis_an_die_zuweisung(
    welt, als, entwurf, zugewiesen, frisch, stand, als_dienst, text
):
    rb = als("rb")
    werte = {"abgeschlossen_am": f"{HEUTE}", "ergebnis": "geeignet", "stufe": "IEB", "name_fachkraft": "Kim Büro"}
    rb.post(adresse(entwurf, "schreiben/"), {**TEXTE, "fernziel": "", "stand": stand(entwurf)})
    antwort = rb.post(adresse(entwurf, "abschliessen/"), werte)
    assert antwort.status_code == 422 and "Es fehlt: Zielplanung: Fernziel." in text(antwort)
    rb.post(adresse(entwurf, "schreiben/"), {**TEXTE, "stand": stand(entwurf)})
    assert "ändert sich nicht mehr" in text(rb.post(adresse(entwurf, "abschliessen/"), werte, follow=True))
    assert (frisch(zugewiesen).profiling_fertig_am, frisch(zugewiesen).profiling_ergebnis) == (HEUTE, "geeignet")
    seite = text(rb.get(adresse(entwurf)))
    assert "seit dem Abschluss unverändert" in seite and "kein Träger sieht diese Fassung" in seite
    assert rb.get(adresse(entwurf, "schreiben/")).status_code == 404
    with als_dienst(), pytest.raises(IntegrityError), transaction.atomic():
        Gutachten.objects.filter(pk=entwurf.pk).update(texte={"fachlich": "anders"})
    with als_dienst(), pytest.raises(IntegrityError), transaction.atomic():
        Schutzteil.objects.filter(gutachten=entwurf.pk).update(texte={})


def test_jps02_wer_geeignet_ist_bekommt_eine_stufe_empfohlen(als, entwurf, text):
    werte = {"abgeschlossen_am": f"{HEUTE}", "ergebnis": "geeignet", "stufe": "", "name_fachkraft": "Kim Büro"}
    antwort = als("rb").post(adresse(entwurf, "abschliessen/"), werte)
    assert antwort.status_code == 422 and "bekommt eine Stufe empfohlen" in text(antwort)


def test_jps02_nicht_geeignet_braucht_keine_zielplanung_und_fuehrt_zum_ende(welt, als, entwurf, stand, text):
    rb = als("rb")
    wenig = {name: TEXTE[name] for name in ("verfahren", "begruendung")}
    rb.post(adresse(entwurf, "schreiben/"), {**wenig, "stand": stand(entwurf)})
    werte = {"abgeschlossen_am": f"{HEUTE}", "ergebnis": "nicht_geeignet", "stufe": "", "name_fachkraft": "Kim Büro"}
    seite = text(rb.post(adresse(entwurf, "abschliessen/"), werte, follow=True))
    assert "Zuweisung beenden" in seite
    assert luecken("kurzgutachten", wenig, "nicht_geeignet") == []
    assert len(luecken("kurzgutachten", wenig, "warteschleife")) == 4


def test_jps02_eine_neue_fassung_beginnt_mit_der_letzten_und_sagt_es(welt, als, fertig, zugewiesen, als_dienst):
    als("rb").post(f"/profiling/zuweisungen/{zugewiesen.pk}/", {"begonnen_am": f"{HEUTE}"})
    with als_dienst():
        zweite = Gutachten.objects.get(nummer=2)
        assert Schutzteil.objects.get(gutachten=zweite).texte == {"gesundheit": "Rücken schonen"}
    assert zweite.texte == TEXTE
    assert zweite.quellen["fernziel"] == f"Kurzgutachten mit Zielplanung, Fassung 1 vom {HEUTE:%d.%m.%Y}"


def test_ds31_zwei_am_selben_entwurf_der_zweite_sieht_beide_fassungen(als, entwurf, stand, text):
    alt = stand(entwurf)
    als("rb").post(adresse(entwurf, "schreiben/"), {**TEXTE, "fachlich": "Erste", "stand": alt})
    antwort = als("rb").post(adresse(entwurf, "schreiben/"), {**TEXTE, "fachlich": "Zweite", "stand": alt})
    assert antwort.status_code == 409
    assert "Erste" in text(antwort) and "Zweite" in text(antwort)


# --- who reads it ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sieht(als_nutzer):
    """What both walls say of a Gutachten and of its protected part."""

    def fragen(nutzer, gutachten):
        with als_nutzer(nutzer):
            erste = Gutachten.objects.fuer(nutzer).filter(pk=gutachten.pk).exists()
            zweite = Gutachten.objects.filter(pk=gutachten.pk).exists()
            schutz = Schutzteil.objects.filter(gutachten=gutachten.pk).exists()
        assert erste == zweite
        return zweite, schutz

    return fragen


def test_ds02_den_entwurf_sieht_nur_das_regionalbuero(welt, entwurf, ifk_b, sieht, uebergeben_an_a, zugewiesen):
    assert sieht(welt["rb"], entwurf) == (True, True)
    assert sieht(ifk_b, entwurf) == (False, False)
    uebergeben_an_a(zugewiesen)
    assert sieht(welt["bdl"], entwurf) == (False, False)


def test_jps02_das_amt_sieht_die_fertige_fassung_der_traeger_erst_ab_der_uebergabe_ein_anderer_nie(
    welt, fertig, ifk_b, sieht, uebergeben_an_a, zugewiesen, fremder_traeger, als
):
    assert sieht(ifk_b, fertig) == (True, False)
    assert sieht(welt["bdl"], fertig) == (False, False)
    assert als("bdl").get(adresse(fertig)).status_code == 404
    uebergeben_an_a(zugewiesen)
    assert sieht(welt["bdl"], fertig) == (True, False)
    assert als("bdl").get(adresse(fertig)).status_code == 200
    assert sieht(fremder_traeger, fertig) == (False, False)
    assert als(fremder_traeger).get(adresse(fertig)).status_code == 404


def test_ds02_endet_die_zuweisung_ohne_eintritt_sieht_der_traeger_das_gutachten_nicht_mehr(welt, als_dienst, sieht):
    """Also where it knows the person from an earlier measure of its own."""
    with als_dienst():
        zuweisung = Zuweisung.objects.create(
            zuweisung_id="Z9",
            person=welt.eigen,
            regionalbuero=welt.stellen["RB-A"],
            jobcenter=welt.stellen["JC-A"],
            zugewiesen_am=HEUTE,
            uebergeben_am=HEUTE,
            massnahme=welt.massnahmen["M-A"],
            traeger=welt.stellen["TR-A"],
        )
        gutachten = gutachten_anlegen(zuweisung, welt["rb"], fertig=True)
    assert sieht(welt["bdl"], gutachten)[0]
    with als_dienst():
        Zuweisung.objects.filter(pk=zuweisung.pk).update(beendet_am=HEUTE, ergebnis="abgelehnt")
    assert sieht(welt["bdl"], gutachten) == (False, False)


def test_ds05_geschuetztes_liest_der_traeger_nur_wenn_die_massnahme_es_erlaubt_und_mit_grund(
    welt, als, fertig, zugewiesen, uebergeben_an_a, als_dienst, sieht, text, spuren
):
    uebergeben_an_a(zugewiesen)
    assert als("bdl").get(adresse(fertig, "geschuetzt/")).status_code == 404
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten", "besonders"]
        welt.massnahmen["M-A"].save()
    assert sieht(welt["bdl"], fertig) == (True, True)
    bdl = als("bdl")
    assert "Rücken schonen" not in text(bdl.get(adresse(fertig, "geschuetzt/")))
    assert bdl.post(adresse(fertig, "geschuetzt/"), {"grund": ""}).status_code == 422
    assert "Rücken schonen" in text(bdl.post(adresse(fertig, "geschuetzt/"), {"grund": "Förderplan schreiben"}))
    assert "Geschützte Angaben: Förderplan schreiben" in [s["zweck"] for s in spuren()]
    assert "Rücken" not in text(bdl.get(adresse(fertig)))


def test_ds05_das_amt_liest_geschuetzte_angaben_nicht(als, fertig, ifk_b):
    assert als(ifk_b).get(adresse(fertig)).status_code == 200
    assert als(ifk_b).get(adresse(fertig, "geschuetzt/")).status_code in (403, 404)


def pdf_text(antwort):
    from pypdf import PdfReader

    return " ".join(s.extract_text() for s in PdfReader(io.BytesIO(antwort.content)).pages)


def test_jps02_das_pdf_ist_barrierefrei_und_enthaelt_geschuetztes_nur_auf_begruendeten_wunsch(als, fertig):
    ohne = als("rb").get(adresse(fertig, "pdf/"))
    assert ohne["Content-Disposition"] == f'attachment; filename="gutachten-{fertig.pk}.pdf"'
    assert "pdfuaid" in ohne.content.decode("latin-1")
    assert "Tischlerei" in pdf_text(ohne) and "Rücken" not in pdf_text(ohne)
    mit = als("rb").post(adresse(fertig, "geschuetzt/"), {"grund": "Übergabegespräch", "ausgabe": "pdf"})
    assert "Rücken schonen" in pdf_text(mit)


# --- EZU: Individueller Unterstützungsbedarf -------------------------------------------------------------------------


@pytest.fixture
def umschulung(welt, uebergeben, als_dienst):
    with als_dienst():
        welt.massnahmen["M-A"].programmstufe = "EZU"
        welt.massnahmen["M-A"].save()
    return uebergeben


def test_jps02_in_der_umschulung_schreiben_beide_seiten_den_unterstuetzungsbedarf(
    welt, als, umschulung, ifk_b, als_dienst, sieht, stand, text
):
    als("bdl").post(f"/profiling/zuweisungen/{umschulung.pk}/", {"begonnen_am": f"{HEUTE}"})
    with als_dienst():
        neu = Gutachten.objects.get()
    assert neu.art == "unterstuetzungsbedarf"
    assert sieht(welt["rb"], neu)[0] and sieht(welt["bdl"], neu)[0] and not sieht(ifk_b, neu)[0]
    werte = {"verlauf": "Zweites Jahr bestanden", "ziele": "Ich will den Abschluss", "coaching": "Alle zwei Wochen"}
    als("rb").post(adresse(neu, "schreiben/"), {**werte, "stand": stand(neu)})
    als("bdl").post(adresse(neu, "abschliessen/"), {"abgeschlossen_am": f"{HEUTE}", "name_fachkraft": "Kim Träger"})
    seite = text(als(ifk_b).get(adresse(neu)))
    assert "Alle zwei Wochen" in seite and "Empfohlene Stufe" not in seite


def test_ds04_der_traeger_schreibt_auch_an_der_datenbank_kein_kurzgutachten(welt, uebergeben, als_nutzer):
    with als_nutzer(welt["bdl"]), pytest.raises(DatabaseError), transaction.atomic():
        gutachten_anlegen(uebergeben, welt["bdl"], fertig=False)


# --- statements ------------------------------------------------------------------------------------------------------


def test_die_reiterseite_kostet_mit_vielen_fassungen_nicht_mehr(welt, als, fertig, als_dienst, anweisungen, zugewiesen):
    rb = als("rb")
    seite = f"/personen/{welt.fremd.pk}/profiling/"
    wenige = anweisungen(rb, seite), anweisungen(rb, adresse(fertig))
    with als_dienst():
        for nummer in range(2, 12):
            gutachten_anlegen(zugewiesen, welt["rb"], fertig=True, nummer=nummer)
    assert (anweisungen(rb, seite), anweisungen(rb, adresse(fertig))) == wenige
    assert max(wenige) <= 14
