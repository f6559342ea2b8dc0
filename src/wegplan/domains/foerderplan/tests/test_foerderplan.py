"""Goals and steps, versions, signatures, who reads what (JPS-10, JPS-11, JPS-12)."""

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE
from wegplan.domains.foerderplan.models import Berufswunsch, Einschaetzung, Foerderziel, Planfassung, Zielschritt
from wegplan.domains.foerderplan.rules import luecken, pruefsumme, spaeteste_pruefung
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_von

from .conftest import plan_anlegen

pytestmark = pytest.mark.django_db
TAG = f"{HEUTE + timedelta(days=20):%Y-%m-%d}"


def seite(fassung, was=""):
    return f"/foerderplaene/{fassung.pk}/{was}"


def reiter(fall):
    return f"/personen/{fall.person_id}/foerderplan/"


def ziel(**weitere):
    return {
        "kennzeichen": neues_kennzeichen(),
        "wortlaut": "Ich will im Lager arbeiten.",
        "horizont": "nah",
        "bereich": "fachlich",
        "fachsprache": "",
        "methode": "",
        "verantwortlich": "teilnehmende",
        "verantwortlich_name": "",
        "bis": TAG,
        "zielstand": "offen",
        "ergebnis": "",
    } | weitere


def unterschrift(**weitere):
    return {
        "am": f"{HEUTE:%Y-%m-%d}",
        "pruefung_am": TAG,
        "name_teilnehmend": "Robin Eigen",
        "name_fachkraft": "Kim Kurs",
        "stufenfrage": "passt",
        "stufengrund": "Sie kommt gut mit.",
        "bestaetigt": "on",
    } | weitere


# --- writing -------------------------------------------------------------------------------------------------------


def test_jps10_der_traeger_schreibt_einen_plan_von_anfang_bis_unterschrift(
    als, fall, als_dienst, text, stand_von_dienst
):
    bdl = als("bdl")
    assert "Förderplan beginnen" in text(bdl.get(reiter(fall)))
    neu = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/foerderplan/neu/"
    bdl.post(neu, {"pruefung_am": TAG})
    with als_dienst():
        plan = Planfassung.objects.get()
    for horizont in ("nah", "fern"):
        assert bdl.post(seite(plan, "ziele/neu/"), ziel(horizont=horizont)).status_code == 302
    with als_dienst():
        ziele = list(Foerderziel.objects.all())
        einschaetzungen = list(Einschaetzung.objects.all())
        wunsch = Berufswunsch.objects.get()
    for e in einschaetzungen:
        werte = {"selbst_stufe": "3", "fach_text": "Es geht voran.", "stand": stand_von_dienst(e)}
        assert bdl.post(f"/foerderplaene/einschaetzungen/{e.pk}/", werte).status_code == 302
    werte = {"inhalte": "Im Lager", "stand": stand_von_dienst(wunsch)}
    assert bdl.post(f"/foerderplaene/wuensche/{wunsch.pk}/", werte).status_code == 302
    for z in ziele:
        werte = {"kennzeichen": neues_kennzeichen(), "text": "Anrufen", "verantwortlich": "bdl", "bis": TAG}
        assert bdl.post(f"/foerderplaene/ziele/{z.pk}/schritte/neu/", werte).status_code == 302
    antwort = bdl.post(seite(plan, "unterschreiben/"), unterschrift(), follow=True)
    assert "ist unterschrieben und ändert sich nicht mehr" in text(antwort)
    assert "Der Inhalt ist seit der Unterschrift unverändert" in text(antwort)
    assert "Ich will im Lager arbeiten." in text(als("rb").get(reiter(fall)))


def test_ds31_ein_doppelter_klick_macht_einen_plan_ein_ziel_einen_schritt(als, fall, entwurf, als_dienst):
    bdl = als("bdl")
    neu = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/foerderplan/neu/"
    werte = ziel()
    for _ in range(2):
        assert bdl.post(neu, {"pruefung_am": TAG}).status_code == 302
        assert bdl.post(seite(entwurf, "ziele/neu/"), werte).status_code == 302
    with als_dienst():
        assert (Planfassung.objects.count(), Foerderziel.objects.count()) == (1, 3)


def test_jps10_ein_dritter_wird_beim_namen_genannt(als, entwurf, text):
    antwort = als("bdl").post(seite(entwurf, "ziele/neu/"), ziel(verantwortlich="dritte"))
    assert antwort.status_code == 422
    assert "Nennen Sie, wer genau das macht." in text(antwort)
    assert "Ich will im Lager arbeiten." in text(antwort)


