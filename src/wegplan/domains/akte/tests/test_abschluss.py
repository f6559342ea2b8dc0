"""The tab "Austritt und Verbleib" (JPS-70 to JPS-73, DS-05, DS-31, DS-32)."""

from datetime import timedelta

import pytest

from tests.welt import GESTERN, HEUTE
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.models import Anschlussperspektive, Einstiegsbegleitung, Ergebnis, Fragebogen, Verbleib
from wegplan.domains.verbleib.queries import stand_des_verbleibs

pytestmark = pytest.mark.django_db
EINTRITT = HEUTE - timedelta(days=400)


@pytest.fixture
def fall(welt, als_dienst):
    """Frau Eigen, left the stage IEB 170 days ago."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "IEB", ["stammdaten", "leistung"]
        m.save()
        t = Teilnahme.objects.get(person=welt.eigen, massnahme=m)
        t.eintritt, t.austritt, t.austrittsgrund = EINTRITT, HEUTE - timedelta(days=170), "regulaer"
        t.save()
        return t


def reiter(fall):
    return f"/personen/{fall.person_id}/abschluss/"


def seite(fall, was):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/{was}/"


ANSCHLUSS = {
    "stand": 0,
    "vereinbart_am": f"{HEUTE - timedelta(days=200)}",
    "beteiligt": ["teilnehmende", "bdl", "rb"],
    "empfehlungen": "Bewerbung im Lager, Führerschein",
    "bedarf": "",
}
BEGLEITUNG = {
    "stand": 0,
    "teilgenommen": "ja",
    "beginn": f"{HEUTE - timedelta(days=170)}",
    "ende": "",
    "arbeitgeber": "Spedition Weit",
    "kontakte": "4",
}
VERBLEIB = {"stand": 0, "status": ["sv_beschaeftigt"], "arbeitgeber": "Spedition Weit", "erhoben_am": f"{HEUTE}"}


def test_jps70_die_anschlussperspektive_mit_allen_die_dabei_waren(als, fall, text):
    assert als("bdl").post(seite(fall, "abschluss/anschluss"), ANSCHLUSS).status_code == 302
    for rolle in ("bdl", "rb", "ifk"):
        gelesen = text(als(rolle).get(reiter(fall)))
        assert "teilnehmende Person, Bildungsdienstleister, Regionalbüro" in gelesen, rolle
        assert "Führerschein" in gelesen
    leer = als("bdl").post(seite(fall, "abschluss/anschluss"), ANSCHLUSS | {"beteiligt": []})
    assert leer.status_code == 422 and "Führerschein" in leer.content.decode()


def test_jps70_ist_sie_nicht_rechtzeitig_vereinbart_sagt_es_die_seite(als, fall, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(austritt=None, geplantes_ende=HEUTE + timedelta(days=30))
    assert "Noch nicht vereinbart. Vorgesehen bis" in text(als("bdl").get(reiter(fall)))
    assert "überfällig" in text(als("bdl").get(reiter(fall)))


def test_jps71_ein_vergessener_austritt_wird_gesagt_und_jeder_sieht_was_er_tun_kann(als, fall, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(austritt=None, austrittsgrund="", geplantes_ende=GESTERN)
    for rolle, knopf in (("ifk", "Austritt eintragen"), ("bdl", "Ende oder Verlängerung vorschlagen")):
        gelesen = text(als(rolle).get(reiter(fall)))
        assert "Das geplante Ende ist vorbei" in gelesen and knopf in gelesen, rolle
    antwort = als("bdl").post(seite(fall, "verbleib/austritt"), VERBLEIB)
    assert antwort.status_code == 422 and "noch kein Austritt eingetragen" in text(antwort)


def test_jps71_das_ergebnis_fragt_nur_was_die_stufe_angeht(als, fall, als_dienst, text):
    adresse = seite(fall, "abschluss/ergebnis")
    formular = als("bdl").get(adresse).content.decode()
    assert 'name="in_arbeit_ende_einstiegsbegleitung"' in formular and 'name="verkuerzt"' not in formular
    werte = {"stand": 0, "ergebnis": "teilgenommen", "anschluss": "arbeit", "berufsfeld": "Lager und Logistik"}
    werte |= {"in_arbeit_nach_qualifizierung": "ja", "in_arbeit_ende_einstiegsbegleitung": ""}
    assert als("bdl").post(adresse, werte).status_code == 302
    assert "Lager und Logistik" in text(als("tl").get(reiter(fall)))
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(programmstufe="QAB-D")
        stand = Ergebnis.objects.get()
        assert (stand.in_arbeit_nach_qualifizierung, stand.in_arbeit_ende_einstiegsbegleitung) == (True, None)
    antwort = als("bdl").post(adresse, {"stand": 0, "verkuerzt": "ja", "verkuerzbar": "nein"})
    assert antwort.status_code == 422 and "nur eine Ausbildung, die verkürzbar ist" in text(antwort)


def test_jps72_sechs_monate_danach_mehrere_status_und_der_arbeitgeber(als, fall, als_dienst, text):
    adresse = seite(fall, "verbleib/nach_6_monaten")
    assert "fällig" in text(als("bdl").get(reiter(fall)))
    werte = VERBLEIB | {"status": ["sv_beschaeftigt", "elternzeit"]}
    for _ in range(2):
        assert als("bdl").post(adresse, werte).status_code == 302
    with als_dienst():
        zeilen = set(Verbleib.objects.values_list("status", "arbeitgeber", "erfasst_von__rolle"))
        stand = stand_des_verbleibs(fall.pk, "nach_6_monaten").pgh_id
    assert zeilen == {("sv_beschaeftigt", "Spedition Weit", "bdl"), ("elternzeit", "", "bdl")}
    assert "Spedition Weit" in text(als("rb").get(reiter(fall)))
    anders = {"status": ["arbeitsuchend"], "arbeitgeber": ""}
    assert als("rb").post(adresse, werte | anders | {"stand": stand}).status_code == 302
    antwort = als("bdl").post(adresse, werte | {"stand": stand})
    assert antwort.status_code == 409
    assert "arbeitsuchend" in text(antwort) and "Spedition Weit" in text(antwort)
    with als_dienst():
        assert [v.status for v in Verbleib.objects.all()] == ["arbeitsuchend"]


@pytest.mark.parametrize(
    ("zeitpunkt", "werte", "satz"),
    [
        ("nach_6_monaten", {"erhoben_am": f"{HEUTE - timedelta(days=20)}"}, "Das ist zu früh"),
        ("austritt", {}, "gehört eine Erhebung zu der nach sechs Monaten"),
        ("nach_6_monaten", {"status": ["unbekannt", "minijob"]}, "„unbekannt“ steht allein"),
        ("nach_6_monaten", {"status": ["elternzeit"]}, "Einen Arbeitgeber gibt es nur, wenn jemand arbeitet."),
        ("nach_6_monaten", {"status": []}, "Bitte machen Sie hier eine Angabe."),
    ],
)
def test_ds32_ein_verbleib_der_nicht_stimmt_wird_am_feld_gesagt(als, fall, text, zeitpunkt, werte, satz):
    antwort = als("bdl").post(seite(fall, f"verbleib/{zeitpunkt}"), VERBLEIB | werte)
    assert antwort.status_code == 422
    assert satz in text(antwort) and "Spedition Weit" in antwort.content.decode()


def test_jps72_einstiegsbegleitung_nur_in_stufe_drei_und_hoechstens_sechs_monate(als, fall, als_dienst, text):
    adresse = seite(fall, "abschluss/einstiegsbegleitung")
    for _ in range(2):
        assert als("bdl").post(adresse, BEGLEITUNG).status_code == 302
    assert "Spedition Weit" in text(als("ifk").get(reiter(fall)))
    with als_dienst():
        assert Einstiegsbegleitung.objects.get().kontakte == 4
    for falsch, satz in (
        ({"beginn": f"{HEUTE - timedelta(days=300)}", "ende": f"{HEUTE}"}, "höchstens sechs Monate"),
        ({"beginn": ""}, "wann die Begleitung begonnen hat"),
        ({"teilgenommen": "nein"}, "nur, wenn jemand teilgenommen hat"),
    ):
        antwort = als("bdl").post(adresse, BEGLEITUNG | falsch)
        assert antwort.status_code == 422 and satz in text(antwort)
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(programmstufe="VDB")
    antwort = als("bdl").post(adresse, BEGLEITUNG)
    assert antwort.status_code == 422 and "nur in der Stufe IEB" in text(antwort)


def test_jps73_der_fragebogen_ist_ausgefuellt_vollstaendig_und_weitergegeben(als, fall, als_dienst, text):
    werte = {"stand": 0, "ausgefuellt_am": f"{GESTERN}", "vollstaendig": "ja", "weitergegeben_am": f"{HEUTE}"}
    for zeitpunkt in ("beginn", "austritt", "nach_6_monaten"):
        assert als("bdl").post(seite(fall, f"fragebogen/{zeitpunkt}"), werte).status_code == 302
    with als_dienst():
        assert Fragebogen.objects.filter(vollstaendig=True, weitergegeben_am=HEUTE).count() == 3
    frueh = werte | {"weitergegeben_am": f"{GESTERN - timedelta(days=1)}"}
    antwort = als("bdl").post(seite(fall, "fragebogen/beginn"), frueh)
    assert antwort.status_code == 422 and "vor dem Ausfüllen" in text(antwort)


def test_ds31_zwei_schreiben_die_anschlussperspektive_der_zweite_sieht_beide_fassungen(als, fall, text):
    adresse = seite(fall, "abschluss/anschluss")
    assert als("rb").post(adresse, ANSCHLUSS).status_code == 302
    antwort = als("bdl").post(adresse, ANSCHLUSS | {"empfehlungen": "Ausbildung"})
    assert antwort.status_code == 409
    assert "Führerschein" in text(antwort) and "Ausbildung" in text(antwort)


@pytest.mark.parametrize("was", ["abschluss/anderes", "verbleib/morgen", "fragebogen/nie"])
def test_ds01_eine_unbekannte_art_gibt_es_nicht(als, fall, was):
    assert als("bdl").get(seite(fall, was)).status_code == 404


def test_ds04_nur_traeger_und_regionalbuero_schreiben_und_ohne_zweckbindung_sieht_der_traeger_nichts(
    welt, fall, als_nutzer, als_dienst
):
    with als_dienst():
        werte = {"vereinbart_am": HEUTE, "beteiligt": ["bdl"], "empfehlungen": "x"}
        Anschlussperspektive.objects.create(person=fall.person, teilnahme=fall, **werte)
    for rolle, zahl in (("bdl", 1), ("rb", 1), ("ifk", 0), ("tl", 0)):
        with als_nutzer(welt[rolle]):
            assert Anschlussperspektive.objects.update(bedarf="y") == zahl, rolle
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten"]
        welt.massnahmen["M-A"].save()
    for rolle, zahl in (("bdl", 0), ("rb", 1), ("ifk", 1), ("ags", 0), ("mb", 0)):
        with als_nutzer(welt[rolle]):
            assert Anschlussperspektive.objects.count() == zahl, rolle


def test_der_abschluss_kostet_bei_mehr_teilnahmen_nicht_mehr(als, welt, fall, als_dienst, anweisungen, spuren):
    bdl = als("bdl")
    wenige = anweisungen(bdl, reiter(fall))
    with als_dienst():
        for n in range(1, 12):
            tage = {"eintritt": EINTRITT - timedelta(days=20 * n), "austritt": EINTRITT - timedelta(days=20 * n - 9)}
            t = Teilnahme.objects.create(
                teilnahme_id=f"V{n}", person=fall.person, massnahme=welt.massnahmen["M-A"], **tage
            )
            Verbleib.objects.create(person=fall.person, teilnahme=t, zeitpunkt="austritt", status="unbekannt")
    assert anweisungen(bdl, reiter(fall)) == wenige
    assert len([s for s in spuren() if s["ansicht"] == "akte:abschluss"]) == 2
