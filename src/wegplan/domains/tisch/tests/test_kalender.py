"""The calendar: secret, revocable, with steps and a neutral case number only (VF-08, DS-01, DS-35)."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.tisch.models import Kalenderadresse

pytestmark = pytest.mark.django_db
SEITE = "/mein-tag/kalender/"


@pytest.fixture(autouse=True)
def ohne_gezaehlte_abrufe() -> None:
    cache.clear()


@pytest.fixture
def adresse(als, fall) -> str:
    """The path of the address that ifk-a has just made."""
    antwort = als("ifk").post(SEITE, {"tun": "einrichten"})
    return re.search(r"<code>https?://[^/]+(/kalender/[^<]+)</code>", antwort.content.decode()).group(1)


def entfaltet(antwort) -> str:
    return antwort.content.decode().replace("\r\n ", "")


def test_vf08_der_kalender_hat_einen_termin_je_eigenem_schritt_am_tag_seiner_erinnerung(als, adresse, offen, fall):
    antwort = Client().get(adresse)
    assert antwort["Content-Type"].startswith("text/calendar")
    kalender = entfaltet(antwort)
    assert kalender.count("BEGIN:VEVENT") == als("ifk").get("/mein-tag/liste/").context["liste"].anzahl
    schritt = offen()
    assert f"UID:schritt-{schritt.pk}@wegplan" in kalender
    assert f"DTSTART;VALUE=DATE:{schritt.erste_erinnerung:%Y%m%d}" in kalender
    assert f"(Fall {fall.pk})" in kalender
    assert all(len(zeile) <= 75 for zeile in antwort.content.split(b"\r\n"))


def test_ds35_der_kalender_nennt_keinen_namen_keine_kundennummer_keine_notiz(adresse, welt, offen, als_dienst):
    schritt = offen()
    with als_dienst():
        type(schritt).objects.filter(pk=schritt.pk).update(notiz="Frau Eigen anrufen")
    kalender = entfaltet(Client().get(adresse))
    for wort in ("Eigen,", "Frau Eigen", "Robin", "KD-", "1990", "Maßnahme A", "ifk"):
        assert wort not in kalender, wort


def test_vf08_widerrufen_oder_erneuert_gibt_die_alte_adresse_nichts_mehr(als, adresse):
    assert Client().get(adresse).status_code == 200
    als("ifk").post(SEITE, {"tun": "einrichten"})
    assert Client().get(adresse).status_code == 404
    als("ifk").post(SEITE, {"tun": "widerrufen"})
    assert Client().get("/kalender/erfunden.ics").status_code == 404
    assert "keine Adresse eingerichtet" in als("ifk").get(SEITE).content.decode()


def test_ds04_die_adresse_steht_nirgends_im_klartext_und_nur_ihr_konto_sieht_sie(adresse, welt, als_dienst, als_nutzer):
    geheimnis = adresse.removeprefix("/kalender/").removesuffix(".ics")
    with als_nutzer(welt["ifk"]):
        assert geheimnis not in Kalenderadresse.objects.get().pruefwert
    with als_nutzer(welt["tl"]):
        assert not Kalenderadresse.objects.exists()


def test_ds02_mit_der_zustaendigkeit_enden_die_termine_mit_dem_konto_der_kalender(adresse, welt, als_dienst):
    with als_dienst():
        Zustaendigkeit.objects.filter(nutzer=welt["ifk"]).delete()
    assert "VEVENT" not in entfaltet(Client().get(adresse))
    with als_dienst():
        Nutzer.objects.filter(pk=welt["ifk"].pk).update(is_active=False)
    assert Client().get(adresse).status_code == 404


def test_ds10_jeder_abruf_hinterlaesst_eine_spur_des_kontos(adresse, welt, spuren):
    vorher = len(spuren())
    Client().get(adresse)
    (spur,) = spuren()[vorher:]
    assert (spur["art"], spur["ansicht"], spur["personen"]) == ("export", "tisch:ics", [welt.eigen.pk])


def test_ds01_zu_viele_abrufe_werden_abgewiesen(adresse, monkeypatch):
    monkeypatch.setattr("wegplan.domains.tisch.views.kalender.JE_STUNDE", 2)
    assert [Client().get(adresse).status_code for _ in range(3)] == [200, 200, 429]
