"""Both assessments, wishes, the picture, the comparison, the copy, the look-in, the list (JPS-10 to JPS-16)."""

import io
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from pypdf import PdfReader

from tests.welt import HEUTE
from wegplan.domains.foerderplan import services
from wegplan.domains.foerderplan.models import Aushaendigung, Berufswunsch, Einschaetzung, Einsicht, Planfassung
from wegplan.domains.foerderplan.rules import einsicht_bis, kopie_bis, luecken_der_ausgangslage, vergleich

pytestmark = pytest.mark.django_db
GRUND = "Rückfrage zum Verlauf"


def seite(fassung, was=""):
    return f"/foerderplaene/{fassung.pk}/{was}"


def lage(**weitere):
    return {"name": "Soziales", "selbst_stufe": 3, "selbst_text": "", "fach_stufe": None, "fach_text": "gut"} | weitere


@pytest.fixture
def zweite(welt, fall, unterschrieben, als_nutzer, als_dienst):
    """A second version, still a draft, in which the participant sees the social area better than before."""
    with als_nutzer(welt["bdl"]):
        neu, _ = services.neue_fassung(welt["bdl"], fall.person_id, fall.pk, HEUTE + timedelta(days=60))
    with als_dienst():
        Einschaetzung.objects.filter(fassung=neu, bereich="sozial").update(selbst_stufe=4)
        neu.ziele.filter(kennung="Z0").update(wortlaut="Ich schaffe mehr.")
        neu.ziele.filter(kennung="Z1").delete()
    return neu


# --- assessments and wishes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("einschaetzung", "wunsch", "saetze"),
    [
        (lage(), "Lager", []),
        (lage(selbst_stufe=None), "Lager", ["Soziales: Es fehlt die eigene Einschätzung."]),
        (lage(fach_text=""), "Lager", ["Soziales: Es fehlt die Einschätzung der Fachkraft."]),
        (
            lage(selbst_stufe=None, fach_text=""),
            "",
            [
                "Soziales: Es fehlt die eigene Einschätzung und die Einschätzung der Fachkraft.",
                "Es fehlt der Berufswunsch.",
            ],
        ),
    ],
)
def test_jps10_ohne_beide_einschaetzungen_und_wunsch_keine_unterschrift(einschaetzung, wunsch, saetze):
    assert luecken_der_ausgangslage([einschaetzung], {"inhalte": wunsch}) == saetze


def test_jps10_was_der_ausgangslage_fehlt_steht_im_entwurf_und_haelt_die_unterschrift_auf(
    als, entwurf, als_dienst, text
):
    with als_dienst():
        Einschaetzung.objects.filter(bereich="hindernisse").update(selbst_stufe=None)
        Berufswunsch.objects.update(inhalte="")
    bdl = als("bdl")
    for antwort in (bdl.get(seite(entwurf)), bdl.post(seite(entwurf, "unterschreiben/"), _unterschrift())):
        assert "Hindernisse: Es fehlt die eigene Einschätzung." in text(antwort)
        assert "Es fehlt der Berufswunsch." in text(antwort)
    with als_dienst():
        assert Planfassung.objects.get().stand == "entwurf"


def _unterschrift(**weitere):
    return {
        "am": f"{HEUTE:%Y-%m-%d}",
        "pruefung_am": f"{HEUTE + timedelta(days=20):%Y-%m-%d}",
        "name_teilnehmend": "Robin Eigen",
        "name_fachkraft": "Kim Kurs",
        "stufenfrage": "wechsel",
        "stufengrund": "Die Ausbildung ist in Sicht.",
        "bestaetigt": "on",
    } | weitere


def test_jps15_bei_jeder_fassung_wird_gefragt_ob_die_stufe_passt(als, entwurf, text):
    bdl = als("bdl")
    ohne = bdl.post(seite(entwurf, "unterschreiben/"), _unterschrift(stufenfrage="", stufengrund=""))
    assert ohne.status_code == 422
    antwort = bdl.post(seite(entwurf, "unterschreiben/"), _unterschrift(), follow=True)
    assert "Nein, ein Wechsel ist zu empfehlen" in text(antwort) and "Die Ausbildung ist in Sicht." in text(antwort)


