"""Entry forms of a Teilnahme and the undo of a wrong exit (section G, B, PX-13, DS-11, DS-31, DS-32)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.teilnahme.models import Teilnahme

from .test_eintragen import ausgefuellt

pytestmark = pytest.mark.django_db
ENDE = HEUTE + timedelta(days=60)


def url(welt, name, *nummern):
    return reverse(f"akte:{name}", args=[welt.eigen.pk, *nummern])


def laufende(welt) -> Teilnahme:
    return welt.eigen.teilnahmen.get(austritt=None)


def beendete(welt) -> Teilnahme:
    return welt.eigen.teilnahmen.get(austritt__isnull=False)


def test_teilnahme_eintragen(als, welt, text):
    client = als("pap")
    adresse = url(welt, "teilnahme_neu")
    werte = {
        "massnahme": welt.massnahmen["M-B"].pk,
        "eintritt": f"{HEUTE:%Y-%m-%d}",
        "geplantes_ende": f"{ENDE:%Y-%m-%d}",
    }
    daten = ausgefuellt(client, adresse, **werte)
    antworten = [client.post(adresse, daten, follow=True) for _ in range(2)]
    assert all("ist gespeichert" in text(a) for a in antworten)
    neue = Teilnahme.objects.get(teilnahme_id=daten["kennzeichen"])
    assert (neue.massnahme.massnahmenummer, neue.eintritt, neue.geplantes_ende) == ("M-B", HEUTE, ENDE)


@pytest.mark.parametrize(
    ("werte", "feld", "satz"),
    [
        ({"massnahme": "M-A"}, "eintritt", "in dieser Zeit schon eine Teilnahme"),
        ({"geplantes_ende": f"{HEUTE - timedelta(days=1):%Y-%m-%d}"}, "geplantes_ende", "vor dem Eintritt"),
        ({"geplantes_ende": "2099-01-01"}, "geplantes_ende", "zu weit in der Zukunft"),
        ({"programmstufe": "IEB"}, "programmstufe", "ESF-Programm"),
        ({"massnahme": ""}, "massnahme", "machen Sie hier eine Angabe"),
    ],
)
def test_ds32_teilnahme_fehler_stehen_am_feld(als, welt, werte, feld, satz):
    client = als("pap")
    adresse = url(welt, "teilnahme_neu")
    if werte.get("massnahme"):
        werte = {"massnahme": welt.massnahmen[werte["massnahme"]].pk}
    alle = {"massnahme": welt.massnahmen["M-B"].pk, "eintritt": f"{HEUTE:%Y-%m-%d}", "geplantes_ende": "", **werte}
    antwort = client.post(adresse, ausgefuellt(client, adresse, **alle))
    assert antwort.status_code == 422
    assert satz in str(antwort.context["form"].errors[feld])


def test_geplantes_ende_verlegen_behaelt_den_grund_im_verlauf(als, welt, text):
    client, t = als("pap"), laufende(welt)
    adresse = url(welt, "teilnahme_ende", t.pk)
    daten = ausgefuellt(client, adresse, geplantes_ende=f"{ENDE:%Y-%m-%d}", grund="Prüfung verschoben")
    assert f"jetzt der {ENDE:%d.%m.%Y}" in text(client.post(adresse, daten, follow=True))
    letztes = Teilnahme.pgh_event_model.objects.filter(pgh_obj_id=t.pk).order_by("-pgh_id").first()
    assert letztes.geplantes_ende == ENDE
    assert letztes.pgh_context.metadata["grund"] == "Prüfung verschoben"
    assert letztes.pgh_context.metadata["nutzer"] == welt["pap"].pk


def test_austritt_haelt_team_und_jobcenter_am_tag_des_austritts_fest(als, welt, text):
    client, t = als("pap"), laufende(welt)
    adresse = url(welt, "austritt", t.pk)
    daten = ausgefuellt(client, adresse, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="abbruch")
    assert f"Der Austritt am {HEUTE:%d.%m.%Y} ist gespeichert." in text(client.post(adresse, daten, follow=True))
    t.refresh_from_db()
    assert (t.austritt, t.austrittsgrund) == (HEUTE, "abbruch")
    assert (t.team, t.jobcenter) == (welt.eigen.team, welt.eigen.jobcenter)


def test_regulaerer_austritt_vor_dem_geplanten_ende_ist_ein_hinweis_kein_fehler(als, welt, als_dienst, text):
    with als_dienst():
        welt.eigen.teilnahmen.filter(austritt=None).update(geplantes_ende=ENDE)
    client, adresse = als("pap"), url(welt, "austritt", laufende(welt).pk)
    daten = ausgefuellt(client, adresse, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="regulaer")
    assert "Prüfen Sie den Grund" in text(client.post(adresse, daten, follow=True))


@pytest.mark.parametrize(("tage", "satz"), [(-1000, "vor dem Eintritt"), (93, "mehr als drei Monate in der Zukunft")])
def test_ds32_austritt_fehler_stehen_am_feld(als, welt, tage, satz):
    client, adresse = als("pap"), url(welt, "austritt", laufende(welt).pk)
    tag = f"{HEUTE + timedelta(days=tage):%Y-%m-%d}"
    antwort = client.post(adresse, ausgefuellt(client, adresse, austritt=tag, austrittsgrund="regulaer"))
    assert satz in str(antwort.context["form"].errors["austritt"])


def test_ds31_zwei_tragen_den_austritt_ein_der_zweite_sieht_den_ersten(als, welt, text):
    adresse = url(welt, "austritt", laufende(welt).pk)
    erster, zweiter = als("pap"), als("tl")
    offen = ausgefuellt(zweiter, adresse, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="regulaer")
    erster.post(adresse, ausgefuellt(erster, adresse, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="abbruch"))
    antwort = zweiter.post(adresse, offen)
    assert antwort.status_code == 409
    assert "regulär beendet Abbruch" in text(antwort)


def test_ds31_doppelklick_auf_den_austritt_ist_kein_konflikt(als, welt):
    adresse, client = url(welt, "austritt", laufende(welt).pk), als("pap")
    daten = ausgefuellt(client, adresse, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="abbruch")
    assert [client.post(adresse, daten).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("rolle", ["tl", "bl", "dqm"])
def test_px13_leitung_nimmt_einen_falschen_austritt_mit_grund_zurueck(als, welt, text, rolle):
    t, client = beendete(welt), als(rolle)
    adresse = url(welt, "austritt_zuruecknehmen", t.pk)
    seite = text(client.get(adresse))
    assert f"Austritt {t.austritt:%d.%m.%Y} keiner, die Teilnahme läuft" in seite
    daten = ausgefuellt(client, adresse, grund="Falsche Person erwischt")
    assert "ist zurückgenommen" in text(client.post(adresse, daten, follow=True))
    vorher = t.austritt
    t.refresh_from_db()
    assert (t.austritt, t.austrittsgrund) == (None, "")
    verlauf = list(Teilnahme.pgh_event_model.objects.filter(pgh_obj_id=t.pk).order_by("pgh_id"))
    assert [e.austritt for e in verlauf] == [vorher, None]
    assert verlauf[-1].pgh_context.metadata["grund"] == "Falsche Person erwischt"
    assert verlauf[-1].pgh_context.metadata["nutzer"] == welt[rolle].pk


def test_px13_nach_der_ruecknahme_gelten_team_und_jobcenter_wie_vor_dem_austritt(als, welt):
    t, tl = laufende(welt), als("tl")
    austritt, zurueck = url(welt, "austritt", t.pk), url(welt, "austritt_zuruecknehmen", t.pk)
    tl.post(austritt, ausgefuellt(tl, austritt, austritt=f"{HEUTE:%Y-%m-%d}", austrittsgrund="abbruch"))
    tl.post(zurueck, ausgefuellt(tl, zurueck, grund="war ein Irrtum"))
    t.refresh_from_db()
    assert (t.austritt, t.team, t.jobcenter) == (None, None, None)


def test_px13_ohne_grund_bleibt_der_austritt(als, welt):
    t, tl = beendete(welt), als("tl")
    adresse = url(welt, "austritt_zuruecknehmen", t.pk)
    antwort = tl.post(adresse, ausgefuellt(tl, adresse, grund=" "))
    assert antwort.status_code == 422 and "grund" in antwort.context["form"].errors
    t.refresh_from_db()
    assert t.austritt


def test_px13_fachkraefte_nehmen_keinen_austritt_zurueck(als, welt):
    adresse = url(welt, "austritt_zuruecknehmen", beendete(welt).pk)
    assert als("pap").get(adresse).status_code == 403
    assert "zuruecknehmen" not in als("pap").get(url(welt, "person")).content.decode()


def test_px13_ruecknahme_die_sich_ueberschneiden_wuerde_sagt_es(als, welt, als_dienst):
    t = beendete(welt)
    with als_dienst():
        Teilnahme.objects.create(
            teilnahme_id="T-SPAETER", person=welt.eigen, massnahme=t.massnahme, eintritt=HEUTE - timedelta(days=20)
        )
    tl, adresse = als("tl"), url(welt, "austritt_zuruecknehmen", t.pk)
    antwort = tl.post(adresse, ausgefuellt(tl, adresse, grund="war ein Irrtum"))
    assert "in dieser Zeit schon eine Teilnahme" in str(antwort.context["form"].errors["grund"])
