"""Nothing typed into a long form is lost: the session ends, the browser breaks, the sign-in was renewed (DS-31)."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.sitzung import anmelden, sitzung_altern
from tests.welt import PASSWORT
from wegplan.domains.foerderplan.models import Foerderziel
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.entwurf import services
from wegplan.kit.entwurf.marke import FELD, ausstellen
from wegplan.kit.entwurf.models import Entwurf
from wegplan.kit.entwurf.services import JE_STUNDE, ZEICHEN, aufraeumen

pytestmark = pytest.mark.django_db
SATZ = "Ich will im Lager arbeiten & Stapler fahren."
MERKEN = "/entwuerfe/merken/"


@pytest.fixture(autouse=True)
def _ohne_bremse():
    cache.clear()


@pytest.fixture
def adresse(entwurf):
    """The long form "Ziel eintragen" of the draft of the plan."""
    return f"/foerderplaene/{entwurf.pk}/ziele/neu/"


@pytest.fixture
def entwuerfe(als_dienst):
    def lesen():
        with als_dienst():
            return list(Entwurf.objects.exclude(inhalt=b""))

    return lesen


def felder(antwort):
    """What a browser would send of the page: the hidden fields, and what stands in the text area."""
    seite = antwort.content.decode()
    verdeckt = re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', seite)
    return dict(verdeckt) | {"wortlaut": SATZ, "horizont": "nah"}


def test_ds31_nach_abgelaufener_sitzung_steht_der_text_wieder_im_formular(als, adresse, als_dienst, text):
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    sitzung_altern(bdl, zuletzt=16)
    antwort = bdl.post(adresse, werte)
    assert (antwort.status_code, antwort["Location"]) == (302, f"/konto/login/?next={adresse.replace('/', '%2F')}")
    anmeldeseite = bdl.get(antwort["Location"])
    assert "Was Sie geschrieben haben, ist aufgehoben" in text(anmeldeseite)
    assert SATZ.split(" &")[0] not in text(anmeldeseite), "shown to nobody who is not signed in"
    antwort = bdl.post(antwort["Location"], {"login": "bdl-a", "password": PASSWORT})
    assert antwort["Location"] == adresse
    anmelden(bdl, antwort.wsgi_request.user)  # the second factor
    wieder = bdl.get(adresse)
    assert SATZ in text(wieder)
    assert "Ihr Text ist wieder da" in text(wieder)
    with als_dienst():
        assert not Foerderziel.objects.filter(wortlaut=SATZ).exists(), "kept, not saved"


@pytest.mark.parametrize("verloren", ["cookies weg", "in anderem Fenster abgemeldet"])
def test_ds31_auch_wenn_der_browser_die_sitzung_nicht_mehr_kennt(als, welt, adresse, text, verloren):
    """Without any session the signed mark in the form says whose text it is."""
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    if verloren == "cookies weg":
        bdl = Client()
    else:
        bdl.post("/konto/logout/")
    assert bdl.post(adresse, werte).status_code == 302
    assert SATZ in text(als("bdl").get(adresse))


def test_ds31_niemand_anders_bekommt_den_text_zu_sehen(als, adresse, entwuerfe, text):
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    bdl.post("/konto/logout/")
    bdl.post(adresse, werte)
    assert len(entwuerfe()) == 1
    leitung = als("bdl_leitung")
    assert SATZ not in text(leitung.get(adresse))
    assert "keinen nicht gespeicherten Text" in text(leitung.get("/entwuerfe/"))
    assert leitung.post(f"/entwuerfe/{entwuerfe()[0].pk}/verwerfen/").status_code == 404
    assert "Ziel eintragen" in text(als("bdl").get("/entwuerfe/"))


def test_ds04_entwuerfe_liegen_verschluesselt_und_hinter_der_zweiten_mauer(als, welt, adresse, als_nutzer, entwuerfe):
    bdl = als("bdl")
    bdl.post(MERKEN, felder(bdl.get(adresse)))
    (einer,) = entwuerfe()
    assert b"Lager" not in bytes(einer.inhalt)
    with als_nutzer(welt["bdl_leitung"]):
        assert not Entwurf.objects.exists()
    with als_nutzer(welt["bdl"]):
        assert Entwurf.objects.count() == 1


def test_ds04_wer_eine_zeile_umschreibt_oeffnet_sie_damit_nicht(als, welt, adresse, als_dienst, text):
    bdl = als("bdl")
    bdl.post(MERKEN, felder(bdl.get(adresse)))
    with als_dienst():
        Entwurf.objects.update(nutzer=welt["bdl_leitung"])
    assert SATZ not in text(als("bdl_leitung").get(adresse))


@pytest.mark.parametrize("marke", ["", "gefälscht", "abgelaufen"])
def test_ds31_ohne_anmeldung_und_ohne_gueltige_marke_wird_nichts_aufgehoben(
    welt, adresse, entwuerfe, marke, monkeypatch
):
    if marke == "abgelaufen":
        monkeypatch.setattr("wegplan.kit.entwurf.marke.GUELTIG", timedelta(seconds=-1))
        marke = ausstellen(welt["bdl"].pk, adresse, "NeuesZiel", "Ziel").unterschrieben()
    antwort = Client().post(adresse, {FELD: marke, "wortlaut": SATZ})
    assert antwort.status_code == 302
    assert entwuerfe() == []


def test_ds31_ohne_anmeldung_ist_die_menge_begrenzt(als, adresse, entwuerfe, text):
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    fremd = Client()
    fremd.post(adresse, werte | {"wortlaut": "x" * ZEICHEN})
    assert entwuerfe() == []
    assert "konnte nicht aufgehoben werden" in text(fremd.get("/konto/login/"))
    for _ in range(JE_STUNDE):
        fremd.post(adresse, werte)
    assert len(entwuerfe()) == 1, "one form keeps one text, however often it is sent"
    fremd.post(adresse, werte | {"wortlaut": "Zu oft"})
    assert "Zu oft" not in text(bdl.get(adresse))


def test_ds31_je_konto_bleiben_nur_die_neuesten(als, welt, adresse, entwuerfe, monkeypatch):
    monkeypatch.setattr(services, "JE_NUTZER", 3)
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    for nr in range(5):
        marke = ausstellen(welt["bdl"].pk, f"/{nr}/", "NeuesZiel", f"Ziel {nr}").unterschrieben()
        bdl.post(MERKEN, werte | {FELD: marke})
    assert {e.titel for e in entwuerfe()} == {"Ziel 2", "Ziel 3", "Ziel 4"}


def test_ds31_wer_sich_in_einem_anderen_fenster_neu_anmeldet_verliert_nichts(als, welt, adresse, text):
    """The old page's form no longer fits the new sign-in; without the mark that would be an error page."""
    bdl = Client(enforce_csrf_checks=True)
    anmelden(bdl, welt["bdl"])
    werte = felder(bdl.get(adresse))
    anmelden(bdl, welt["bdl"])
    antwort = bdl.post(adresse, werte | {"csrfmiddlewaretoken": "x" * 64})
    assert (antwort.status_code, antwort["Location"]) == (302, adresse)
    assert SATZ in text(bdl.get(adresse))
    nebenbei = bdl.post(MERKEN, werte | {"csrfmiddlewaretoken": "x" * 64}, headers={"HX-Request": "true"})
    assert "inzwischen neu angemeldet" in text(nebenbei)