def test_jps15_in_der_umschulung_erziehung_gibt_es_keinen_wechsel(als, fall, entwurf, als_dienst, text):
    with als_dienst():
        fall.programmstufe = "EZU"
        fall.save()
    assert "Passt die Stufe noch?" not in text(als("bdl").get(seite(entwurf, "unterschreiben/")))


def test_ds31_zwei_schaetzen_ein_der_zweite_sieht_beide_fassungen(als, entwurf, als_dienst, stand_von_dienst, text):
    with als_dienst():
        e = Einschaetzung.objects.get(bereich="sozial")
    werte = {"selbst_stufe": "5", "fach_text": "Von der Kollegin", "stand": stand_von_dienst(e)}
    adresse = f"/foerderplaene/einschaetzungen/{e.pk}/"
    assert als("bdl_leitung").post(adresse, werte).status_code == 302
    antwort = als("bdl").post(adresse, werte | {"fach_text": "Von mir"})
    assert antwort.status_code == 409 and "Von der Kollegin" in text(antwort) and "Von mir" in text(antwort)


@pytest.mark.parametrize(
    "befehl",
    [
        "update foerderplan_einschaetzung set selbst_stufe = 5",
        "update foerderplan_berufswunsch set inhalte = 'anders'",
        "update foerderplan_planfassung set stufengrund = 'anders'",
        "insert into foerderplan_einschaetzung (fassung_id, bereich, selbst_text, fach_text)"
        " select id, 'neu', '', '' from foerderplan_planfassung",
    ],
)
def test_jps12_auch_die_ausgangslage_ist_nach_der_unterschrift_fest(unterschrieben, als_dienst, befehl):
    with als_dienst(), connection.cursor() as c, pytest.raises(Error, match="does not change"), transaction.atomic():
        c.execute(befehl)


def test_jps12_eine_untergeschobene_einschaetzung_faellt_auf(als, unterschrieben, als_dienst, text):
    with als_dienst(), connection.cursor() as c:
        c.execute("set constraints all immediate")
        c.execute("reset role")
        c.execute("alter table foerderplan_einschaetzung disable trigger foerderplan_bewahren")
        c.execute("update foerderplan_einschaetzung set selbst_stufe = 5 where bereich = 'sozial'")
    assert "passt nicht zur Prüfsumme" in text(als("bdl").get(seite(unterschrieben)))
    assert "passt nicht zur Prüfsumme" not in text(als("rb").get(seite(unterschrieben)))


# --- comparison and picture ----------------------------------------------------------------------------------------


def test_jps11_der_vergleich_nennt_neues_geaendertes_gleiches_und_entfallenes():
    def zeile(kennung, **angaben):
        return {"kennung": kennung, "titel": f"Ziel {kennung}", "angaben": angaben}

    alt = [zeile("a", Stand="offen"), zeile("b", Stand="offen"), zeile("c")]
    neu = [zeile("b", Stand="offen"), zeile("a", Stand="läuft", Ergebnis="gut"), zeile("d")]
    assert [(z["titel"], z["art"], z["unterschiede"]) for z in vergleich(alt, neu)] == [
        ("Ziel b", "gleich", []),
        ("Ziel a", "geaendert", [("Stand", "offen", "läuft"), ("Ergebnis", "", "gut")]),
        ("Ziel d", "neu", []),
        ("Ziel c", "entfallen", []),
    ]


def test_jps11_zwei_fassungen_nebeneinander(als, unterschrieben, zweite, text):
    bdl = als("bdl")
    gezeigt = text(bdl.get(seite(zweite, "vergleich/")))
    assert "Ich schaffe Ziel 0." in gezeigt and "Ich schaffe mehr." in gezeigt
    assert "nicht mehr dabei" in gezeigt and "So sehe ich mich schwierig gut" in gezeigt
    assert bdl.get(seite(unterschrieben, "vergleich/")).status_code == 404
    assert als("rb").get(seite(zweite, "vergleich/")).status_code == 404


def test_jps10_das_bild_zeigt_beide_einschaetzungen_ueber_die_fassungen(als, fall, unterschrieben, zweite, text):
    adresse = f"/personen/{fall.person_id}/foerderplan/"
    antwort = als("bdl").get(adresse)
    assert "Fassung 1: eigene schwierig, Fachkraft keine Angabe; Fassung 2: eigene gut" in antwort.content.decode()
    assert "Soziales im Verlauf" in text(antwort)
    assert "im Verlauf" not in text(als("rb").get(adresse))


