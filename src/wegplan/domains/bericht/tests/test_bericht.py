"""Writing, releasing, sending, deciding; who sees which state (JPS-50, JPS-52)."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE
from wegplan.domains.bericht import services
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import inhalt_von
from wegplan.domains.qualifizierungsplan.models import Lernmodul, Qualifizierungsplan
from wegplan.kit.eingabe.stand import stand_von

from .conftest import FREIGABE, NEIN, QUARTAL, TEXTE, bericht_anlegen

pytestmark = pytest.mark.django_db
SEITEN = ("", "schreiben/", "freigeben/")


def seite(bericht, was=""):
    return f"/berichte/{bericht.pk}/{was}"


def reiter(fall):
    return f"/personen/{fall.person_id}/berichte/"


def eingabe(bericht, **weitere):
    ja_nein = dict.fromkeys(NEIN, "nein")
    return {"stand": stand_von(bericht), **TEXTE, **ja_nein} | weitere


def freigabe(**weitere):
    return FREIGABE | {"kenntnis_am": f"{HEUTE:%Y-%m-%d}"} | weitere


# --- writing -------------------------------------------------------------------------------------------------------


def test_jps52_der_traeger_schreibt_die_leitung_gibt_frei_das_regionalbuero_nimmt_an(als, fall, als_dienst, text):
    bdl, leitung, rb = als("bdl"), als("bdl_leitung"), als("rb")
    assert "Bericht beginnen" in text(bdl.get(reiter(fall)))
    neu = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/berichte/neu/"
    assert bdl.post(neu, {"quartal": QUARTAL.isoformat()}).status_code == 302
    with als_dienst():
        bericht = Entwicklungsbericht.objects.get()
        werte = eingabe(bericht)
    assert bdl.post(seite(bericht, "schreiben/"), werte).status_code == 302
    assert bdl.get(seite(bericht, "freigeben/")).status_code == 403
    assert rb.get(seite(bericht)).status_code == 404
    antwort = leitung.post(seite(bericht, "freigeben/"), freigabe(), follow=True)
    assert "ändert sich nicht mehr" in text(antwort) and "seit der Freigabe unverändert" in text(antwort)
    assert rb.get(seite(bericht)).status_code == 404
    werte = {"weg": "portal", "am": f"{HEUTE:%Y-%m-%d}", "an": ""}
    assert "liegt jetzt bei" in text(leitung.post(seite(bericht, "uebermitteln/"), werte, follow=True))
    assert "Rechnet sicher" in text(rb.get(seite(bericht)))
    antwort = rb.post(seite(bericht, "entscheiden/"), {"entscheidung": "annehmen", "grund": ""}, follow=True)
    assert "ist angenommen" in text(antwort)
    assert "angenommen" in text(bdl.get(reiter(fall)))


def test_jps50_ein_entwurf_wird_mit_luecken_behalten(als, entwurf, als_dienst):
    with als_dienst():
        werte = eingabe(entwurf, theorie="", ziel_gefaehrdet="", praxis="Nur\r\ndas")
    assert als("bdl").post(seite(entwurf, "schreiben/"), werte).status_code == 302
    with als_dienst():
        entwurf.refresh_from_db()
    assert (entwurf.theorie, entwurf.ziel_gefaehrdet, entwurf.praxis) == ("", None, "Nur\ndas")


def test_jps50_was_die_freigabe_braucht_heisst_nicht_optional(als, entwurf, text):
    """A draft may have gaps, so no field is required; but what stops the release is not left to one's liking."""
    seite = text(als("bdl").get(f"/berichte/{entwurf.pk}/schreiben/"))
    assert "Theoretische Kenntnisse und Unterstützungsbedarfe für die Freigabe nötig" in seite
    assert "Ist das Maßnahmeziel gefährdet? für die Freigabe nötig" in seite
    assert "Begründung des Stufenwechsels für die Freigabe mit dieser Anlage nötig" in seite
    assert "Arbeitgeber optional" in seite