def test_ds31_gespeichert_ist_der_entwurf_weg_und_kommt_auch_verspaetet_nicht_wieder(als, adresse, entwuerfe, text):
    bdl = als("bdl")
    werte = felder(bdl.get(adresse)) | {
        "bereich": "fachlich",
        "verantwortlich": "bdl",
        "bis": f"{timezone.localdate() + timedelta(days=9):%Y-%m-%d}",
        "zielstand": "offen",
    }
    assert "Entwurf gesichert um" in text(bdl.post(MERKEN, werte))
    assert len(entwuerfe()) == 1
    assert bdl.post(adresse, werte).status_code == 302
    bdl.post(MERKEN, werte)  # on its way when the form was sent
    assert entwuerfe() == []
    assert SATZ not in text(bdl.get(adresse))


def test_ds31_ein_fehler_im_formular_laesst_den_entwurf_stehen(als, adresse, entwuerfe):
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    bdl.post(MERKEN, werte)
    assert bdl.post(adresse, werte).status_code == 422
    assert len(entwuerfe()) == 1


def test_ds31_der_wiedergeholte_text_kennt_den_stand_von_damals(als, entwurf, als_dienst, text):
    """Somebody else changed the goal meanwhile: the conflict is shown, nobody overwrites silently."""
    with als_dienst():
        ziel = Foerderziel.objects.get(kennung="Z0")
        stand = stand_von(ziel)
    bdl, adresse = als("bdl"), f"/foerderplaene/ziele/{ziel.pk}/"
    werte = felder(bdl.get(adresse))
    assert werte["stand"] == str(stand)
    sitzung_altern(bdl, zuletzt=16)
    bdl.post(adresse, werte)
    with als_dienst():
        Foerderziel.objects.filter(pk=ziel.pk).update(wortlaut="Von der Kollegin")
    wieder = felder(als("bdl").get(adresse))
    assert wieder["stand"] == str(stand)
    voll = wieder | {"bereich": "fachlich", "verantwortlich": "bdl", "bis": "2030-01-01", "zielstand": "offen"}
    antwort = als("bdl").post(adresse, voll)
    assert antwort.status_code == 409
    assert "Von der Kollegin" in text(antwort) and SATZ in text(antwort)


