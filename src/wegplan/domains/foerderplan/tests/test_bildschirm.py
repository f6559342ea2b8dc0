"""Signing on the screen by name (JPS-12), and what the Regionalbüro says to goals and steps (JPS-10)."""

import re
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE
from wegplan.domains.foerderplan.models import Foerderziel, Planfassung, Planunterschrift, Zielanmerkung
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db
TAG = f"{HEUTE + timedelta(days=60):%Y-%m-%d}"


@pytest.fixture
def fertig(entwurf, als_dienst, welt):
    """A draft in which nothing is missing, with the question of the stage answered."""
    with als_dienst():
        Planfassung.objects.filter(pk=entwurf.pk).update(stufenfrage="passt", stufengrund="Kommt gut mit.")
        for konto, name in (("bdl", "Kurs"), ("bdl_leitung", "Leitung")):
            welt[konto].first_name, welt[konto].last_name = "Kim", name
            welt[konto].save()
    return entwurf


def adresse(fassung, was="am-bildschirm/"):
    return f"/foerderplaene/{fassung.pk}/{was}"


def gesehen(antwort):
    return re.search(r'name="gesehen" value="(\w{64})"', antwort.content.decode())[1]


def unterschrift(client, fassung, wer, **weitere):
    werte = {"gelesen": "on", "name": wer, "ort": "Zwickau", "gesehen": gesehen(client.get(adresse(fassung)))}
    return client.post(adresse(fassung), werte | weitere, follow=True)


def der_person(fassung):
    return f"{fassung.person.vorname} {fassung.person.nachname}"


def test_jps12_beide_unterschreiben_nacheinander_am_bildschirm(als, fertig, als_dienst, text):
    bdl = als("bdl")
    gezeigt = text(bdl.get(adresse(fertig)))
    for wort in ("Ich schaffe Ziel 0.", "Im Lager", "Ruhig und genau.", "Kommt gut mit.", "Unterschrift der Teilnehm"):
        assert wort in gezeigt, "what is signed stands there in full"
    antwort = unterschrift(bdl, fertig, der_person(fertig))
    assert "Die erste Unterschrift ist gespeichert" in text(antwort)
    assert "sonst fehlt jetzt die der Fachkraft" in text(antwort)
    antwort = unterschrift(bdl, fertig, "kim  KURS")
    assert "ist von beiden unterschrieben und ändert sich nicht mehr" in text(antwort)
    assert "Der Inhalt ist seit der Unterschrift unverändert" in text(antwort)
    assert text(antwort).count("in Zwickau, dabei: Kim Kurs") == 2
    with als_dienst():
        fassung = Planfassung.objects.get(pk=fertig.pk)
    assert (fassung.name_teilnehmend, fassung.unterschrieben_am) == (der_person(fertig), HEUTE)


def test_jps12_vorher_wird_gesagt_wann_der_plan_ueberprueft_wird_und_ob_die_stufe_passt(als, entwurf, text):
    bdl = als("bdl")
    antwort = bdl.get(adresse(entwurf))
    assert (antwort.status_code, antwort["Location"]) == (302, adresse(entwurf, "vorbereiten/"))
    stand = re.search(r'name="stand" value="(\d+)"', bdl.get(antwort["Location"]).content.decode())[1]
    werte = {"pruefung_am": TAG, "stufenfrage": "passt", "stufengrund": "Ja.", "stand": stand}
    spaet = werte | {"pruefung_am": f"{HEUTE + timedelta(days=120):%Y-%m-%d}"}
    assert "spätestens am" in text(bdl.post(adresse(entwurf, "vorbereiten/"), spaet))
    assert bdl.post(adresse(entwurf, "vorbereiten/"), werte).status_code == 302
    assert bdl.get(adresse(entwurf)).status_code == 200


def test_jps12_was_geaendert_wird_braucht_neue_unterschriften(als, fertig, als_dienst, text):
    bdl = als("bdl")
    unterschrift(bdl, fertig, der_person(fertig))
    with als_dienst():
        Foerderziel.objects.filter(kennung="Z0").update(wortlaut="Etwas anderes.")
    assert "Unterschrift der Teilnehm" in text(bdl.get(adresse(fertig))), "begins anew"
    assert "hat unterschrieben" not in text(bdl.get(adresse(fertig, "")))


def test_jps12_niemand_unterschreibt_was_er_nicht_gesehen_hat(als, fertig, als_dienst, text):
    bdl = als("bdl")
    alt = gesehen(bdl.get(adresse(fertig)))
    with als_dienst():
        Foerderziel.objects.filter(kennung="Z0").update(wortlaut="Etwas anderes.")
    antwort = unterschrift(bdl, fertig, der_person(fertig), gesehen=alt)
    assert "Der Plan hat sich geändert, seit er hier gezeigt wurde" in text(antwort)
    with als_dienst():
        assert not Planunterschrift.objects.exists()


@pytest.mark.parametrize(
    ("weitere", "satz"),
    [
        ({"name": "Jemand Anders"}, "Unterschrieben wird mit dem eigenen Namen"),
        ({"name": ""}, "Mein Name"),
        ({"gelesen": ""}, "Ich habe den Plan gelesen"),
        ({"ort": ""}, "Ort"),
    ],
)
def test_jps12_jede_unterschrift_braucht_eigenen_namen_ort_und_zustimmung(als, fertig, als_dienst, text, weitere, satz):
    antwort = unterschrift(als("bdl"), fertig, der_person(fertig), **weitere)
    assert antwort.status_code == 422
    assert satz in text(antwort)
    with als_dienst():
        assert not Planunterschrift.objects.exists()


