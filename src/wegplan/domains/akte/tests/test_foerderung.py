"""The tab "Förderung": internships, services, certificates (JPS-51, annexes 1 to 3; DS-05, DS-31, DS-32)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE, MORGEN
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_von, verlauf_von

pytestmark = pytest.mark.django_db
TAG = HEUTE - timedelta(days=20)


@pytest.fixture
def fall(welt, als_dienst):
    """The running Teilnahme of Frau Eigen in a measure of the programme."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "VDB", ["stammdaten", "leistung"]
        m.save()
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def reiter(fall):
    return f"/personen/{fall.person_id}/foerderung/"


def neu(fall, art):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/foerderung/{art}/neu/"


def praktikum(**weitere):
    return {
        "kennzeichen": neues_kennzeichen(),
        "unternehmen": "Bäckerei Korn",
        "beginn": f"{TAG}",
        "ende": "",
        "taetigkeit": "Verkauf",
        "selbst_gesucht": "ja",
        "erster_arbeitsmarkt": "ja",
        "auswertung_erfolgt": "",
        "einschaetzung": "",
    } | weitere


def leistung(**weitere):
    return {
        "kennzeichen": neues_kennzeichen(),
        "art": "stuetzunterricht",
        "tag": f"{TAG}",
        "inhalt": "Bruchrechnen",
        "umfang_minuten": "90",
    } | weitere


def gesendet(eintrag, als_dienst, **werte):
    """The values of a form that changes `eintrag`, with its state."""
    with als_dienst():
        stand = stand_von(eintrag)
    return {k: v for k, v in werte.items() if k != "kennzeichen"} | {"stand": stand}


def test_jps51_der_traeger_traegt_die_drei_anlagen_ein_und_alle_lesen_sie(als, fall, text):
    bdl = als("bdl")
    assert bdl.post(neu(fall, "praktikum"), praktikum()).status_code == 302
    assert bdl.post(neu(fall, "leistung"), leistung()).status_code == 302
    zertifikat = {"bezeichnung": "Gabelstaplerschein", "art": "schein", "erworben_am": "", "mit_zertifikat": "ja"}
    zertifikat["kennzeichen"] = neues_kennzeichen()
    assert bdl.post(neu(fall, "zertifikat"), zertifikat).status_code == 302
    for rolle in ("bdl", "rb", "ifk", "tl"):
        seite = text(als(rolle).get(reiter(fall)))
        for wort in ("Bäckerei Korn", "Bruchrechnen", "zusammen 90 Minuten", "Gabelstaplerschein"):
            assert wort in seite, (rolle, wort)
        assert ("Entfernen" in seite) == (rolle == "bdl")


def test_ds31_ein_doppelter_klick_macht_ein_praktikum(als, fall, als_dienst):
    bdl, werte = als("bdl"), praktikum()
    for _ in range(2):
        assert bdl.post(neu(fall, "praktikum"), werte).status_code == 302
    with als_dienst():
        assert Praktikum.objects.count() == 1


@pytest.mark.parametrize(
    ("art", "werte", "satz"),
    [
        ("praktikum", {"beginn": f"{HEUTE - timedelta(days=91)}"}, "vor dem Eintritt"),
        ("praktikum", {"ende": f"{TAG - timedelta(days=1)}"}, "Das Ende liegt vor dem Beginn."),
        ("leistung", {"tag": f"{MORGEN}"}, "Dieser Tag liegt in der Zukunft."),
        ("leistung", {"umfang_minuten": "0"}, "größer oder gleich 1"),
        ("leistung", {"art": "sozialpaedagogisch"}, "Die Zweckbindung dieser Maßnahme erlaubt nicht"),
    ],
)
def test_ds32_eine_falsche_eingabe_wird_am_feld_gesagt_und_nichts_geht_verloren(als, fall, text, art, werte, satz):
    alle = (praktikum if art == "praktikum" else leistung)(**werte)
    antwort = als("bdl").post(neu(fall, art), alle)
    assert antwort.status_code == 422
    assert satz in text(antwort)
    assert (alle.get("unternehmen") or alle["inhalt"]) in antwort.content.decode()


def test_ds31_zwei_aendern_ein_praktikum_der_zweite_sieht_beide_fassungen(als, fall, als_dienst, text):
    als("bdl").post(neu(fall, "praktikum"), praktikum())
    with als_dienst():
        p = Praktikum.objects.get()
    adresse, werte = f"{reiter(fall)}praktikum/{p.pk}/", gesendet(p, als_dienst, **praktikum())
    assert als("bdl_leitung").post(adresse, werte | {"taetigkeit": "Backstube"}).status_code == 302
    antwort = als("bdl").post(adresse, werte | {"taetigkeit": "Lager"})
    assert antwort.status_code == 409
    assert "Backstube" in text(antwort) and "Lager" in text(antwort)
    entfernt = als("bdl").post(f"{adresse}entfernen/", {"stand": werte["stand"], "grund": "doppelt eingetragen"})
    assert entfernt.status_code == 422 and "inzwischen geändert" in text(entfernt)