def test_ds31_zwei_aendern_ein_ziel_der_zweite_sieht_beide_fassungen(als, entwurf, als_dienst, text):
    with als_dienst():
        z = Foerderziel.objects.get(kennung="Z0")
        stand = stand_von(z)
    werte = ziel(wortlaut="Von der Kollegin", stand=stand)
    del werte["kennzeichen"]
    assert als("bdl_leitung").post(f"/foerderplaene/ziele/{z.pk}/", werte).status_code == 302
    antwort = als("bdl").post(f"/foerderplaene/ziele/{z.pk}/", werte | {"wortlaut": "Von mir"})
    assert antwort.status_code == 409
    assert "Von der Kollegin" in text(antwort) and "Von mir" in text(antwort)
    with als_dienst():
        assert Foerderziel.objects.get(pk=z.pk).wortlaut == "Von der Kollegin"


# --- signing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ziele", "satz"),
    [
        ([], ["Es fehlt ein Nahziel.", "Es fehlt ein Fernziel."]),
        ([("nah", 1)], ["Es fehlt ein Fernziel."]),
        ([("nah", 1), ("fern", 0)], ["Ein Ziel hat noch keinen Schritt."]),
        ([("nah", 0), ("fern", 0)], ["2 Ziele haben noch keinen Schritt."]),
        ([("nah", 2), ("fern", 1)], []),
    ],
)
def test_jps10_was_zur_unterschrift_fehlt_wird_genannt(ziele, satz):
    assert luecken(ziele) == satz


