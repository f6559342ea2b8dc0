"""The public page and the consents behind it (JPS-82)."""

from datetime import date

import pytest
from django.db import Error, transaction
from django.test import Client

from wegplan.domains.einwilligung.forms import Einwilligungsformular
from wegplan.domains.einwilligung.models import Einwilligung
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

from .conftest import konto

pytestmark = pytest.mark.django_db
SEITE = "/programm/projekte/"
LINK, MAIL = "https://kurse.example/ieb", "kontakt@kurse.example"


def angaben(**weitere):
    werte = {"kennzeichen": neues_kennzeichen(), "link": LINK, "mail": MAIL, "unterzeichnet_von": "Kim Kurs"}
    return werte | {"erreichbar_unter": "0341 1234", "unterzeichnet_am": "2026-04-01"} | weitere


@pytest.fixture
def einwilligung(als, projekt, als_dienst):
    assert als("rb").post(f"/projekte/{projekt.pk}/einwilligung/neu/", angaben()).status_code == 302
    with als_dienst():
        return Einwilligung.objects.get()


@pytest.fixture
def veroeffentlicht(als, einwilligung):
    als("rb").post(f"/einwilligungen/{einwilligung.pk}/weitergeben/")
    als("regiestelle").post(f"/einwilligungen/{einwilligung.pk}/veroeffentlichen/")
    return einwilligung


def seite():
    antwort = Client().get(SEITE)
    assert antwort.status_code == 200
    return antwort.content.decode()


def test_jps82_projekt_traeger_und_ort_stehen_ohne_anmeldung_da_link_und_mail_nicht(als, einwilligung, projekt):
    als("rb").post(f"/projekte/{projekt.pk}/einwilligung/ort/", {"ort": "Auenmark"})
    html = seite()
    for wort in ("Projekt Neu", projekt.traeger.name, "Auenmark"):
        assert wort in html
    assert LINK not in html and MAIL not in html


def test_jps82_erst_die_veroeffentlichung_zeigt_link_und_mail_sicher_und_sonst_nichts(veroeffentlicht):
    html = seite()
    assert f'href="{LINK}"' in " ".join(html.split()) and 'rel="noopener noreferrer nofollow"' in html
    assert f'href="mailto:{MAIL}"' in html
    for verborgen in ("Kim Kurs", "0341 1234"):
        assert verborgen not in html


def test_jps82_der_widerruf_wirkt_am_selben_tag(als, veroeffentlicht, text):
    als("bdl_leitung").post(f"/einwilligungen/{veroeffentlicht.pk}/widerrufen/")
    html = seite()
    assert LINK not in html and MAIL not in html and "Projekt Neu" in html
    als("regiestelle").post(f"/einwilligungen/{veroeffentlicht.pk}/veroeffentlichen/")
    assert LINK not in seite()
    assert "widerrufen" in text(als("rb").get("/einwilligungen/"))


def test_ds22_nach_dem_widerruf_zeigt_auch_kein_zwischenspeicher_die_adresse(als, veroeffentlicht):
    leser = Client()
    vorher = leser.get(SEITE)
    assert LINK in vorher.content.decode() and vorher["Cache-Control"] == "no-store", "no browser or proxy keeps it"
    als("rb").post(f"/einwilligungen/{veroeffentlicht.pk}/widerrufen/")
    nachher = leser.get(SEITE).content.decode()
    assert LINK not in nachher and MAIL not in nachher


def test_jps82_die_neue_ersetzt_die_alte_erst_mit_ihrer_veroeffentlichung(als, veroeffentlicht, projekt, als_dienst):
    als("rb").post(f"/projekte/{projekt.pk}/einwilligung/neu/", angaben(link="https://neu.example/", mail=""))
    with als_dienst():
        neue = Einwilligung.objects.exclude(pk=veroeffentlicht.pk).get()
    als("rb").post(f"/einwilligungen/{neue.pk}/weitergeben/")
    assert LINK in seite() and "neu.example" not in seite()
    als("regiestelle").post(f"/einwilligungen/{neue.pk}/veroeffentlichen/")
    assert LINK not in seite() and "https://neu.example/" in seite() and MAIL not in seite()
    with als_dienst():
        veroeffentlicht.refresh_from_db()
    assert veroeffentlicht.stand == "geaendert"