def test_ds11_entfernen_verlangt_einen_grund_den_der_verlauf_behaelt(als, fall, als_dienst, text):
    als("bdl").post(neu(fall, "leistung"), leistung())
    with als_dienst():
        eintrag = Foerderleistung.objects.get()
    adresse, werte = f"{reiter(fall)}leistung/{eintrag.pk}/entfernen/", gesendet(eintrag, als_dienst)
    assert als("bdl").post(adresse, werte | {"grund": ""}).status_code == 422
    assert als("bdl").post(adresse, werte | {"grund": "falsche Person"}).status_code == 302
    assert "Bruchrechnen" not in text(als("bdl").get(reiter(fall)))
    with als_dienst():
        assert not Foerderleistung.objects.exists()
        letztes = verlauf_von(eintrag).select_related("pgh_context").first()
        assert letztes.pgh_label == "delete"
        assert letztes.pgh_context.metadata["grund"] == "falsche Person"


def test_ds05_worum_es_in_der_betreuung_ging_liest_nur_wer_es_darf(als, welt, fall, als_dienst, text):
    with als_dienst():
        werte = {"art": "sozialpaedagogisch", "inhalt": "Schuldnerberatung", "tag": TAG}
        eintrag = Foerderleistung.objects.create(person=fall.person, teilnahme=fall, leistung_id="L1", **werte)
    adresse = f"{reiter(fall)}leistung/{eintrag.pk}/"
    for rolle in ("bdl", "rb", "ifk", "tl"):
        seite = text(als(rolle).get(reiter(fall)))
        assert "Schuldnerberatung" not in seite and "besonders geschützt" in seite, rolle
    formular = als("bdl").get(adresse).content.decode()
    assert "Schuldnerberatung" not in formular and 'name="art"' not in formular
    neue = gesendet(eintrag, als_dienst, tag=f"{TAG}", umfang_minuten="45", inhalt="", art="stuetzunterricht")
    assert als("bdl").post(adresse, neue).status_code == 302
    with als_dienst():
        eintrag.refresh_from_db()
        assert (eintrag.inhalt, eintrag.art, eintrag.umfang_minuten) == ("Schuldnerberatung", "sozialpaedagogisch", 45)
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten", "leistung", "besonders"]
        welt.massnahmen["M-A"].save()
    assert "Schuldnerberatung" in text(als("bdl").get(reiter(fall)))
    assert "Schuldnerberatung" not in text(als("rb").get(reiter(fall)))
    assert "Schuldnerberatung" in als("bdl").get(adresse).content.decode()


def test_ds05_ohne_leistung_in_der_zweckbindung_traegt_der_traeger_nichts_ein(als, welt, fall, als_dienst, text):
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten"]
        welt.massnahmen["M-A"].save()
    assert als("bdl").get(neu(fall, "praktikum")).status_code == 404
    assert "Praktikum eintragen" not in text(als("bdl").get(reiter(fall)))


def test_der_reiter_steht_nur_bei_teilnehmenden_des_programms(als, welt, fall, als_dienst, text):
    adresse = f"/personen/{fall.person_id}/"
    assert "Austritt und Verbleib" in text(als("ifk").get(adresse))
    with als_dienst():
        welt.massnahmen["M-A"].foerderart = "FbW"
        welt.massnahmen["M-A"].save()
    assert "Austritt und Verbleib" not in text(als("ifk").get(adresse))
    assert "an keiner Maßnahme des Programms" in text(als("ifk").get(reiter(fall)))
    assert als("bdl").get(neu(fall, "praktikum")).status_code == 404


def test_die_foerderung_kostet_bei_vielen_eintraegen_nicht_mehr(als, fall, als_dienst, anweisungen, spuren):
    def weitere(anzahl, ab):
        kopf = {"person": fall.person, "teilnahme": fall}
        with als_dienst():
            for n in range(ab, ab + anzahl):
                Praktikum.objects.create(praktikum_id=f"P{n}", beginn=TAG, **kopf)
                Foerderleistung.objects.create(leistung_id=f"L{n}", tag=TAG, art="weitere", **kopf)
                Zertifikat.objects.create(zertifikat_id=f"Z{n}", bezeichnung="x", art="sonstige", **kopf)

    bdl = als("bdl")
    weitere(1, 0)
    wenige = anweisungen(bdl, reiter(fall))
    weitere(40, 10)
    assert anweisungen(bdl, reiter(fall)) == wenige
    assert len([s for s in spuren() if s["ansicht"] == "akte:foerderung"]) == 2
