"""Change of stage: recommendation, assessment and consent, then the linked Teilnahme (JPS-62)."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE, MORGEN
from wegplan.domains.profiling.tests.conftest import gutachten_anlegen
from wegplan.domains.stufenwechsel.models import Stufenwechsel
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.uebergang.tests.conftest import zuweisung_anlegen
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_von

from .conftest import mit_beidem, wechsel_anlegen

pytestmark = pytest.mark.django_db
WER = r"recommends|assesses|consents"


def reiter(fall):
    return f"/personen/{fall.person_id}/stufe/"


def empfehlung(**weitere):
    return {"kennzeichen": neues_kennzeichen(), "neue_stufe": "IEB", "begruendung": "Sie ist weiter."} | weitere


def adresse_neu(fall):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/stufenwechsel/"


def schritt(wechsel, was):
    return f"/stufenwechsel/{wechsel.pk}/{was}/"


def stand(als_dienst, wechsel):
    with als_dienst():
        return stand_von(wechsel)


def durchfuehrung(ziel, **weitere):
    return {
        "kennzeichen": neues_kennzeichen(),
        "massnahme": str(ziel.pk),
        "austritt": f"{HEUTE:%Y-%m-%d}",
        "eintritt": f"{MORGEN:%Y-%m-%d}",
        "geplantes_ende": f"{HEUTE + timedelta(days=200):%Y-%m-%d}",
    } | weitere


def test_jps62_von_der_empfehlung_bis_zur_neuen_teilnahme(als, fall, ziel, als_dienst, text):
    bdl, rb, pap = als("bdl"), als("rb"), als("pap")
    antwort = bdl.post(adresse_neu(fall), empfehlung(), follow=True)
    assert "Regionalbüro und Jobcenter sind jetzt am Zug" in text(antwort)
    with als_dienst():
        wechsel = Stufenwechsel.objects.get()
    assert "Einschätzung: Regionalbüro; Zustimmung: Agentur oder Jobcenter" in text(pap.get("/stufenwechsel/"))
    werte = {"grundlage": "gespraech", "einschaetzung": "ja", "einschaetzung_text": "Passt."}
    assert rb.post(schritt(wechsel, "einschaetzen"), werte | {"stand": stand(als_dienst, wechsel)}).status_code == 302
    werte = {"zustimmung": "ja", "zustimmung_text": "", "stand": stand(als_dienst, wechsel)}
    assert pap.post(schritt(wechsel, "entscheiden"), werte).status_code == 302
    assert "Durchführen" in text(pap.get(reiter(fall)))
    werte = durchfuehrung(ziel)
    for _ in range(2):
        antwort = pap.post(schritt(wechsel, "durchfuehren"), werte, follow=True)
    assert "Die Teilnahme in Stufe IEB ist angelegt" in text(antwort)
    with als_dienst():
        neu = Teilnahme.objects.get(massnahme=ziel)
        alt = Teilnahme.objects.get(pk=fall.pk)
        assert (neu.vorherige_teilnahme_id, neu.eintritt) == (alt.pk, MORGEN)
        assert (alt.austritt, alt.austrittsgrund) == (HEUTE, "stufenwechsel")
        assert Stufenwechsel.objects.get().neue_teilnahme_id == neu.pk
    assert "durchgeführt" in text(bdl.get(reiter(fall)))


@pytest.mark.parametrize(
    ("weg", "satz"),
    [
        (
            ("zustimmung", "entschieden_am", "entschieden_von"),
            "Es fehlt noch: die Zustimmung von Agentur oder Jobcenter.",
        ),
        (
            ("einschaetzung", "grundlage", "einschaetzung_text", "eingeschaetzt_am", "eingeschaetzt_von"),
            "Es fehlt noch: die Einschätzung des Regionalbüros.",
        ),
    ],
)
def test_jps62_ohne_beides_wird_er_nicht_durchgefuehrt(als, welt, fall, ziel, als_dienst, text, weg, satz):
    beides = {name: wert for name, wert in mit_beidem(welt).items() if name not in weg}
    with als_dienst():
        wechsel = wechsel_anlegen(welt, fall, **beides)
    antwort = als("pap").post(schritt(wechsel, "durchfuehren"), durchfuehrung(ziel))
    assert antwort.status_code == 422 and satz in text(antwort)
    with als_dienst():
        assert not Teilnahme.objects.filter(massnahme=ziel).exists()
        with pytest.raises(Error, match="wechsel_nur_mit_beidem"), transaction.atomic():
            Stufenwechsel.objects.update(neue_teilnahme=fall)


@pytest.mark.parametrize(
    ("rolle", "befehl"),
    [
        ("bdl", "zustimmung = 'ja', entschieden_am = current_date, entschieden_von_id = sicht_ich()"),
        (
            "bdl",
            "einschaetzung = 'ja', grundlage = 'gespraech', einschaetzung_text = 'x',"
            " eingeschaetzt_am = current_date, eingeschaetzt_von_id = sicht_ich()",
        ),
        ("rb", "zustimmung = 'ja', entschieden_am = current_date, entschieden_von_id = sicht_ich()"),
        ("pap", "begruendung = 'anders'"),
        (
            "pap",
            "einschaetzung = 'ja', grundlage = 'gespraech', einschaetzung_text = 'x',"
            " eingeschaetzt_am = current_date, eingeschaetzt_von_id = sicht_ich()",
        ),
    ],
)
def test_jps62_keine_seite_schreibt_den_teil_der_anderen(welt, fall, als_dienst, als_nutzer, rolle, befehl):
    with als_dienst():
        wechsel_anlegen(welt, fall)
    with als_nutzer(welt[rolle]), connection.cursor() as c, pytest.raises(Error, match=WER), transaction.atomic():
        c.execute(f"update stufenwechsel_stufenwechsel set {befehl}")


def test_jps62_was_durchgefuehrt_ist_aendert_sich_nicht_mehr(welt, fall, als_dienst, als_nutzer):
    with als_dienst():
        wechsel_anlegen(welt, fall, neue_teilnahme=fall, **mit_beidem(welt))
    with (
        als_nutzer(welt["pap"]),
        connection.cursor() as c,
        pytest.raises(Error, match="does not change"),
        transaction.atomic(),
    ):
        c.execute("update stufenwechsel_stufenwechsel set zustimmung_text = 'anders'")


def test_jps62_in_der_ezu_gibt_es_keinen_stufenwechsel(als, fall, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(programmstufe="EZU")
    antwort = als("bdl").post(adresse_neu(fall), empfehlung())
    assert antwort.status_code == 422 and "In der EZU gibt es keinen Stufenwechsel." in text(antwort)
    assert "Stufenwechsel empfehlen" not in text(als("bdl").get(reiter(fall)))


def test_jps62_auch_von_klassisch_zu_dual(als, fall, als_dienst):
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(programmstufe="QAB-K")
    assert als("bdl").post(adresse_neu(fall), empfehlung(neue_stufe="QAB-D")).status_code == 302
    with als_dienst():
        assert str(Stufenwechsel.objects.get()) == "Stufenwechsel QAB-K nach QAB-D"


@pytest.mark.parametrize(
    ("werte", "satz"),
    [({"neue_stufe": "VDB"}, "Die Person ist schon in dieser Stufe."), ({"begruendung": ""}, "Begründung")],
)
def test_jps62_eine_empfehlung_braucht_andere_stufe_und_grund(als, fall, text, werte, satz):
    antwort = als("bdl").post(adresse_neu(fall), empfehlung(**werte))
    assert antwort.status_code == 422 and satz in text(antwort)


def test_jps62_zugleich_laeuft_nur_ein_wechsel_abgelehnt_ist_er_zu_ende(als, welt, fall, als_dienst, text):
    with als_dienst():
        wechsel = wechsel_anlegen(welt, fall)
    assert "wird schon ein Stufenwechsel abgestimmt" in text(als("bdl").post(adresse_neu(fall), empfehlung()))
    werte = {"zustimmung": "nein", "zustimmung_text": "", "stand": stand(als_dienst, wechsel)}
    pap = als("pap")
    assert "Nennen Sie den Grund der Ablehnung." in text(pap.post(schritt(wechsel, "entscheiden"), werte))
    assert pap.post(schritt(wechsel, "entscheiden"), werte | {"zustimmung_text": "Zu früh"}).status_code == 302
    assert "abgelehnt" in text(als("bdl").get(reiter(fall)))
    assert als("bdl").post(adresse_neu(fall), empfehlung()).status_code == 302


def test_jps62_der_traeger_zieht_seine_empfehlung_zurueck(als, welt, fall, als_dienst, text):
    with als_dienst():
        wechsel = wechsel_anlegen(welt, fall)
    assert als("bdl").post(schritt(wechsel, "zurueckziehen"), {}).status_code == 302
    assert "zurückgezogen" in text(als("bdl").get(reiter(fall)))
    assert "Kein Stufenwechsel wartet." in text(als("pap").get("/stufenwechsel/"))


def test_jps62_der_neue_eintritt_liegt_nach_dem_letzten_tag(als, welt, fall, ziel, als_dienst, text):
    with als_dienst():
        wechsel = wechsel_anlegen(welt, fall, **mit_beidem(welt))
    werte = durchfuehrung(ziel, eintritt=f"{HEUTE:%Y-%m-%d}")
    antwort = als("pap").post(schritt(wechsel, "durchfuehren"), werte)
    assert antwort.status_code == 422 and "liegt nach dem letzten Tag" in text(antwort)


def test_ds31_zwei_entscheiden_der_zweite_sieht_beide_fassungen(als, welt, fall, als_dienst, text):
    with als_dienst():
        wechsel = wechsel_anlegen(welt, fall)
    werte = {"zustimmung": "ja", "zustimmung_text": "Von der Kollegin", "stand": stand(als_dienst, wechsel)}
    assert als("pap").post(schritt(wechsel, "entscheiden"), werte).status_code == 302
    antwort = als("ifk").post(schritt(wechsel, "entscheiden"), werte | {"zustimmung_text": "Von mir"})
    assert antwort.status_code == 409 and "Von der Kollegin" in text(antwort)


def test_ds02_ein_fremder_wechsel_ist_wie_ein_unbekannter(als, welt, fall, als_dienst, als_nutzer):
    with als_dienst():
        drueben = wechsel_anlegen(welt, welt.fremd.teilnahmen.get())
    assert als("bdl").get(adresse_neu(drueben.teilnahme)).status_code == 404
    assert als("bdl").get(schritt(drueben, "zurueckziehen")).status_code == 404
    assert als("rb").get(schritt(drueben, "einschaetzen")).status_code == 404
    assert als("pap").get(schritt(drueben, "entscheiden")).status_code == 404
    for rolle in ("bdl", "rb", "pap", "ags"):
        with als_nutzer(welt[rolle]):
            assert not Stufenwechsel.objects.exists()


@pytest.mark.parametrize(
    ("rolle", "was"),
    [
        ("bdl", "einschaetzen"),
        ("bdl", "entscheiden"),
        ("rb", "durchfuehren"),
        ("rb", "entscheiden"),
        ("pap", "einschaetzen"),
    ],
)
def test_ds03_jede_seite_tut_nur_das_ihre(als, welt, fall, als_dienst, rolle, was):
    with als_dienst():
        wechsel = wechsel_anlegen(welt, fall)
    assert als(rolle).get(schritt(wechsel, was)).status_code == 403


@pytest.mark.parametrize("anzahl", [1, 20])
def test_die_seiten_brauchen_bei_vielen_wechseln_nicht_mehr_anweisungen(
    als, welt, fall, als_dienst, anweisungen, anzahl
):
    with als_dienst():
        for _ in range(anzahl):
            wechsel_anlegen(welt, fall, zurueckgezogen_am=HEUTE)
        wechsel_anlegen(welt, fall)
    client = als("rb")
    client.get("/stufenwechsel/")
    gezaehlt = tuple(anweisungen(client, a) for a in ("/stufenwechsel/", reiter(fall)))
    assert gezaehlt == (7, 17)


def test_jps62_ein_wechsel_laesst_sich_nicht_als_austritt_von_hand_eintragen(als, welt, fall, als_dienst, text):
    """Without assessment and consent there is none; outside of the programme the reason stays free."""
    adresse = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/austritt/"
    werte = {"stand": stand_von(fall), "austritt": f"{HEUTE:%Y-%m-%d}", "austrittsgrund": "stufenwechsel"}
    antwort = als("tl").post(adresse, werte)
    assert antwort.status_code == 422
    assert "Risiko und Stufe" in text(antwort)
    with als_dienst():
        fall.refresh_from_db()
        assert fall.austritt is None
        fall.massnahme.foerderart = "FbW"
        fall.massnahme.save()
    assert als("tl").post(adresse, werte).status_code == 302


def test_jps62_die_empfehlung_beginnt_mit_der_zielplanung_des_kurzgutachtens_und_nennt_es(
    als, welt, fall, als_dienst, text
):
    assert "Vorbelegt aus" not in text(als("bdl").get(adresse_neu(fall)))
    with als_dienst():
        zuweisung = zuweisung_anlegen(welt, welt.eigen, uebergeben_am=HEUTE)
        gutachten_anlegen(zuweisung, welt["rb"], fertig=True)  # recommends stage IEB
    antwort = als("bdl").get(adresse_neu(fall))
    assert f"Vorbelegt aus: Kurzgutachten vom {HEUTE:%d.%m.%Y}." in text(antwort)
    form = antwort.context["form"]
    assert form["neue_stufe"].value() == "IEB"
    assert "Arbeit in einer Tischlerei" in form["begruendung"].value()
    assert "Rücken" not in form["begruendung"].value(), "nothing of the protected part"