def test_ds32_mehr_bestandene_als_geplante_module_stehen_am_feld_nichts_geht_verloren(als, entwurf, als_dienst, text):
    with als_dienst():
        werte = eingabe(entwurf, module_geplant=3, module_bestanden=5, theorie="Bleibt stehen.")
    antwort = als("bdl").post(seite(entwurf, "schreiben/"), werte)
    assert antwort.status_code == 422
    assert "nicht mehr Module bestanden" in text(antwort) and "Bleibt stehen." in text(antwort)


def test_jps50_angaben_zur_ausbildung_kommen_aus_dem_qualifizierungsplan(als, fall, als_dienst, text, welt):
    with als_dienst():
        entwurf = bericht_anlegen(fall, welt["bdl"], module_geplant=None, qualifizierungsziel="Selbst geschrieben")
        rahmen = {"person_id": fall.person_id, "teilnahme": fall, "nummer": 1, "angelegt_von": welt["bdl"]}
        plan = Qualifizierungsplan.objects.create(**rahmen, ziel="Koch", inhalte="x", praxis="x")
        Lernmodul.objects.create(plan=plan, kennung="M", reihe=1, bezeichnung="Küche", stunden=8)
        Qualifizierungsplan.objects.update(
            stand="uebergeben", uebergeben_am=fall.eintritt, pruefsumme="x", name_fachkraft="A"
        )
    seite_jetzt = als("bdl").get(seite(entwurf, "schreiben/"))
    assert "Aus dem Qualifizierungsplan, Fassung 1: Koch" in text(seite_jetzt)
    anfang = seite_jetzt.context["form"].initial
    assert (anfang["module_geplant"], anfang["qualifizierungsziel"]) == (1, "Selbst geschrieben")


def test_ds31_zwei_schreiben_der_zweite_sieht_beide_fassungen(als, entwurf, als_dienst, text):
    with als_dienst():
        werte = eingabe(entwurf, theorie="Von der Leitung")
    assert als("bdl_leitung").post(seite(entwurf, "schreiben/"), werte).status_code == 302
    antwort = als("bdl").post(seite(entwurf, "schreiben/"), werte | {"theorie": "Von mir"})
    assert antwort.status_code == 409
    assert "Von der Leitung" in text(antwort) and "Von mir" in text(antwort)


def test_ds31_ein_doppelter_klick_macht_einen_bericht_eine_freigabe_eine_neue_fassung(als, fall, als_dienst):
    bdl, leitung = als("bdl"), als("bdl_leitung")
    neu = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/berichte/neu/"
    for _ in range(2):
        assert bdl.post(neu, {"quartal": QUARTAL.isoformat()}).status_code == 302
    with als_dienst():
        bericht = Entwicklungsbericht.objects.get()
        Entwicklungsbericht.objects.update(**TEXTE, **NEIN)
    leitung.post(seite(bericht, "freigeben/"), freigabe())
    assert leitung.post(seite(bericht, "freigeben/"), freigabe()).status_code == 404
    for _ in range(2):
        assert bdl.post(seite(bericht, "neue-fassung/")).status_code == 302
    with als_dienst():
        assert list(Entwicklungsbericht.objects.order_by("fassung").values_list("fassung", "stand")) == [
            (1, "freigegeben"),
            (2, "entwurf"),
        ]


# --- releasing -----------------------------------------------------------------------------------------------------


def test_jps52_was_fehlt_haelt_die_freigabe_mit_einer_liste_auf(als, entwurf, als_dienst, text):
    with als_dienst():
        Entwicklungsbericht.objects.update(theorie="  ", stufenwechsel=True, vorzeitiger_austritt=True)
    antwort = als("bdl_leitung").post(seite(entwurf, "freigeben/"), freigabe())
    assert antwort.status_code == 422
    for satz in (
        "Es fehlt: Theoretische Kenntnisse und Unterstützungsbedarfe.",
        "Es fehlt in der Anlage „Begründung Stufenwechsel“: Begründung des Stufenwechsels.",
        "Es fehlt in der Anlage „Projektabschluss“: Weiterführende Empfehlungen und Anschlussperspektiven.",
    ):
        assert satz in text(antwort)
    with als_dienst():
        entwurf.refresh_from_db()
    assert entwurf.stand == "entwurf"


