"""Who has no access of their own answers on paper or by word; the provider's staff take it down (JPS-12, JPS-52)."""

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone

from tests.welt import HEUTE
from wegplan.domains.mitsprache.models import Eigenwort

pytestmark = pytest.mark.django_db
GESTERN = HEUTE - timedelta(days=1)


def angaben(**weitere):
    werte = {"haltung": "nicht_einverstanden", "text": "Ich war öfter da.", "weg": "papier"}
    return werte | {"gesagt_am": GESTERN.isoformat()} | weitere


@pytest.fixture
def orte(plan, bericht):
    """Per kind: the page, and the form below it."""
    return {
        "plan": (f"/foerderplaene/{plan.pk}/", f"/foerderplaene/{plan.pk}/antwort/"),
        "bericht": (f"/berichte/{bericht.pk}/", f"/berichte/{bericht.pk}/antwort-der-person/"),
    }


@pytest.fixture
def worte(als_dienst):
    def lesen():
        with als_dienst():
            return list(Eigenwort.objects.order_by("pk"))

    return lesen


@pytest.mark.parametrize("was", ["plan", "bericht"])
def test_jps52_eine_antwort_auf_papier_steht_mit_tag_und_namen_bei_plan_und_bericht(als, orte, text, welt, was):
    seite, formular = orte[was]
    bdl = als("bdl")
    assert formular in bdl.get(seite).content.decode()
    assert bdl.post(formular, angaben()).status_code == 302
    gelesen = text(bdl.get(seite))
    assert "bin ich nicht einverstanden" in gelesen and "Ich war öfter da." in gelesen
    assert f"auf Papier geantwortet am {GESTERN:%d.%m.%Y}, aufgenommen von {welt['bdl']}" in gelesen
    assert "Als gelesen festhalten" not in gelesen, "who took it down has read it"
    if was == "plan":
        assert "Ich war öfter da." in text(als("rb").get(seite))


def test_jps52_ein_nein_ohne_grund_ein_tag_der_zukunft_und_der_eigene_zugang_werden_am_feld_abgelehnt(
    als, orte, text, worte
):
    _, formular = orte["bericht"]
    for werte, satz in (
        (angaben(text=""), "Nennen Sie den Grund"),
        (angaben(gesagt_am=(HEUTE + timedelta(days=1)).isoformat()), "liegt in der Zukunft"),
        (angaben(weg="zugang"), "gültige Auswahl"),
    ):
        antwort = als("bdl").post(formular, werte)
        assert antwort.status_code == 422 and satz in text(antwort)
    assert worte() == []


def test_ds31_zweimal_gesendet_ist_es_eine_antwort_und_eine_andere_kommt_dazu(als, orte, text, worte):
    seite, formular = orte["plan"]
    for _ in range(2):
        als("bdl").post(formular, angaben())
    assert len(worte()) == 1
    als("bdl").post(formular, angaben(haltung="einverstanden", text="", weg="muendlich", gesagt_am=HEUTE.isoformat()))
    assert [w.haltung for w in worte()] == ["nicht_einverstanden", "einverstanden"]
    assert "mündlich geantwortet" in text(als("bdl").get(seite))
    als("bdl").post(formular, angaben(gesagt_am=(GESTERN - timedelta(days=9)).isoformat()))
    assert "mündlich geantwortet" in text(als("bdl").get(seite)), "taken down later, but said before"


def test_jps52_was_die_person_selbst_schreibt_geht_vor_und_wird_erst_gelesen(ich, als, plan, orte, text, worte):
    _, formular = orte["plan"]
    ich.post(f"/mein-plan/{plan.pk}/antwort/", {"haltung": "gelesen", "text": ""})
    antwort = als("bdl").post(formular, angaben())
    assert antwort.status_code == 422 and "zuerst als gelesen fest" in text(antwort)
    als("bdl").post(f"/von-teilnehmenden/{worte()[0].pk}/gelesen/")
    assert als("bdl").post(formular, angaben(gesagt_am=HEUTE.isoformat())).status_code == 302
    assert "auf Papier geantwortet" in text(ich.get(f"/mein-plan/{plan.pk}/"))
    ich.post(f"/mein-plan/{plan.pk}/antwort/", {"haltung": "nicht_einverstanden", "text": "Ich war öfter da."})
    assert [w.weg for w in worte()] == ["zugang", "papier", "zugang"], "the same, but now in the own words"


def test_ds03_nur_die_fachkraefte_des_traegers_nehmen_auf_und_nicht_zum_entwurf(als, orte, welt, fall, als_nutzer):
    for _, formular in orte.values():
        for rolle in ("rb", "pap", "teilnehmende"):
            assert als(rolle).get(formular).status_code in (403, 404)
    from wegplan.domains.foerderplan import services as plaene

    with als_nutzer(welt["bdl"]):
        entwurf = plaene.neue_fassung(welt["bdl"], fall.person_id, fall.pk, HEUTE + timedelta(days=80))[0]
    assert als("bdl").get(f"/foerderplaene/{entwurf.pk}/antwort/").status_code == 404


@pytest.mark.parametrize("falsch", [{"weg": "zugang", "gesagt_am": None}, {"geschrieben_von": "bdl_leitung"}])
def test_ds04_auch_die_datenbank_laesst_keinen_im_namen_anderer_antworten(zugang, welt, fall, als_nutzer, falsch):
    bdl = welt["bdl"]
    werte = {"weg": "papier", "gesagt_am": HEUTE, "geschrieben_von": "bdl"} | falsch
    werte["geschrieben_von"] = welt[werte["geschrieben_von"]]
    with als_nutzer(bdl), pytest.raises(Error, match="row-level security"), transaction.atomic():
        Eigenwort.objects.create(
            person_id=fall.person_id,
            teilnahme=fall,
            art="plan",
            bezug="1",
            haltung="gelesen",
            geschrieben_am=timezone.now(),
            erledigt_am=timezone.now(),
            erledigt_von=bdl,
            **werte,
        )


def test_ds04_was_aufgenommen_ist_aendert_niemand_mehr(als, ich, orte, welt, als_nutzer, worte):
    als("bdl").post(orte["plan"][1], angaben())
    with als_nutzer(welt["teilnehmende"]):
        assert Eigenwort.objects.update(text="anders") == 0
    with als_nutzer(welt["bdl"]), pytest.raises(Error), transaction.atomic():
        Eigenwort.objects.update(haltung="einverstanden")
    assert worte()[0].text == "Ich war öfter da."