def test_jps82_nach_programm_und_projekt_verschwindet_alles_von_selbst(veroeffentlicht, projekt, settings, als_dienst):
    with als_dienst():
        projekt.ende = None
        projekt.save()
    settings.WEGPLAN_STICHTAG = "2029-12-31"
    assert LINK in seite()
    settings.WEGPLAN_STICHTAG = "2030-01-01"
    assert LINK not in seite() and MAIL not in seite() and "Projekt Neu" in seite()
    with als_dienst():
        projekt.ende = date(2029, 12, 31)
        projekt.save()
    assert "Projekt Neu" not in seite()


def test_jps82_andere_stufen_stehen_nicht_da(projekt, als_dienst, als):
    with als_dienst():
        projekt.programmstufe = "EZU"
        projekt.save()
    assert "Projekt Neu" not in seite()
    assert als("rb").get(f"/projekte/{projekt.pk}/einwilligung/").status_code == 404


@pytest.mark.parametrize(
    "link",
    [
        "http://a.example",
        "javascript:alert(1)",
        "https://",
        "https://konto@a.example/",
        "//a.example",
        "https://a b.de",
    ],
)
def test_jps82_ein_unsicherer_link_wird_am_feld_abgelehnt(link):
    form = Einwilligungsformular(angaben(link=link), stichtag=date(2026, 4, 7))
    assert not form.is_valid() and list(form.errors) == ["link"]


def test_jps82_eine_mailadresse_traegt_keine_weiteren_felder(als, projekt, als_dienst):
    als("rb").post(f"/projekte/{projekt.pk}/einwilligung/neu/", angaben(mail="a?bcc=b@kurse.example"))
    with als_dienst():
        e = Einwilligung.objects.get()
        Einwilligung.objects.filter(pk=e.pk).update(stand="weitergegeben")
        Einwilligung.objects.filter(pk=e.pk).update(stand="veroeffentlicht")
    assert 'href="mailto:a%3Fbcc%3Db@kurse.example"' in seite()


def test_ds03_wer_weitergibt_veroeffentlicht_und_was_die_datenbank_verweigert(
    als, einwilligung, als_dienst, als_nutzer
):
    assert als("bdl").get("/einwilligungen/").status_code == 200
    assert als("bdl").post(f"/einwilligungen/{einwilligung.pk}/widerrufen/").status_code == 403
    als("bdl_leitung").post(f"/einwilligungen/{einwilligung.pk}/weitergeben/")
    with als_dienst():
        einwilligung.refresh_from_db()
        assert einwilligung.stand == "eingegangen"
        with pytest.raises(Error), transaction.atomic():
            Einwilligung.objects.filter(pk=einwilligung.pk).update(link="https://anders.example/")
        Einwilligung.objects.filter(pk=einwilligung.pk).update(stand="weitergegeben")
    with als_nutzer(konto(als_dienst, "rb")), pytest.raises(Error), transaction.atomic():
        Einwilligung.objects.filter(pk=einwilligung.pk).update(stand="veroeffentlicht")
    assert als("rb").post(f"/einwilligungen/{einwilligung.pk}/veroeffentlichen/").status_code == 403


def test_aw07_die_oeffentliche_seite_kostet_bei_jedem_aufruf_gleich_viel(
    veroeffentlicht,
    projekt,
    als_dienst,
    anweisungen,
):
    antwort = Client().get(SEITE)
    assert antwort["X-Robots-Tag"] == "noarchive" and not antwort.cookies
    wenige = anweisungen(Client(), SEITE)
    with als_dienst():
        for nr in range(20):
            projekt.pk, projekt.massnahmenummer = None, f"P-{nr}"
            projekt.save()
    assert anweisungen(Client(), SEITE) == wenige <= 5