def test_ds31_beim_schreiben_sagt_die_seite_dass_die_anmeldung_abgelaufen_ist(als, adresse, entwuerfe, text):
    bdl = als("bdl")
    werte = felder(bdl.get(adresse))
    sitzung_altern(bdl, zuletzt=16)
    antwort = bdl.post(MERKEN, werte, headers={"HX-Request": "true"})
    assert antwort.status_code == 200
    assert "Ihre Anmeldung ist abgelaufen" in text(antwort)
    assert len(entwuerfe()) == 1


def test_ds20_nach_sieben_tagen_sind_entwuerfe_weg(als, adresse, als_dienst):
    bdl = als("bdl")
    bdl.post(MERKEN, felder(bdl.get(adresse)))
    with als_dienst():
        assert aufraeumen() == 0
        Entwurf.objects.update(geaendert_am=timezone.now() - timedelta(days=7, minutes=1))
        assert aufraeumen() == 1


def test_ds31_verwerfen(als, adresse, entwuerfe, text):
    bdl = als("bdl")
    bdl.post(MERKEN, felder(bdl.get(adresse)))
    (einer,) = entwuerfe()
    antwort = bdl.post(f"/entwuerfe/{einer.pk}/verwerfen/", follow=True)
    assert "Der Entwurf zu „Ziel eintragen“ ist verworfen." in text(antwort)
    assert SATZ not in text(bdl.get(adresse))


def test_ds10_die_liste_der_entwuerfe_nennt_niemanden_und_hinterlaesst_keine_spur(als, welt, adresse, spuren, text):
    bdl = als("bdl")
    bdl.post(MERKEN, felder(bdl.get(adresse)))
    vorher = len(spuren())
    assert "Eigen" not in text(bdl.get("/entwuerfe/"))
    assert len(spuren()) == vorher


def test_ein_langes_formular_kostet_nur_eine_anweisung_mehr(als, adresse, anweisungen, monkeypatch):
    bdl = als("bdl")
    bdl.get(adresse)
    mit = anweisungen(bdl, adresse)
    monkeypatch.setattr("wegplan.domains.akte.formularseite.ist_lang", lambda form: False)
    assert mit == anweisungen(bdl, adresse) + 1