# --- the participant's copy ----------------------------------------------------------------------------------------


def _pdf(antwort):
    assert antwort["Content-Type"] == "application/pdf"
    leser = PdfReader(io.BytesIO(antwort.content))
    return leser, " ".join("\n".join(s.extract_text() for s in leser.pages).split())


def test_jps13_das_exemplar_ist_ein_pdf_in_klarer_sprache_mit_der_pruefsumme(als, unterschrieben):
    leser, inhalt = _pdf(als("bdl").get(seite(unterschrieben, "pdf/")))
    assert leser.metadata.title == "Mein Förderplan, Fassung 1"
    assert leser.trailer["/Root"]["/Lang"] == "de-DE" and leser.trailer["/Root"]["/MarkInfo"]["/Marked"]
    folge = ["Wo ich stehe", "Was ich arbeiten möchte", "Meine Ziele", "Ich schaffe Ziel 0.", "Robin Eigen"]
    orte = [inhalt.index(wort) for wort in folge]
    assert orte == sorted(orte)
    assert unterschrieben.pruefsumme in inhalt.replace(" ", "") and "ich selbst" in inhalt


def test_jps13_der_entwurf_laesst_sich_zum_unterschreiben_drucken(als, entwurf):
    _, inhalt = _pdf(als("bdl").get(seite(entwurf, "pdf/")))
    assert "Entwurf zur Unterschrift" in inhalt and "Ort, Datum, Teilnehmerin oder Teilnehmer" in inhalt


def test_ds05_das_pdf_des_jobcenters_enthaelt_keine_einschaetzung(als, unterschrieben):
    _, inhalt = _pdf(als("pap").get(seite(unterschrieben, "pdf/")))
    assert "Ich schaffe Ziel 0." in inhalt
    assert "Wo ich stehe" not in inhalt and "Ruhig und genau" not in inhalt


def test_jps13_das_fehlende_exemplar_steht_im_ueberblick_der_akte_bis_es_ausgehaendigt_ist(
    welt, als, unterschrieben, als_dienst, text
):
    akte = f"/personen/{welt.eigen.pk}/"
    was = "Exemplar des Förderplans aushändigen"
    assert was in text(als("bdl").get(akte)) and was not in text(als("rb").get(akte))
    with als_dienst():
        teil = {"person": welt.eigen, "teilnahme_id": unterschrieben.teilnahme_id, "fassung": unterschrieben}
        Aushaendigung.objects.create(am=HEUTE, weg="persoenlich", von=welt["bdl"], **teil)
    assert was not in text(als("bdl").get(akte))


def test_jps13_die_aushaendigung_wird_einmal_festgehalten(als, unterschrieben, als_dienst, text):
    bdl = als("bdl")
    assert f"Spätestens am {HEUTE + timedelta(days=7):%d.%m.%Y}" in text(bdl.get(seite(unterschrieben)))
    werte = {"am": f"{HEUTE:%Y-%m-%d}", "weg": "persoenlich"}
    for _ in range(2):
        antwort = bdl.post(seite(unterschrieben, "ausgehaendigt/"), werte, follow=True)
    assert "persönlich übergeben" in text(antwort) and "fehlt noch" not in text(antwort)
    with als_dienst():
        assert Aushaendigung.objects.count() == 1


def test_jps13_vor_der_unterschrift_wird_nichts_ausgehaendigt(als, unterschrieben, zweite, text):
    zu_frueh = {"am": f"{HEUTE - timedelta(days=1):%Y-%m-%d}", "weg": "post"}
    antwort = als("bdl").post(seite(unterschrieben, "ausgehaendigt/"), zu_frueh)
    assert antwort.status_code == 422 and "erst am" in text(antwort)
    assert als("bdl").get(seite(zweite, "ausgehaendigt/")).status_code == 404


# --- the look-in of the Regionalbüro -------------------------------------------------------------------------------