def test_jps12_die_fachkraft_unterschreibt_mit_dem_namen_ihres_kontos(als, fertig, text):
    unterschrift(als("bdl"), fertig, der_person(fertig))
    antwort = unterschrift(als("bdl_leitung"), fertig, "Kim Kurs")
    assert "Unterschrieben wird mit dem eigenen Namen: Kim Leitung." in text(antwort)


def test_ds31_ein_doppelter_klick_ist_eine_unterschrift(als, fertig, als_dienst):
    bdl = als("bdl")
    werte = {
        "gelesen": "on",
        "name": der_person(fertig),
        "ort": "Zwickau",
        "gesehen": gesehen(bdl.get(adresse(fertig))),
    }
    bdl.post(adresse(fertig), werte)
    bdl.post(adresse(fertig), werte)
    with als_dienst():
        assert Planunterschrift.objects.count() == 1
        assert Planfassung.objects.get(pk=fertig.pk).stand == "entwurf"


@pytest.mark.parametrize("befehl", ["update {t} set ort = 'X'", "delete from {t}"])
def test_jps12_eine_unterschrift_aendert_und_loescht_niemand(als, welt, fertig, als_nutzer, als_dienst, befehl):
    unterschrift(als("bdl"), fertig, der_person(fertig))
    with als_nutzer(welt["bdl"]), connection.cursor() as c:
        try:
            with transaction.atomic():
                c.execute(befehl.format(t="foerderplan_planunterschrift"))
        except Error:
            pass
    with als_dienst():
        assert Planunterschrift.objects.get().ort == "Zwickau"


# --- the Regionalbüro ------------------------------------------------------------------------------------------------


def rueckmeldung(art="einverstanden", text=""):
    return {"kennzeichen": neues_kennzeichen(), "rueckmeldung": art, "text": text}


def test_jps10_das_regionalbuero_liest_ziele_und_sagt_was_es_davon_haelt(als, unterschrieben, text):
    rb, bdl = als("rb"), als("bdl")
    assert "Robin" not in text(rb.get("/foerderplaene/?rueckmeldung=einverstanden"))
    assert "Rückmeldung fehlt" in text(rb.get("/foerderplaene/?rueckmeldung=offen"))
    seite = text(rb.get(adresse(unterschrieben, "rueckmeldung/")))
    assert "Ich schaffe Ziel 0." in seite and "Ruhig und genau." not in seite
    ohne = rb.post(adresse(unterschrieben, "rueckmeldung/"), rueckmeldung("anmerkung"))
    assert "Schreiben Sie, was Sie anmerken." in text(ohne)
    mit = rueckmeldung("anmerkung", "Bitte ein Datum nennen.")
    assert rb.post(adresse(unterschrieben, "rueckmeldung/"), mit).status_code == 302
    assert "Bitte ein Datum nennen." in text(bdl.get(adresse(unterschrieben, "")))
    assert "Anmerkung" in text(bdl.get("/foerderplaene/?rueckmeldung=anmerkung"))
    rb.post(adresse(unterschrieben, "rueckmeldung/"), rueckmeldung())
    assert "Eigen" in text(bdl.get("/foerderplaene/?rueckmeldung=einverstanden")), "the newest answer counts"


def test_ds31_zweimal_geschickt_ist_eine_rueckmeldung(als, unterschrieben, als_dienst):
    werte = rueckmeldung()
    for _ in range(2):
        assert als("rb").post(adresse(unterschrieben, "rueckmeldung/"), werte).status_code == 302
    with als_dienst():
        assert Zielanmerkung.objects.count() == 1


def test_jps10_zu_einem_entwurf_sagt_niemand_etwas(als, entwurf):
    assert als("rb").get(adresse(entwurf, "rueckmeldung/")).status_code == 404


@pytest.mark.parametrize("rolle", ["pap", "tl"])
def test_jps10_jobcenter_und_agentur_lesen_die_rueckmeldung_nicht(als, welt, unterschrieben, als_nutzer, text, rolle):
    als("rb").post(adresse(unterschrieben, "rueckmeldung/"), rueckmeldung("anmerkung", "Nur für den Träger."))
    assert "Nur für den Träger." not in text(als(rolle).get(adresse(unterschrieben, "")))
    with als_nutzer(welt[rolle]):
        assert not Zielanmerkung.objects.exists()
    assert "Regionalbüro" not in text(als(rolle).get("/foerderplaene/")).split("Stand")[-1]


def test_ds04_nur_das_regionalbuero_schreibt_und_nur_fuer_sich(welt, unterschrieben, als_nutzer):
    hang = {"person": unterschrieben.person, "teilnahme": unterschrieben.teilnahme, "fassung": unterschrieben}
    for wer, von in (("bdl", "bdl"), ("rb", "bdl")):
        with als_nutzer(welt[wer]), pytest.raises(Error), transaction.atomic():
            Zielanmerkung.objects.create(**hang, kennung=wer, rueckmeldung="einverstanden", von=welt[von])


# --- only in the programme -------------------------------------------------------------------------------------------


def test_jps10_ausserhalb_des_programms_gibt_es_keinen_plan(als, fall, welt, als_dienst, text):
    with als_dienst():
        welt.massnahmen["M-A"].foerderart = "FbW"
        welt.massnahmen["M-A"].save()
    neu = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/foerderplan/neu/"
    assert "Förderpläne gibt es nur in Maßnahmen des Programms." in text(als("bdl").get(neu, follow=True))
    als("bdl").post(neu, {"pruefung_am": TAG})
    with als_dienst():
        assert not Planfassung.objects.exists()