def test_jps52_vor_dem_ende_des_zeitraums_gibt_niemand_frei(entwurf, als_dienst):
    with als_dienst():
        inhalt = inhalt_von(entwurf)
    assert services.maengel(entwurf, inhalt, entwurf.bis) == []
    (satz,) = services.maengel(entwurf, inhalt, entwurf.bis - timedelta(days=1))
    assert satz.startswith("Der Berichtszeitraum endet erst am")


@pytest.mark.parametrize("wort", ["nicht_einverstanden", "nicht_erreichbar", "verweigert"])
def test_jps52_wer_nicht_einverstanden_oder_nicht_da_ist_hat_einen_grund(als, entwurf, wort, text):
    leitung = als("bdl_leitung")
    antwort = leitung.post(seite(entwurf, "freigeben/"), freigabe(kenntnisnahme=wort))
    assert antwort.status_code == 422 and "Nennen Sie den Grund." in text(antwort)
    werte = freigabe(kenntnisnahme=wort, kenntnis_grund="Will noch darüber schlafen.")
    assert "Will noch darüber schlafen." in text(leitung.post(seite(entwurf, "freigeben/"), werte, follow=True))


def test_jps52_die_vorgabe_ist_die_der_programmstufe(als, welt, entwurf, als_dienst):
    leitung = als("bdl_leitung")
    assert leitung.get(seite(entwurf, "freigeben/")).context["form"].initial["empfang"] == "rb"
    with als_dienst():
        welt.massnahmen["M-A"].programmstufe = "EZU"
        welt.massnahmen["M-A"].save()
    anfang = leitung.get(seite(entwurf, "freigeben/")).context["form"].initial
    assert (anfang["empfang"], anfang["weg"]) == ("aajc", "post")


def test_jps52_die_freigabeseite_nennt_die_empfaenger_und_die_grundlage(als, entwurf, text):
    gezeigt = text(als("bdl_leitung").get(seite(entwurf, "freigeben/")))
    assert "Regionalbüro: Stelle RB-A. Agentur oder Jobcenter: Stelle JC-A." in gezeigt
    assert "§ 61 SGB II" in gezeigt


@pytest.mark.parametrize(
    "befehl",
    [
        "update bericht_entwicklungsbericht set theorie = 'anders'",
        "update bericht_entwicklungsbericht set inhalt = '{}'",
        "update bericht_entwicklungsbericht set stand = 'entwurf', pruefsumme = '', inhalt = null",
        "update bericht_entwicklungsbericht set stand = 'angenommen', uebermittelt_am = current_date",
        "update bericht_entwicklungsbericht set kenntnis_grund = 'untergeschoben'",
    ],
)
def test_jps52_ein_freigegebener_bericht_aendert_sich_nicht_auch_nicht_am_programm_vorbei(
    freigegeben, als_dienst, befehl
):
    with als_dienst(), connection.cursor() as c, pytest.raises(Error, match="does not change"), transaction.atomic():
        c.execute(befehl)


def test_jps52_loeschen_laesst_er_sich_von_keiner_seite_des_programms(welt, freigegeben, als_nutzer):
    with als_nutzer(welt["bdl_leitung"]), connection.cursor() as c:
        c.execute("delete from bericht_entwicklungsbericht")
        assert c.rowcount == 0


def test_jps52_ein_verfaelschter_bericht_faellt_auf(als, freigegeben, als_dienst, text):
    with als_dienst(), connection.cursor() as c:
        c.execute("set constraints all immediate")
        c.execute("reset role")
        c.execute("alter table bericht_entwicklungsbericht disable trigger bericht_bewahren")
        c.execute("update bericht_entwicklungsbericht set theorie = 'untergeschoben'")
    assert "passt nicht zur Prüfsumme" in text(als("bdl").get(seite(freigegeben)))


