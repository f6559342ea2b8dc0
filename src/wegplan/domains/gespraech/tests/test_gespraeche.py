"""Talks, agreements as Wiedervorlagen, corrections, who reads what (JPS-17, JPS-40, JPS-41)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import Error, connection, transaction
from openpyxl import load_workbook

from tests.welt import HEUTE, MORGEN
from wegplan.domains.anwesenheit.models import Ausnahmezeit
from wegplan.domains.gespraech.models import Absprache, Gespraech
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_von

from .conftest import absprache_anlegen, gespraech_anlegen

pytestmark = pytest.mark.django_db
LISTE = "/gespraeche/"


def iso(tag):
    return f"{tag:%Y-%m-%d}"


def reiter(fall):
    return f"/personen/{fall.person_id}/gespraeche/"


def neu(fall):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/gespraeche/neu/"


def felder(**weitere):
    return {
        "kennzeichen": neues_kennzeichen(),
        "art": "bdl_tn",
        "tag": iso(HEUTE),
        "weg": "telefon",
        "ausgang": "gefuehrt",
        "anlass": "praktikum",
        "beteiligte": "Kim Kurs, Robin Eigen",
        "inhalt": "Das Praktikum beginnt bald.",
        "naechster_termin": iso(MORGEN),
    } | weitere


MIT_ABSPRACHE = {"text_1": "Betrieb anrufen", "verantwortlich_1": "bdl", "bis_1": iso(MORGEN)}


# --- recording ----------------------------------------------------------------------------------------------------


def test_jps40_ein_gespraech_mit_absprache_steht_im_reiter_und_auf_der_liste(als, fall, als_dienst, text):
    bdl = als("bdl")
    antwort = bdl.post(neu(fall), felder(**MIT_ABSPRACHE), follow=True)
    assert "mit 1 Absprache auf der Liste" in text(antwort)
    seite = text(bdl.get(reiter(fall)))
    assert "1 von" in seite and "Telefon" in seite and f"{HEUTE:%d.%m.%Y}" in seite
    liste = text(bdl.get(LISTE))
    assert "Betrieb anrufen" in liste and "Das Praktikum beginnt bald." not in liste
    with als_dienst():
        g = Gespraech.objects.get()
    einzeln = text(bdl.get(f"{LISTE}{g.pk}/"))
    assert "Das Praktikum beginnt bald." in einzeln and "liegt bei: Stelle TR-A" in einzeln


def test_px03_tag_und_tag_der_eintragung_stehen_nebeneinander(als, welt, fall, als_dienst, text):
    with als_dienst():
        g = gespraech_anlegen(welt, fall, tag=HEUTE - timedelta(days=20))
    for adresse in (reiter(fall), f"{LISTE}{g.pk}/"):
        seite = text(als("bdl").get(adresse))
        assert f"{HEUTE - timedelta(days=20):%d.%m.%Y}" in seite and f"{HEUTE:%d.%m.%Y}" in seite


def test_ds31_ein_doppelter_klick_macht_ein_gespraech_mit_einer_absprache(als, fall, als_dienst):
    werte = felder(**MIT_ABSPRACHE)
    for _ in range(2):
        assert als("bdl").post(neu(fall), werte).status_code == 302
    with als_dienst():
        assert (Gespraech.objects.count(), Absprache.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("falsch", "satz"),
    [
        ({"inhalt": " "}, "Schreiben Sie kurz auf, was besprochen wurde."),
        ({"beteiligte": ""}, "Nennen Sie, wer dabei war."),
        ({"naechster_termin": iso(HEUTE - timedelta(days=3))}, "Der nächste Termin liegt nach dem Gespräch."),
        ({"tag": iso(MORGEN)}, "Dieser Tag liegt in der Zukunft."),
        ({"art": "rb_tn"}, "Ihre Auswahl"),
        ({"text_1": "Anrufen"}, "Zu dieser Absprache fehlt noch: Wer macht es?"),
        (MIT_ABSPRACHE | {"verantwortlich_1": "dritte"}, "Nennen Sie, wer genau das macht."),
    ],
)
def test_jps40_was_fehlt_steht_am_feld_und_nichts_geht_verloren(als, fall, text, als_dienst, falsch, satz):
    antwort = als("bdl").post(neu(fall), felder(weg="hausbesuch") | falsch)
    seite = text(antwort)
    assert antwort.status_code == 422
    assert satz in seite or satz == "Ihre Auswahl"
    with als_dienst():
        assert not Gespraech.objects.exists()


def test_jps40_nicht_angetroffen_braucht_keinen_inhalt_und_zaehlt_nicht(als, fall, text):
    werte = felder(ausgang="nicht_angetroffen", weg="hausbesuch", inhalt="", beteiligte="", naechster_termin="")
    seite = text(als("bdl").post(neu(fall), werte, follow=True))
    assert "nicht angetroffen" in seite and "0 von" in seite and "1 von" not in seite


def test_jps40_das_regionalbuero_traegt_seine_gespraeche_ein(als, fall, text):
    rb = als("rb")
    assert rb.post(neu(fall), felder(art="bdl_tn")).status_code == 422
    seite = text(rb.post(neu(fall), felder(art="rb_tn"), follow=True))
    assert "Regionalbüro mit Teilnehmerin oder Teilnehmer" in seite and "1 von 2" in seite


def test_jps40_absprachen_liegen_bei_der_seite_die_sie_uebernimmt(als, fall, als_dienst):
    werte = felder(**MIT_ABSPRACHE)
    for nr, wer in ((1, "rb"), (2, "bdl"), (3, "teilnehmende")):
        werte |= {f"text_{nr}": f"Für {wer}", f"verantwortlich_{nr}": wer, f"bis_{nr}": iso(MORGEN)}
    assert als("bdl").post(neu(fall), werte).status_code == 302
    with als_dienst():
        je = dict(Absprache.objects.values_list("text", "stelle__kennung"))
    assert je == {"Für rb": "RB-A", "Für bdl": "TR-A", "Für teilnehmende": "TR-A"}


def test_jps40_das_projektgespraech_haengt_an_der_massnahme(als, welt, fall, als_dienst, text):
    adresse = f"/massnahmen/{welt.massnahmen['M-A'].pk}/gespraeche/"
    assert als("bdl").post(f"{adresse}neu/", felder(**MIT_ABSPRACHE)).status_code == 302
    seite = text(als("rb").get(adresse))
    assert "Regionalbüro mit Träger zum Projekt" in seite and "1 von" in seite
    with als_dienst():
        g = Gespraech.objects.get()
    assert (g.person_id, g.teilnahme_id, g.massnahme_id) == (None, None, welt.massnahmen["M-A"].pk)
    assert "Das Praktikum beginnt bald." in text(als("rb").get(f"{LISTE}{g.pk}/"))
    with als_dienst(), pytest.raises(Error, match="gespraech_haengt_an_einem"), transaction.atomic():
        gespraech_anlegen(welt, None, person=welt.eigen)


# --- correcting ---------------------------------------------------------------------------------------------------


def berichtigt(g, **weitere):
    werte = felder(stand=stand_von(g), grund="Falscher Tag", naechster_termin="", **weitere)
    del werte["kennzeichen"]
    return werte


def test_jps40_eine_berichtigung_nennt_ihren_grund_und_laesst_das_alte_stehen(als, gespraech, als_dienst, text):
    with als_dienst():
        werte = berichtigt(gespraech, inhalt="Neuer Inhalt")
    bdl = als("bdl")
    assert bdl.post(f"{LISTE}{gespraech.pk}/berichtigen/", werte | {"grund": ""}).status_code == 422
    assert bdl.post(f"{LISTE}{gespraech.pk}/berichtigen/", werte).status_code == 302
    seite = text(bdl.get(f"{LISTE}{gespraech.pk}/"))
    assert "Neuer Inhalt" in seite and "Grund: Falscher Tag" in seite and "Geheimer Inhalt" in seite


def test_ds31_zwei_berichtigen_ein_gespraech_der_zweite_sieht_beide_fassungen(als, gespraech, als_dienst, text):
    with als_dienst():
        werte = berichtigt(gespraech, inhalt="Von der Kollegin")
    adresse = f"{LISTE}{gespraech.pk}/berichtigen/"
    assert als("bdl_leitung").post(adresse, werte).status_code == 302
    antwort = als("bdl").post(adresse, werte | {"inhalt": "Von mir"})
    assert antwort.status_code == 409
    assert "Von der Kollegin" in text(antwort) and "Von mir" in text(antwort)
    with als_dienst():
        assert Gespraech.objects.get().inhalt == "Von der Kollegin"


def test_jps40_nur_die_eintragende_stelle_berichtigt(als, welt, gespraech, als_nutzer):
    assert als("rb").get(f"{LISTE}{gespraech.pk}/").status_code == 200
    assert als("rb").get(f"{LISTE}{gespraech.pk}/berichtigen/").status_code == 404
    assert als("rb").get(f"{LISTE}{gespraech.pk}/absprachen/neu/").status_code == 404
    with als_nutzer(welt["rb"]), connection.cursor() as c:
        c.execute("update gespraech_gespraech set inhalt = 'anders'")
        assert c.rowcount == 0
        c.execute("update gespraech_absprache set text = 'anders'")
        assert c.rowcount == 0


# --- Wiedervorlagen -----------------------------------------------------------------------------------------------


def test_jps40_eine_absprache_wird_abgehakt_und_wieder_geoeffnet(als, gespraech, als_dienst, text):
    bdl = als("bdl")
    with als_dienst():
        a = Absprache.objects.get()
    basis = f"{LISTE}absprachen/{a.pk}/"
    for _ in range(2):
        antwort = bdl.post(f"{basis}erledigen/", follow=True)
    assert "Erledigt: Betrieb anrufen." in text(antwort)
    assert "Betrieb anrufen" not in text(bdl.get(LISTE))
    bdl.post(f"{basis}oeffnen/")
    assert "Betrieb anrufen" in text(bdl.get(LISTE))


def test_jps40_eine_absprache_wird_mit_grund_verschoben(als, gespraech, als_dienst, text):
    with als_dienst():
        a = Absprache.objects.get()
        werte = {"stand": stand_von(a), "bis": iso(HEUTE + timedelta(days=9)), "grund": "Betrieb hat Urlaub"}
    adresse = f"{LISTE}absprachen/{a.pk}/verschieben/"
    bdl = als("bdl")
    assert "Der neue Tag liegt nach dem" in text(bdl.post(adresse, werte | {"bis": iso(HEUTE)}))
    assert bdl.post(adresse, werte | {"grund": ""}).status_code == 422
    assert bdl.post(adresse, werte).status_code == 302
    assert "verschoben: Betrieb hat Urlaub" in text(bdl.get(LISTE))


def test_jps40_auch_die_seite_bei_der_sie_liegt_hakt_ab(als, welt, fall, als_dienst):
    with als_dienst():
        g = gespraech_anlegen(welt, fall)
        beim_rb = absprache_anlegen(g, welt["rb"].organisation, verantwortlich="rb")
        beim_traeger = absprache_anlegen(g, welt["bdl"].organisation)
    rb = als("rb")
    assert rb.post(f"{LISTE}absprachen/{beim_rb.pk}/erledigen/").status_code == 302
    assert rb.post(f"{LISTE}absprachen/{beim_traeger.pk}/erledigen/").status_code == 404


# --- what is due --------------------------------------------------------------------------------------------------


def test_jps41_faellige_gespraeche_stehen_auf_der_liste_bis_sie_gefuehrt_sind(als, fall, welt, als_dienst, text):
    bdl = als("bdl")
    vorher = text(bdl.get(f"{LISTE}?was=gespraech&seite=bdl"))
    assert "Gespräch: Träger mit Teilnehmerin oder Teilnehmer" in vorher and "überfällig" in vorher
    assert "Regionalbüro mit Teilnehmerin" not in vorher
    assert "Gespräch: Regionalbüro mit Träger zum Projekt" in vorher
    with als_dienst():
        for tag in (HEUTE - timedelta(days=60), HEUTE):
            gespraech_anlegen(welt, fall, tag=tag)
    assert "Gespräch: Träger mit Teilnehmerin" not in text(bdl.get(f"{LISTE}?was=gespraech&faellig=on"))


def test_jps64_wer_unterbrochen_ist_schuldet_kein_gespraech(als, fall, als_dienst, text):
    with als_dienst():
        Ausnahmezeit.objects.create(person_id=fall.person_id, teilnahme=fall, art="unterbrechung", von=fall.eintritt)
    liste = text(als("bdl").get(f"{LISTE}?was=gespraech"))
    assert "Eigen" not in liste and "Regionalbüro mit Träger zum Projekt" in liste
    assert "keins fällig" in text(als("bdl").get(reiter(fall)))


def test_jps41_die_liste_als_tabelle_enthaelt_keine_inhalte(als, gespraech):
    antwort = als("bdl").get(f"{LISTE}?ausgabe=xlsx")
    zellen = [str(z.value) for zeile in load_workbook(BytesIO(antwort.content)).active for z in zeile]
    assert "Betrieb anrufen" in zellen
    assert not any("Geheimer Inhalt" in z for z in zellen)


# --- who reads what -----------------------------------------------------------------------------------------------


def test_ds02_ein_fremdes_projekt_ist_wie_ein_unbekanntes(als, welt, fall, als_dienst):
    with als_dienst():
        drueben = welt.fremd.teilnahmen.get()
        g = gespraech_anlegen(welt, drueben, stelle=welt.stellen["TR-B"])
        p = gespraech_anlegen(welt, None, massnahme=welt.massnahmen["M-B"], stelle=welt.stellen["TR-B"])
        a = absprache_anlegen(g, welt.stellen["TR-B"])
    for rolle in ("bdl", "rb"):
        client = als(rolle)
        for adresse in (
            reiter(drueben),
            neu(drueben),
            f"{LISTE}{g.pk}/",
            f"{LISTE}{p.pk}/",
            f"/massnahmen/{welt.massnahmen['M-B'].pk}/gespraeche/",
            f"{LISTE}absprachen/{a.pk}/verschieben/",
        ):
            assert client.get(adresse).status_code == 404, (rolle, adresse)
        assert client.post(f"{LISTE}absprachen/{a.pk}/erledigen/").status_code == 404


@pytest.mark.parametrize("rolle", ["pap", "ifk", "tl", "bl", "ags", "regiestelle"])
def test_ds03_jobcenter_und_regiestelle_lesen_keine_gespraeche(als, welt, gespraech, als_nutzer, rolle):
    assert als(rolle).get(f"{LISTE}{gespraech.pk}/").status_code == 403
    assert als(rolle).get(LISTE).status_code == 403
    with als_nutzer(welt[rolle]):
        assert not Gespraech.objects.exists()
        assert not Absprache.objects.exists()
        assert not Gespraech.pgh_event_model.objects.exists()


def test_ds04_die_datenbank_zeigt_nur_gespraeche_der_eigenen_projekte(welt, gespraech, als_dienst, als_nutzer):
    with als_dienst():
        gespraech_anlegen(welt, None)
        gespraech_anlegen(welt, None, massnahme=welt.massnahmen["M-B"])
        gespraech_anlegen(welt, welt.fremd.teilnahmen.get())
    for rolle in ("bdl", "rb"):
        with als_nutzer(welt[rolle]):
            assert Gespraech.objects.count() == Gespraech.objects.fuer(welt[rolle]).count() == 2
            assert Absprache.objects.count() == Absprache.objects.fuer(welt[rolle]).count() == 1


def test_ds10_wer_ein_gespraech_liest_hinterlaesst_eine_spur(als, welt, gespraech, spuren):
    als("bdl").get(f"{LISTE}{gespraech.pk}/")
    assert [s["personen"] for s in spuren()] == [[welt.eigen.pk]]


@pytest.mark.parametrize("anzahl", [1, 30])
def test_die_seiten_brauchen_bei_vielen_gespraechen_nicht_mehr_anweisungen(
    als, welt, fall, als_dienst, anweisungen, anzahl
):
    with als_dienst():
        for _ in range(anzahl):
            g = gespraech_anlegen(welt, fall)
            absprache_anlegen(g, welt["bdl"].organisation)
    client = als("bdl")
    client.get(LISTE)
    gezaehlt = tuple(anweisungen(client, a) for a in (LISTE, reiter(fall), f"{LISTE}{g.pk}/"))
    assert gezaehlt == (12, 11, 7)