@pytest.mark.parametrize(
    ("tag", "spaetestens"),
    [
        (date(2026, 1, 15), date(2026, 4, 15)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_jps11_ueberprueft_wird_spaetestens_nach_drei_monaten(tag, spaetestens):
    assert spaeteste_pruefung(tag) == spaetestens


def test_jps11_ohne_ueberpruefung_im_vierteljahr_keine_unterschrift(als, entwurf, text):
    spaet = f"{HEUTE + timedelta(days=93):%Y-%m-%d}"
    antwort = als("bdl").post(seite(entwurf, "unterschreiben/"), unterschrift(pruefung_am=spaet))
    assert antwort.status_code == 422 and "spätestens am" in text(antwort)


def test_jps12_ein_plan_mit_luecken_wird_nicht_unterschrieben(als, welt, fall, als_dienst, text):
    with als_dienst():
        plan = plan_anlegen(fall, welt["bdl"], ziele=1)
    antwort = als("bdl").post(seite(plan, "unterschreiben/"), unterschrift())
    assert antwort.status_code == 422 and "Es fehlt ein Fernziel." in text(antwort)


def test_jps12_die_pruefsumme_haengt_an_jedem_wort():
    inhalt = {"nummer": 1, "ziele": [{"wortlaut": "a", "bis": date(2026, 3, 5)}]}
    anders = {"ziele": [{"wortlaut": "b", "bis": date(2026, 3, 5)}], "nummer": 1}
    assert len(pruefsumme(inhalt)) == 64
    assert pruefsumme(inhalt) != pruefsumme(anders)
    assert pruefsumme(dict(reversed(inhalt.items()))) == pruefsumme(inhalt)


def test_jps12_eine_verfaelschte_fassung_faellt_auf(als, unterschrieben, als_dienst, text):
    with als_dienst(), connection.cursor() as c:
        c.execute("set constraints all immediate")
        c.execute("reset role")
        c.execute("alter table foerderplan_foerderziel disable trigger foerderplan_bewahren")
        c.execute("update foerderplan_foerderziel set wortlaut = 'untergeschoben' where kennung = 'Z0'")
    assert "passt nicht zur Prüfsumme" in text(als("bdl").get(seite(unterschrieben)))


@pytest.mark.parametrize(
    "befehl",
    [
        "update foerderplan_planfassung set pruefung_am = pruefung_am + 1",
        "update foerderplan_planfassung set stand = 'entwurf', unterschrieben_am = null, pruefsumme = ''",
        "update foerderplan_foerderziel set wortlaut = 'anders'",
        "update foerderplan_zielschritt set erledigt_am = current_date",
        "insert into foerderplan_zielschritt (ziel_id, kennung, text, verantwortlich, verantwortlich_name, bis)"
        " select id, 'neu', 'neu', 'bdl', '', current_date from foerderplan_foerderziel",
    ],
)
def test_jps11_eine_unterschriebene_fassung_aendert_niemand_auch_nicht_am_programm_vorbei(
    unterschrieben, als_dienst, befehl
):
    with als_dienst(), connection.cursor() as c, pytest.raises(Error, match="does not change"), transaction.atomic():
        c.execute(befehl)


def test_jps11_loeschen_laesst_sie_sich_von_keiner_seite_des_programms(welt, unterschrieben, als_nutzer, als_dienst):
    with als_nutzer(welt["bdl"]), connection.cursor() as c:
        for tabelle in ("zielschritt", "foerderziel", "planfassung"):
            c.execute(f"delete from foerderplan_{tabelle}")
            assert c.rowcount == 0, tabelle
    with als_dienst():
        assert Zielschritt.objects.count() == 2


# --- versions ------------------------------------------------------------------------------------------------------


def test_jps11_fortschreiben_kopiert_und_laesst_die_alte_fassung_stehen(als, fall, unterschrieben, als_dienst, text):
    bdl = als("bdl")
    bdl.post(f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/foerderplan/neu/", {"pruefung_am": TAG})
    with als_dienst():
        zweite = Planfassung.objects.get(nummer=2)
        z = zweite.ziele.get(kennung="Z0")
        assert z.schritte.get().kennung == "S0"
        werte = ziel(wortlaut="Jetzt anders", zielstand="erreicht", stand=stand_von(z))
    assert bdl.post(f"/foerderplaene/ziele/{z.pk}/", werte).status_code == 302
    assert "Jetzt anders" not in text(bdl.get(seite(unterschrieben)))
    assert "unverändert" in text(bdl.get(seite(unterschrieben)))
    assert "Jetzt anders" in text(bdl.get(seite(zweite)))


def test_jps12_eine_unterschriebene_fassung_hat_keine_formulare(als, unterschrieben, als_dienst):
    with als_dienst():
        z = Foerderziel.objects.get(kennung="Z0")
        s = z.schritte.get()
    adressen = [seite(unterschrieben, "ziele/neu/"), seite(unterschrieben, "unterschreiben/")]
    adressen += [f"/foerderplaene/ziele/{z.pk}/", f"/foerderplaene/ziele/{z.pk}/schritte/neu/"]
    for adresse in [*adressen, f"/foerderplaene/schritte/{s.pk}/"]:
        assert als("bdl").get(adresse).status_code == 404, adresse


# --- who reads what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", ["rb", "pap", "ifk", "bov", "tl"])
def test_jps10_andere_sehen_ziele_und_schritte_erst_nach_der_unterschrift(als, fall, entwurf, rolle, text):
    assert als(rolle).get(seite(entwurf)).status_code == 404
    assert "Ich schaffe Ziel" not in text(als(rolle).get(reiter(fall)))


@pytest.mark.parametrize("rolle", ["rb", "pap", "tl", "bdl_leitung"])
def test_jps10_danach_lesen_sie_mit(als, fall, unterschrieben, rolle, text):
    assert "Ich schaffe Ziel 0." in text(als(rolle).get(reiter(fall)))
    assert "Ich melde mich an (1)" in text(als(rolle).get(seite(unterschrieben)))


def test_ds04_die_datenbank_zeigt_entwuerfe_nur_dem_traeger(welt, entwurf, als_nutzer):
    for rolle, sieht in (("bdl", True), ("rb", False), ("pap", False), ("bl", False), ("ags", False)):
        with als_nutzer(welt[rolle]):
            for modell in (Planfassung, Foerderziel, Zielschritt):
                assert modell.objects.exists() is sieht, (rolle, modell)


def test_ds04_nur_wer_den_plan_schreibt_sieht_seinen_verlauf(welt, unterschrieben, als_nutzer):
    for rolle, sieht in (("bdl", True), ("rb", False), ("pap", False)):
        with als_nutzer(welt[rolle]):
            assert Planfassung.objects.exists()
            assert Foerderziel.pgh_event_model.objects.exists() is sieht, rolle


def test_ds02_ein_ziel_haengt_nicht_am_plan_eines_anderen(als, welt, als_dienst):
    with als_dienst():
        drueben = plan_anlegen(welt.fremd.teilnahmen.get(), welt["bdl"])
        z = drueben.ziele.get(kennung="Z0")
    bdl = als("bdl")
    assert bdl.get(seite(drueben)).status_code == 404
    assert bdl.get(f"/foerderplaene/ziele/{z.pk}/").status_code == 404
    assert bdl.post(seite(drueben, "ziele/neu/"), ziel()).status_code == 404


@pytest.mark.parametrize("was", ["", "ziele/neu/", "unterschreiben/"])
def test_ds10_jede_seite_hinterlaesst_genau_eine_spur(als, welt, entwurf, spuren, was):
    assert als("bdl").get(seite(entwurf, was)).status_code == 200
    assert [s["personen"] for s in spuren()] == [[welt.eigen.pk]]


@pytest.mark.parametrize("ziele", [2, 40])
def test_die_seiten_brauchen_bei_vielen_zielen_nicht_mehr_anweisungen(als, welt, fall, als_dienst, anweisungen, ziele):
    with als_dienst():
        plan = plan_anlegen(fall, welt["bdl"], ziele)
    client = als("bdl")
    client.get(seite(plan))
    assert (anweisungen(client, seite(plan)), anweisungen(client, reiter(fall))) == (15, 14)