# --- sending and deciding ------------------------------------------------------------------------------------------


def test_jps52_post_braucht_tag_und_namen(als, freigegeben, text, als_dienst):
    werte = {"weg": "post", "am": f"{HEUTE:%Y-%m-%d}", "an": ""}
    leitung = als("bdl_leitung")
    antwort = leitung.post(seite(freigegeben, "uebermitteln/"), werte)
    assert antwort.status_code == 422 and "an wen der Bericht ging" in text(antwort)
    morgen = werte | {"an": "Frau Kranz", "am": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"}
    assert leitung.post(seite(freigegeben, "uebermitteln/"), morgen).status_code == 422
    assert leitung.post(seite(freigegeben, "uebermitteln/"), werte | {"an": "Frau Kranz"}).status_code == 302
    with als_dienst():
        freigegeben.refresh_from_db()
    assert (freigegeben.weg, freigegeben.uebermittelt_an) == ("post", "Frau Kranz")


def test_jps52_was_auf_papier_angenommen_wird_traegt_die_leitung_ein(als, freigegeben, als_dienst, text):
    """The receiver has no account: day and name of the letter, and who has recorded it."""
    leitung, adresse = als("bdl_leitung"), seite(freigegeben, "antwort-auf-papier/")
    heute = f"{HEUTE:%Y-%m-%d}"
    assert leitung.get(adresse).status_code == 404, "not sent yet"
    leitung.post(seite(freigegeben, "uebermitteln/"), {"weg": "post", "am": heute, "an": "Frau Kranz"})
    werte = {"entscheidung": "annehmen", "am": heute, "durch": "", "grund": ""}
    assert leitung.post(adresse, werte).status_code == 422
    vorher = werte | {"durch": "Frau Kranz", "am": f"{HEUTE - timedelta(days=1):%Y-%m-%d}"}
    assert "Übermittelt wurde der Bericht am" in text(leitung.post(adresse, vorher))
    ohne_grund = werte | {"durch": "Frau Kranz", "entscheidung": "zurueckgeben"}
    assert "Nennen Sie den Grund" in text(leitung.post(adresse, ohne_grund))
    antwort = leitung.post(adresse, werte | {"durch": "Frau Kranz"}, follow=True)
    assert "Auf Papier entschieden von Frau Kranz" in text(antwort)
    assert "Eingetragen von" in text(antwort)
    with als_dienst():
        freigegeben.refresh_from_db()
    assert (freigegeben.stand, freigegeben.entschieden_durch) == ("angenommen", "Frau Kranz")


def test_jps52_kommt_das_schreiben_des_jobcenters_beim_regionalbuero_an_traegt_dieses_es_ein(
    welt, als, freigegeben, als_dienst, als_nutzer, text
):
    post = {"stand": "uebermittelt", "weg": "post", "uebermittelt_am": HEUTE, "empfang": "rb"}
    with als_dienst():
        Entwicklungsbericht.objects.filter(pk=freigegeben.pk).delete()
        for name, stelle in (("empfaenger", "JC-A"), ("kopie", "RB-A")):
            setattr(freigegeben, name, welt.stellen[stelle])
        for name, wert in (post | {"empfang": "aajc"}).items():
            setattr(freigegeben, name, wert)
        freigegeben.save(force_insert=True)
    rb, adresse = als("rb"), seite(freigegeben, "antwort-im-buero/")
    assert "Antwort auf Papier festhalten" in text(rb.get(seite(freigegeben)))
    assert als("ifk").get(adresse).status_code == 404, "the receiver itself decides in the program"
    werte = {"entscheidung": "annehmen", "am": f"{HEUTE:%Y-%m-%d}", "durch": "", "grund": ""}
    assert rb.post(adresse, werte).status_code == 422
    with als_nutzer(welt["rb"]), pytest.raises(Error), transaction.atomic():
        Entwicklungsbericht.objects.filter(pk=freigegeben.pk).update(stand="angenommen", entschieden_am=HEUTE)
    antwort = rb.post(adresse, werte | {"durch": "Frau Kranz"}, follow=True)
    assert "Auf Papier entschieden von Frau Kranz" in text(antwort)
    with als_dienst():
        freigegeben.refresh_from_db()
    assert (freigegeben.stand, freigegeben.entschieden_von.rolle) == ("angenommen", "rb")


def test_jps52_liegt_er_hier_im_programm_entscheidet_der_empfaenger_selbst(als, uebermittelt, als_dienst, text):
    werte = {"entscheidung": "annehmen", "am": f"{HEUTE:%Y-%m-%d}", "durch": "Ich selbst", "grund": ""}
    antwort = als("bdl_leitung").post(seite(uebermittelt, "antwort-auf-papier/"), werte)
    assert "entscheidet der Empfänger selbst" in text(antwort)
    with als_dienst():
        uebermittelt.refresh_from_db()
    assert uebermittelt.stand == "uebermittelt"


def test_ds04_am_programm_vorbei_entscheidet_der_traeger_ueber_seinen_bericht_nicht(welt, uebermittelt, als_nutzer):
    for durch in ("", "Ich selbst"):
        with als_nutzer(welt["bdl_leitung"]), pytest.raises(Error), transaction.atomic():
            Entwicklungsbericht.objects.filter(pk=uebermittelt.pk).update(
                stand="angenommen", entschieden_am=HEUTE, entschieden_durch=durch
            )


def test_jps52_zurueckgegeben_mit_grund_fuehrt_zu_einer_neuen_fassung(als, uebermittelt, als_dienst, text):
    rb, bdl = als("rb"), als("bdl")
    zurueck = {"entscheidung": "zurueckgeben", "grund": ""}
    antwort = rb.post(seite(uebermittelt, "entscheiden/"), zurueck)
    assert antwort.status_code == 422 and "Nennen Sie den Grund" in text(antwort)
    zurueck["grund"] = "Bitte zum Praktikum mehr."
    assert rb.post(seite(uebermittelt, "entscheiden/"), zurueck).status_code == 302
    assert "Bitte zum Praktikum mehr." in text(bdl.get(seite(uebermittelt)))
    bdl.post(seite(uebermittelt, "neue-fassung/"))
    with als_dienst():
        zweite = Entwicklungsbericht.objects.get(fassung=2)
    assert zweite.theorie == TEXTE["theorie"] and zweite.inhalt is None
    assert "Es gibt eine neuere Fassung" in text(bdl.get(seite(uebermittelt)))
    assert "neuere Fassung" not in text(rb.get(seite(uebermittelt)))


def test_jps52_wer_die_kopie_hat_liest_und_entscheidet_nicht(als, uebermittelt, text):
    ifk = als("ifk")
    assert "Rechnet sicher" in text(ifk.get(seite(uebermittelt)))
    assert ifk.get(seite(uebermittelt, "entscheiden/")).status_code == 404
    werte = {"entscheidung": "annehmen", "grund": ""}
    assert ifk.post(seite(uebermittelt, "entscheiden/"), werte).status_code == 404


def test_jps52_eine_ueberholte_fassung_wird_nicht_mehr_uebermittelt(als, welt, freigegeben, text):
    als("bdl").post(seite(freigegeben, "neue-fassung/"))
    werte = {"weg": "portal", "am": f"{HEUTE:%Y-%m-%d}", "an": ""}
    antwort = als("bdl_leitung").post(seite(freigegeben, "uebermitteln/"), werte)
    assert antwort.status_code == 422 and "Es gibt eine neuere Fassung" in text(antwort)


# --- who sees what -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", ["rb", "pap", "ifk", "bov", "tl"])
def test_jps52_vor_der_uebermittlung_sieht_ihn_nur_der_traeger(als, fall, freigegeben, rolle, text):
    assert als(rolle).get(seite(freigegeben)).status_code == 404
    assert "Fassung 1" not in text(als(rolle).get(reiter(fall)))
    assert "Eigen, Robin" not in text(als(rolle).get("/berichte/"))


@pytest.mark.parametrize("rolle", ["rb", "pap", "ifk", "bov", "tl"])
def test_jps52_danach_lesen_ihn_die_empfaenger(als, fall, uebermittelt, rolle, text):
    assert "Rechnet sicher" in text(als(rolle).get(seite(uebermittelt)))
    assert "Fassung 1" in text(als(rolle).get(reiter(fall)))
    assert "Eigen, Robin" in text(als(rolle).get("/berichte/"))


def test_jps52_ging_er_nur_ans_regionalbuero_sieht_ihn_das_jobcenter_nicht(als, welt, entwurf, als_nutzer):
    leitung = welt["bdl_leitung"]
    with als_nutzer(leitung):
        services.freigeben(leitung, entwurf.pk, HEUTE, **FREIGABE | {"empfang": "nur_rb"})
        services.uebermitteln(leitung, entwurf.pk, am=HEUTE, weg="portal", an="")
    assert als("rb").get(seite(entwurf)).status_code == 200
    assert als("ifk").get(seite(entwurf)).status_code == 404
    with als_nutzer(welt["ifk"]):
        assert not Entwicklungsbericht.objects.exists()


def test_ds04_die_datenbank_zeigt_entwuerfe_nur_dem_traeger(welt, entwurf, als_nutzer):
    for rolle, sieht in (("bdl", True), ("bdl_leitung", True), ("rb", False), ("pap", False), ("bl", False)):
        with als_nutzer(welt[rolle]):
            assert Entwicklungsbericht.objects.exists() is sieht, rolle
            assert Entwicklungsbericht.pgh_event_model.objects.exists() is sieht, rolle


@pytest.mark.parametrize(
    ("rolle", "befehl"),
    [
        ("bdl", "update bericht_entwicklungsbericht set stand = 'angenommen', entschieden_am = current_date"),
        ("ifk", "update bericht_entwicklungsbericht set stand = 'angenommen', entschieden_am = current_date"),
        ("rb", "update bericht_entwicklungsbericht set person_id = person_id"),
    ],
)
def test_ds04_die_datenbank_laesst_nur_den_empfaenger_entscheiden(welt, uebermittelt, als_nutzer, rolle, befehl):
    verboten = pytest.raises(Error, match="not allowed")
    with als_nutzer(welt[rolle]), connection.cursor() as c, verboten, transaction.atomic():
        c.execute(befehl)


def test_ds02_berichte_eines_anderen_projekts_gibt_es_nicht(als, welt, fall, als_dienst):
    with als_dienst():
        drueben = bericht_anlegen(welt.fremd.teilnahmen.get(), welt["bdl"])
    for was in SEITEN:
        assert als("bdl_leitung").get(seite(drueben, was)).status_code == 404, was
    assert als("bdl").post(seite(drueben, "neue-fassung/")).status_code == 404


def test_ds05_ohne_zweckbindung_leistung_gibt_es_keinen_bericht(als, welt, fall, entwurf, als_dienst, text):
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten"]
        welt.massnahmen["M-A"].save()
    bdl = als("bdl")
    assert bdl.get(seite(entwurf)).status_code == 404
    neu = f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/berichte/neu/"
    assert "keine Daten zur Leistung" in text(bdl.post(neu, {"quartal": QUARTAL.isoformat()}))


@pytest.mark.parametrize("was", SEITEN)
def test_ds10_jede_seite_hinterlaesst_genau_eine_spur(als, welt, entwurf, spuren, was):
    assert als("bdl_leitung").get(seite(entwurf, was)).status_code == 200
    assert [s["personen"] for s in spuren()] == [[welt.eigen.pk]]
