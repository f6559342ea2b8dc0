"""Results of modules, training with its chamber, checks, and the group's screen (JPS-21)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.foerderung.models import Zertifikat
from wegplan.domains.qualifizierungsplan.models import (
    Ausbildungsrahmen,
    Lernmodul,
    Modulergebnis,
    Verkuerzungspruefung,
    Wechselpruefung,
)
from wegplan.domains.qualifizierungsplan.queries import faelligkeiten, modulstaende
from wegplan.domains.verbleib.models import Ergebnis
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

from .conftest import plan_anlegen

pytestmark = pytest.mark.django_db
TAG = f"{HEUTE:%Y-%m-%d}"


def adresse(fall, was):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/{was}/"


def ergebnis(**weitere):
    return {"ausgang": "bestanden", "am": TAG, "note": "", "zertifikat": "", "stand": "0"} | weitere


def verkuerzung(**weitere):
    werte = {"geprueft_am": TAG, "ergebnis": "verkuerzt", "monate": "6", "grund": "Berufserfahrung"}
    return {"kennzeichen": neues_kennzeichen()} | werte | weitere


@pytest.fixture
def modul(uebergeben, als_dienst):
    with als_dienst():
        return uebergeben.module.get(kennung="M1")


@pytest.fixture
def seite(modul):
    return f"/qualifizierungsplaene/module/{modul.pk}/ergebnis/"


def test_jps21_ein_bestandenes_modul_steht_im_plan(als, uebergeben, seite, text):
    assert als("bdl").post(seite, ergebnis(note="gut")).status_code == 302
    gelesen = text(als("rb").get(f"/qualifizierungsplaene/{uebergeben.pk}/"))
    assert "bestanden" in gelesen and "gut" in gelesen


def test_jps21_das_zertifikat_einer_teilqualifikation_steht_nur_einmal(als, seite, als_dienst):
    bdl, werte = als("bdl"), ergebnis(zertifikat="neu")
    for _ in range(2):
        assert bdl.post(seite, werte).status_code == 302
    with als_dienst():
        papier = Zertifikat.objects.get()
        assert Modulergebnis.objects.get().zertifikat == papier
        assert (papier.art, papier.bezeichnung, papier.erworben_am) == ("teilqualifikation", "Modul 1", HEUTE)


def test_jps21_ein_vorhandenes_zertifikat_wird_verbunden(als, fall, welt, seite, als_dienst):
    with als_dienst():
        papier = Zertifikat.objects.create(
            zertifikat_id="Z", person=welt.eigen, teilnahme=fall, bezeichnung="TQ 1", art="teilqualifikation"
        )
    assert als("bdl").post(seite, ergebnis(zertifikat=papier.pk)).status_code == 302
    with als_dienst():
        assert (Modulergebnis.objects.get().zertifikat, Zertifikat.objects.count()) == (papier, 1)


def test_jps21_ohne_bestehen_kein_zertifikat(als, seite, text):
    antwort = als("bdl").post(seite, ergebnis(ausgang="nicht_bestanden", zertifikat="neu"))
    assert antwort.status_code == 422
    assert "nur zu einem bestandenen Modul" in text(antwort)


def test_ds31_zwei_tragen_ein_ergebnis_ein_der_zweite_sieht_beide(als, seite, text, als_dienst, stand_von_dienst):
    als("bdl").post(seite, ergebnis(note="gut"))
    with als_dienst():
        alt = stand_von_dienst(Modulergebnis.objects.get())
    als("bdl_leitung").post(seite, ergebnis(note="sehr gut", stand=alt))
    antwort = als("bdl").post(seite, ergebnis(note="befriedigend", stand=alt))
    assert antwort.status_code == 409
    assert "sehr gut" in text(antwort) and "befriedigend" in text(antwort)


def test_jps21_abstimmung_mit_der_zustaendigen_stelle(als, fall, text, als_dienst):
    werte = {"beginn": TAG, "stelle": "", "abgestimmt_am": TAG, "aktenzeichen": "", "stand": "0"}
    antwort = als("bdl").post(adresse(fall, "ausbildung"), werte)
    assert antwort.status_code == 422 and "Nennen Sie die Stelle" in text(antwort)
    werte |= {"stelle": "Kammer Beispielstadt", "aktenzeichen": "AZ 7"}
    assert als("bdl").post(adresse(fall, "ausbildung"), werte).status_code == 302
    with als_dienst():
        assert Ausbildungsrahmen.objects.get().abgestimmt_am == HEUTE
    gelesen = text(als("rb").get(f"/personen/{fall.person_id}/qualifizierungsplan/"))
    assert "Kammer Beispielstadt" in gelesen and "AZ 7" in gelesen


@pytest.mark.parametrize(
    ("werte", "im_ergebnis"),
    [
        (verkuerzung(), (True, True)),
        (verkuerzung(ergebnis="nicht_verkuerzt", monate=""), (True, False)),
        (verkuerzung(ergebnis="nicht_verkuerzbar", monate=""), (False, False)),
    ],
)
def test_jps21_die_pruefung_der_verkuerzung_steht_im_ergebnis(als, fall, als_dienst, werte, im_ergebnis):
    assert als("bdl").post(adresse(fall, "verkuerzung"), werte).status_code == 302
    with als_dienst():
        e = Ergebnis.objects.get(teilnahme=fall)
        assert (e.verkuerzbar, e.verkuerzt) == im_ergebnis


def test_jps21_eine_aeltere_pruefung_nachgetragen_aendert_das_ergebnis_nicht(als, fall, als_dienst):
    frueher = f"{HEUTE - timedelta(days=9):%Y-%m-%d}"
    als("bdl").post(adresse(fall, "verkuerzung"), verkuerzung())
    als("bdl").post(
        adresse(fall, "verkuerzung"), verkuerzung(geprueft_am=frueher, ergebnis="nicht_verkuerzt", monate="")
    )
    with als_dienst():
        assert Verkuerzungspruefung.objects.count() == 2
        assert Ergebnis.objects.get(teilnahme=fall).verkuerzt is True


@pytest.mark.parametrize(
    ("werte", "satz"),
    [({"monate": ""}, "Um wie viele Monate?"), ({"ergebnis": "nicht_verkuerzt"}, "nur, wenn verkürzt wird")],
)
def test_jps21_monate_gibt_es_genau_wenn_verkuerzt_wird(als, fall, text, werte, satz):
    antwort = als("bdl").post(adresse(fall, "verkuerzung"), verkuerzung(**werte))
    assert antwort.status_code == 422 and satz in text(antwort)


def test_jps21_die_jaehrliche_pruefung_fuehrt_zur_empfehlung(als, fall, als_dienst):
    werte = {"geprueft_am": TAG, "ergebnis": "dual", "grund": "Ein Betrieb ist bereit."}
    for _ in range(2):
        antwort = als("bdl").post(adresse(fall, "wechselpruefung/12"), werte)
        assert antwort.status_code == 302
        assert antwort["Location"].endswith(f"/teilnahmen/{fall.pk}/stufenwechsel/")
    with als_dienst():
        assert Wechselpruefung.objects.get().nach_monaten == 12
    assert als("bdl").get(adresse(fall, "wechselpruefung/13")).status_code == 404


def test_jps21_in_stufe_3_gibt_es_keine_ausbildung(als, fall, als_dienst, text):
    with als_dienst():
        fall.massnahme.programmstufe = "IEB"
        fall.massnahme.save()
    antwort = als("bdl").post(adresse(fall, "verkuerzung"), verkuerzung())
    assert antwort.status_code == 422 and "nur in der Stufe QAB" in text(antwort)


# --- the whole group ------------------------------------------------------------------------------------------------


def test_jps21_ergebnisse_der_gruppe_auf_einmal(als, fall, uebergeben, als_dienst, text):
    bdl, url = als("bdl"), f"/massnahmen/{fall.massnahme_id}/modulergebnisse/"
    assert "Ergebnisse speichern" in text(bdl.get(f"{url}?modul=M1"))
    werte = {"modul": "M1", "am": TAG, f"ausgang_{fall.pk}": "bestanden", f"note_{fall.pk}": "1,3"}
    assert "Ein Ergebnis ist gespeichert." in text(bdl.post(url, werte, follow=True))
    with als_dienst():
        e = Modulergebnis.objects.get()
        assert (e.kennung, e.ausgang, e.am, e.note) == ("M1", "bestanden", HEUTE, "1,3")
    zweites = bdl.post(url, werte | {f"ausgang_{fall.pk}": "nicht_bestanden"}, follow=True)
    assert zweites.status_code == 200
    with als_dienst():
        assert Modulergebnis.objects.get().ausgang == "bestanden"


def test_jps21_eine_bemerkung_ohne_ergebnis_wird_zurueckgewiesen(als, fall, uebergeben, text):
    url = f"/massnahmen/{fall.massnahme_id}/modulergebnisse/"
    antwort = als("bdl").post(url, {"modul": "M1", "am": TAG, f"ausgang_{fall.pk}": "", f"note_{fall.pk}": "gut"})
    assert antwort.status_code == 422
    assert "Wählen Sie ein Ergebnis" in text(antwort) and b'value="gut"' in antwort.content


def test_ds02_im_fremden_projekt_traegt_niemand_etwas_ein(als, welt, uebergeben):
    fremd = welt.massnahmen["M-B"].pk
    assert als("bdl").get(f"/massnahmen/{fremd}/modulergebnisse/").status_code == 404
    assert als("bdl").get(f"/massnahmen/{fremd}/modulkatalog/").status_code == 404


def test_jps20_der_katalog_wird_gepflegt_und_gelesen(als, fall, text):
    url = f"/massnahmen/{fall.massnahme_id}/modulkatalog/"
    werte = {"reihe": "1", "bezeichnung": "Lagerkunde", "lernziel": "", "art": "fachlich", "stunden": "80"}
    for _ in range(2):
        werte |= {"kennzeichen": werte.get("kennzeichen") or neues_kennzeichen()}
        assert als("bdl").post(f"{url}neu/", werte).status_code == 302
    gelesen = text(als("rb").get(url))
    assert gelesen.count("Lagerkunde") == 1 and "Zusammen 80 Stunden." in gelesen
    assert als("rb").get(f"{url}neu/").status_code == 403


# --- lists and figures ----------------------------------------------------------------------------------------------


def test_jps20_die_liste_zeigt_was_fehlt(als, fall, uebergeben, text):
    gelesen = text(als("rb").get("/qualifizierungsplaene/"))
    assert "Eigen" in gelesen and "Abstimmung mit der zuständigen Stelle" in gelesen and "überfällig" in gelesen
    assert "Eigen" not in text(als("rb").get("/qualifizierungsplaene/?was=plan"))


def test_jps83_die_checkliste_fragt_nach_faelligkeiten(welt, fall, uebergeben, als_nutzer):
    with als_nutzer(welt["bdl"]):
        pflichten = faelligkeiten(welt["bdl"], HEUTE, [fall.massnahme_id])[fall.pk]
        assert pflichten[0].erfuellt_am == HEUTE
        assert faelligkeiten(welt["bdl"], HEUTE, []) == {}


def test_jps51_geplante_und_bestandene_module_fuer_den_bericht(als, welt, fall, uebergeben, seite, als_nutzer):
    als("bdl").post(seite, ergebnis())
    with als_nutzer(welt["bdl"]):
        stand = modulstaende([fall.pk], HEUTE)[fall.pk]
        assert (stand.ziel, stand.geplant, stand.bestanden) == ("Fachkraft für Lagerlogistik", 2, 1)
        assert modulstaende([fall.pk], HEUTE - timedelta(days=1)) == {}


@pytest.mark.parametrize("anzahl", [1, 12])
def test_die_gruppe_braucht_bei_vielen_nicht_mehr_anweisungen(als, welt, fall, als_dienst, anweisungen, anzahl):
    with als_dienst():
        plan = plan_anlegen(fall, welt["bdl"])
        Lernmodul.objects.bulk_create(
            Lernmodul(plan=plan, kennung=f"W{nr}", reihe=nr, bezeichnung="x", stunden=1) for nr in range(anzahl)
        )
    client = als("bdl")
    url = f"/massnahmen/{fall.massnahme_id}/modulergebnisse/"
    client.get(url)
    assert anweisungen(client, url) == 8
