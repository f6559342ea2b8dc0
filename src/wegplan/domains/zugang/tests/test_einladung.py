"""The invitation: a code on paper, a password of one's own, and an end (DS-01, DS-02, DS-07)."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from tests.welt import HEUTE
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zugang.models import Eigenzugang
from wegplan.domains.zugang.rules import brief_bis, fruehestes_ende, pruefwert, versuche
from wegplan.domains.zugang.services import abgelaufene_beenden

from .conftest import verbinden

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}\b")
PASSWORT = "Drei grüne Stühle tanzen"


@pytest.fixture(autouse=True)
def keine_bremse_von_frueher():
    cache.clear()


@pytest.fixture
def person_url(welt):
    return f"/personen/{welt.eigen.pk}/zugang/"


@pytest.fixture
def brief(als, fall, person_url, text):
    """The code on the letter that the advisor prints."""

    def drucken(wer="pap"):
        antwort = als(wer).post(f"{person_url}einladen/")
        assert antwort.status_code == 200
        return CODE.findall(text(antwort))[-1]

    return drucken


def eingabe(brief_code, **weitere):
    return {"code": brief_code, "geburtsdatum": "1990-05-17", "passwort": PASSWORT, "nochmal": PASSWORT} | weitere


def konto(als_dienst):
    with als_dienst():
        return get_user_model().objects.get(username__startswith="weg-")


@pytest.mark.parametrize("wer", ["pap", "ifk", "bov", "tl", "bdl", "bdl_leitung"])
def test_ds03_einladen_duerfen_fachkraft_teamleitung_und_traeger(brief, wer, als_dienst):
    assert pruefwert(brief(wer))
    assert not konto(als_dienst).is_active


@pytest.mark.parametrize("wer", ["rb", "mb", "ags", "regiestelle", "teilnehmende"])
def test_ds03_andere_laden_nicht_ein(als, fall, person_url, wer):
    assert als(wer).post(f"{person_url}einladen/").status_code == 403


def test_ds01_vom_brief_zum_eigenen_zugang(brief, als, als_dienst, text):
    antwort = Client().post("/einladung/", eingabe(brief()), follow=True)
    name = konto(als_dienst).username
    assert name in text(antwort)
    client = Client()
    angemeldet = client.post("/konto/login/", {"login": name, "password": PASSWORT}, follow=True)
    assert "Robin Eigen" in text(angemeldet)
    assert client.get("/mein-plan/").status_code == 200


def test_ds01_der_code_steht_nirgends_nur_sein_pruefwert(brief, als_dienst):
    code = brief()
    with als_dienst():
        zugang = Eigenzugang.objects.get()
        assert code not in str(vars(zugang)) and zugang.pruefwert == pruefwert(code)
        assert not hasattr(zugang.pgh_event_model, "pruefwert")


def test_ds01_der_code_ist_auch_klein_und_mit_verwechselten_zeichen_der_code():
    assert pruefwert("o1il-0000-aaaa") == pruefwert("0111 0000 AAAA") != ""
    assert pruefwert("zu kurz") == pruefwert("") == ""


def test_ds01_ein_code_gilt_nur_einmal(brief):
    code = brief()
    assert Client().post("/einladung/", eingabe(code)).status_code == 302
    assert Client().post("/einladung/", eingabe(code)).status_code == 422


def test_ds01_ein_neuer_brief_macht_den_alten_ungueltig_und_bleibt_derselbe_zugang(brief, als_dienst):
    alt, neu = brief(), brief("bdl")
    assert Client().post("/einladung/", eingabe(alt)).status_code == 422
    assert Client().post("/einladung/", eingabe(neu)).status_code == 302
    with als_dienst():
        assert Eigenzugang.objects.count() == 1


def test_ds07_wer_das_passwort_vergessen_hat_bekommt_einen_neuen_brief(brief, als_dienst):
    Client().post("/einladung/", eingabe(brief()))
    neues = "Vier blaue Vögel schwimmen"
    assert Client().post("/einladung/", eingabe(brief(), passwort=neues, nochmal=neues)).status_code == 302
    assert konto(als_dienst).check_password(neues)


def test_ds01_nach_fuenf_falschen_geburtsdaten_gilt_der_code_nicht_mehr(brief):
    code = brief()
    for _ in range(versuche(HEUTE)):
        assert Client().post("/einladung/", eingabe(code, geburtsdatum="1991-01-01")).status_code == 422
    assert Client().post("/einladung/", eingabe(code)).status_code == 422


def test_ds01_ein_abgelaufener_code_oeffnet_nichts(brief, als_dienst):
    code = brief()
    with als_dienst():
        Eigenzugang.objects.update(brief_bis=HEUTE - timedelta(days=1))
    assert Client().post("/einladung/", eingabe(code)).status_code == 422


def test_ds01_viele_versuche_von_einer_stelle_werden_gebremst(db):
    client = Client()
    stand = {client.post("/einladung/", eingabe("0000-0000-0000")).status_code for _ in range(61)}
    assert stand == {422, 429}


@pytest.mark.parametrize(
    ("falsch", "satz"),
    [
        ({"nochmal": "etwas anderes"}, "Die beiden Passwörter sind nicht gleich."),
        ({"passwort": "kurz", "nochmal": "kurz"}, "12"),
        ({"geburtsdatum": "irgendwann"}, "gültiges Datum"),
        ({"code": ""}, "Code"),
    ],
)
def test_ds32_falsche_eingaben_sagen_was_fehlt_und_verbrauchen_den_code_nicht(brief, text, falsch, satz):
    code = brief()
    antwort = Client().post("/einladung/", eingabe(code, **falsch))
    assert antwort.status_code == 422 and satz in text(antwort)
    assert Client().post("/einladung/", eingabe(code)).status_code == 302


def test_ds02_beenden_schliesst_mit_der_naechsten_anfrage(ich, als, person_url, welt, zugang, als_nutzer):
    assert ich.get("/mein-plan/").status_code == 200
    als("bdl").post(f"{person_url}beenden/")
    antwort = ich.get("/mein-plan/")
    assert antwort.status_code == 302 and antwort["Location"].startswith("/konto/login/")
    with als_nutzer(welt["teilnehmende"]):
        assert not Person.objects.exists()


def test_ds02_ein_beendeter_zugang_laesst_sich_mit_neuem_konto_neu_beginnen(brief, als, person_url, als_dienst, text):
    brief()
    als("pap").post(f"{person_url}beenden/")
    assert Client().post("/einladung/", eingabe(brief())).status_code == 302
    assert "Frühere Zugänge" in text(als("pap").get(person_url))
    with als_dienst():
        assert Eigenzugang.objects.filter(beendet_am=None).count() == 1
        assert get_user_model().objects.filter(username__startswith="weg-", is_active=True).count() == 1


def test_ds31_ein_doppelter_klick_macht_einen_zugang(brief, als_dienst):
    brief()
    brief()
    with als_dienst():
        assert Eigenzugang.objects.count() == 1
        assert get_user_model().objects.filter(username__startswith="weg-").count() == 1


def test_ds10_der_brief_laesst_genau_eine_spur(brief, spuren, welt):
    brief()
    assert [(s["art"], s["personen"]) for s in spuren()] == [("druck", [welt.eigen.pk])]


def test_ohne_geburtsdatum_oder_ohne_projekt_gibt_es_keinen_brief(als, fall, person_url, text, als_dienst):
    with als_dienst():
        Person.objects.filter(pk=fall.person_id).update(geburtsdatum=None)
    antwort = als("pap").post(f"{person_url}einladen/", follow=True)
    assert "Tragen Sie zuerst das Geburtsdatum ein." in text(antwort)
    with als_dienst():
        Person.objects.filter(pk=fall.person_id).update(geburtsdatum=date(1990, 5, 17))
        Teilnahme.objects.update(eintritt=HEUTE - timedelta(days=900), austritt=HEUTE - timedelta(days=800))
    antwort = als("tl").post(f"{person_url}einladen/", follow=True)
    assert "wer am Programm teilnimmt" in text(antwort)


@pytest.mark.parametrize(("austritt", "endet"), [(fruehestes_ende(HEUTE), 0), (None, 0), ("davor", 1)])
def test_ds20_zwoelf_monate_nach_dem_austritt_endet_der_zugang_von_selbst(zugang, als_dienst, austritt, endet):
    if austritt == "davor":
        austritt = fruehestes_ende(HEUTE) - timedelta(days=1)
    with als_dienst():
        Teilnahme.objects.filter(person=zugang.person_id).delete()
        Teilnahme.objects.create(
            teilnahme_id="T-X",
            person_id=zugang.person_id,
            massnahme_id=Teilnahme.objects.values_list("massnahme", flat=True).first(),
            eintritt=HEUTE - timedelta(days=900),
            austritt=austritt,
        )
        assert abgelaufene_beenden(HEUTE) == endet
        zugang.refresh_from_db()
        assert (zugang.endgrund == "frist") == bool(endet)
        assert get_user_model().objects.get(pk=zugang.nutzer_id).is_active != bool(endet)


def test_ds02_nur_ein_offener_zugang_je_person(zugang, welt, als_dienst):
    from django.db import IntegrityError, transaction

    with als_dienst(), pytest.raises(IntegrityError), transaction.atomic():
        verbinden(welt["technik"], welt.eigen, welt["pap"])


def test_die_fristen_sind_die_der_regel():
    assert brief_bis(date(2026, 3, 5)) == date(2026, 3, 19)
    assert fruehestes_ende(date(2026, 3, 31)) == date(2025, 3, 31)
    assert fruehestes_ende(date(2028, 2, 29)) == date(2027, 2, 28)
    assert versuche(HEUTE) == 5