def test_jps16_mit_grund_oeffnet_sich_der_plan_und_der_traeger_erfaehrt_es(als, fall, unterschrieben, als_dienst, text):
    rb = als("rb")
    assert "Ruhig und genau." not in text(rb.get(seite(unterschrieben)))
    assert rb.post(seite(unterschrieben, "einsicht/"), {"grund": ""}).status_code == 422
    for _ in range(2):
        antwort = rb.post(seite(unterschrieben, "einsicht/"), {"grund": GRUND}, follow=True)
    assert "Ruhig und genau." in text(antwort) and "Im Lager" in text(antwort)
    with als_dienst():
        assert Einsicht.objects.get().bis == HEUTE + timedelta(days=13)
    reiter = f"/personen/{fall.person_id}/foerderplan/"
    assert GRUND in text(als("bdl").get(reiter))
    assert GRUND not in text(als("pap").get(reiter))


def test_jps16_nach_vierzehn_tagen_ist_sie_vorbei(als, welt, fall, unterschrieben, als_dienst, als_nutzer, text):
    vorbei = {"von": HEUTE - timedelta(days=14), "bis": HEUTE - timedelta(days=1)}
    with als_dienst():
        Einsicht.objects.create(person_id=fall.person_id, teilnahme=fall, nutzer=welt["rb"], grund=GRUND, **vorbei)
    assert "Ruhig und genau." not in text(als("rb").get(seite(unterschrieben)))
    with als_nutzer(welt["rb"]):
        assert not Einschaetzung.objects.exists() and not Berufswunsch.objects.exists()


def test_ds04_die_datenbank_zeigt_einschaetzungen_nur_dem_traeger(welt, unterschrieben, als_nutzer):
    for rolle, sieht in (("bdl", True), ("rb", False), ("pap", False), ("bl", False), ("ags", False)):
        with als_nutzer(welt[rolle]):
            assert Einschaetzung.objects.exists() is sieht, rolle
            assert Einschaetzung.pgh_event_model.objects.exists() is sieht, rolle


def test_jps16_niemand_oeffnet_einsicht_fuer_andere_oder_verlaengert_sie(welt, fall, unterschrieben, als_nutzer):
    werte = {"person_id": fall.person_id, "teilnahme": fall, "grund": GRUND, "von": HEUTE, "bis": HEUTE}
    with als_nutzer(welt["rb"]):
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            Einsicht.objects.create(nutzer=welt["bdl"], **werte)
        Einsicht.objects.create(nutzer=welt["rb"], **werte)
        with pytest.raises(Error, match="does not change"), transaction.atomic():
            Einsicht.objects.update(bis=HEUTE + timedelta(days=300))
        assert Einsicht.objects.all().delete()[0] == 0


def test_jps13_jps16_die_fristen_kommen_aus_dem_regelwerk():
    assert kopie_bis(date(2026, 2, 25)) == date(2026, 3, 4)
    assert einsicht_bis(date(2026, 2, 25)) == date(2026, 3, 10)


# --- the list ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("am", "wort"), [(0, "in Ordnung"), (7, "in Ordnung"), (8, "Exemplar noch nicht ausgehändigt"), (95, "überfällig")]
)
def test_jps11_jps13_die_liste_sagt_was_an_den_plaenen_zu_tun_ist(
    als, welt, fall, entwurf, als_nutzer, als_dienst, text, am, wort
):
    tag = HEUTE - timedelta(days=am)
    with als_dienst():
        fall.eintritt = HEUTE - timedelta(days=100)
        fall.save()
    namen = {"name_teilnehmend": "Robin Eigen", "name_fachkraft": "Kim Kurs"}
    with als_nutzer(welt["bdl"]):
        services.unterschreiben(welt["bdl"], entwurf.pk, tag, tag + timedelta(days=80), **namen)
    assert wort in text(als("bdl").get("/foerderplaene/"))


def test_jps11_wer_noch_keinen_plan_hat_steht_in_der_liste(als, fall, text):
    assert "Plan fehlt" in text(als("bdl").get("/foerderplaene/"))
    assert "Plan fehlt" in text(als("rb").get("/foerderplaene/?stand=fehlt"))
    assert "passt zu diesem Filter" in text(als("bdl").get("/foerderplaene/?stand=gut"))


@pytest.mark.parametrize("was", ["pdf/", "vergleich/"])
def test_ds10_auch_die_neuen_seiten_hinterlassen_genau_eine_spur(als, welt, zweite, spuren, was):
    assert als("bdl").get(seite(zweite, was)).status_code == 200
    assert [s["personen"] for s in spuren()] == [[welt.eigen.pk]]
