"""The participants' pages (JPS-12, JPS-13, JPS-52, DS-12)."""

from datetime import date, time, timedelta

import pytest

from tests.welt import HEUTE, MORGEN
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.zugang.rules import fruehestes_ende, letzter_tag

pytestmark = pytest.mark.django_db
SEITEN = ["/", "/mein-plan/", "/meine-anwesenheit/", "/meine-berichte/", "/meine-einschaetzung/", "/meine-ziele/"]
SEITEN += ["/wer-hat-gelesen/"]


@pytest.mark.parametrize("pfad", SEITEN)
def test_ds10_jede_eigene_seite_oeffnet_die_eigene_akte_mit_genau_einer_spur(ich, welt, spuren, text, pfad):
    antwort = ich.get(pfad)
    assert antwort.status_code == 200
    assert "Robin Eigen" in text(antwort)
    assert [(s["art"], s["personen"]) for s in spuren()] == [("oeffnen", [welt.eigen.pk])]


def test_jps13_der_unterschriebene_plan_ist_zu_lesen_und_als_pdf_zu_haben(ich, plan, text):
    seite = text(ich.get("/mein-plan/"))
    assert "Ich schaffe Ziel 0." in seite and "Ich melde mich an (0)" in seite
    assert "Ruhig und genau." in seite and "Im Lager" in seite
    pdf = ich.get(f"/mein-plan/{plan.pk}/pdf/")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert ich.get(f"/mein-plan/{plan.pk}/").status_code == 200


def test_jps50_der_freigegebene_bericht_steht_in_einfachen_worten_da(ich, bericht, text):
    assert "Sie haben noch nichts dazu gesagt" in text(ich.get("/meine-berichte/"))
    seite = text(ich.get(f"/meine-berichte/{bericht.pk}/"))
    assert "Was ich mit den Händen kann" in seite and "Arbeitet sorgfältig im Lager." in seite
    assert ich.get(f"/meine-berichte/{bericht.pk}/pdf/").content.startswith(b"%PDF")


def test_jps30_die_anwesenheit_steht_tag_fuer_tag_da(ich, marken, text):
    seite = text(ich.get("/meine-anwesenheit/"))
    assert "nicht entschuldigt" in seite or HEUTE.day <= 3
    assert "Stimmt etwas nicht?" in seite


def test_der_start_sagt_wo_ich_stehe_und_was_zu_tun_ist(ich, plan, bericht, text):
    seite = text(ich.get("/"))
    assert "Maßnahme A" in seite
    assert "Schreiben Sie, wie Sie sich selbst sehen" in seite
    assert "Lesen Sie Ihren Plan und sagen Sie etwas dazu" in seite
    assert "Lesen Sie Ihren letzten Bericht" in seite
    assert "Ich melde mich an (0)" in seite


def test_ds12_wer_gelesen_hat_steht_mit_stelle_und_rolle_da_ohne_namen(ich, als, welt, text, als_dienst):
    with als_dienst():
        welt["pap"].last_name = "Geheimname"
        welt["pap"].save()
    als("pap").get(f"/personen/{welt.eigen.pk}/")
    seite = text(ich.get("/wer-hat-gelesen/"))
    assert "Persönliche Ansprechperson" in seite and "Stelle JC-A" in seite and "Die Akte geöffnet" in seite
    assert "Geheimname" not in seite


def test_ds12_die_eigenen_besuche_stehen_nur_auf_wunsch_zwischen_denen_der_anderen(ich, als, welt, text):
    assert "Noch hat niemand anderes Ihre Akte gesehen" in text(ich.get("/wer-hat-gelesen/"))
    als("pap").get(f"/personen/{welt.eigen.pk}/")
    ohne, mit = text(ich.get("/wer-hat-gelesen/")), text(ich.get("/wer-hat-gelesen/?eigene=ja"))
    assert "Persönliche Ansprechperson" in ohne and "Sie selbst" not in ohne
    assert "Persönliche Ansprechperson" in mit and "Sie selbst" in mit


def test_die_hilfe_nennt_niemanden(ich, spuren):
    assert ich.get("/meine-hilfe/").status_code == 200
    assert spuren() == []


def test_der_start_nennt_einladungen_des_jobcenters_bis_sie_beantwortet_sind(ich, welt, als_dienst, text):
    with als_dienst():
        angaben = {"person": welt.eigen, "art": "einladung", "tag": MORGEN}
        offen = {"erfasst_von": welt["pap"], "uhrzeit": time(9, 30), "ort": "Zimmer 2.14"}
        Vorgang.objects.create(vorgang_id="E1", **angaben, **offen)
        Vorgang.objects.create(vorgang_id="E2", **angaben, ort="Zimmer 9", ergebnis="erschienen")
        Vorgang.objects.create(vorgang_id="E3", **angaben | {"person": welt.fremd}, ort="Zimmer 7")
        Vorgang.objects.create(vorgang_id="E4", **angaben, ort="Zimmer 8")  # imported: nobody wrote it
    seite = text(ich.get("/"))
    assert "Einladung zu Stelle JC-A, 09:30 Uhr, Zimmer 2.14" in seite
    assert "Einladung zu Stelle JC-A, Zimmer 8" in seite
    assert "Zimmer 9" not in seite and "Zimmer 7" not in seite


def test_ds01_der_start_sagt_bis_wann_der_zugang_gilt(ich, fall, als_dienst, text):
    assert "anmelden bis zum" not in text(ich.get("/")), "no planned end"
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(geplantes_ende=date(2099, 4, 30))
    assert "anmelden bis zum 30.04.2100" in text(ich.get("/"))


@pytest.mark.parametrize("ende", [date(2026, 11, 30), date(2027, 2, 28), date(2028, 2, 28), date(2028, 2, 29)])
def test_ds01_der_letzte_tag_ist_der_letzte_an_dem_der_zugang_nicht_beendet_wird(ende):
    letzter = letzter_tag(ende, HEUTE)
    assert fruehestes_ende(letzter) <= ende < fruehestes_ende(letzter + timedelta(days=1))
