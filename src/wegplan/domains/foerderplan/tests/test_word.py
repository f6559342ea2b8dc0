"""JPS-14: a plan as Word, with the provider's released template or the one that ships, for who reads it as a whole."""

import io

import docx
import pytest

from tests.welt import HEUTE
from wegplan.domains.foerderplan.models import Foerderziel, Planfassung
from wegplan.domains.foerderplan.queries import alle_ausgangslagen, mit_zielen
from wegplan.domains.foerderplan.word import werte
from wegplan.domains.planvorlage.arten import FELDER
from wegplan.domains.planvorlage.models import Planvorlage

pytestmark = pytest.mark.django_db


def worte(antwort):
    dokument = docx.Document(io.BytesIO(antwort.content))
    zellen = [zelle.text for tabelle in dokument.tables for zeile in tabelle.rows for zelle in zeile.cells]
    return "\n".join([*(p.text for p in dokument.paragraphs), *zellen])


def vorlage_anlegen(fall, welt, *absaetze, stand="freigegeben"):
    neu, ziel = docx.Document(), io.BytesIO()
    for absatz in absaetze:
        neu.add_paragraph(absatz)
    neu.save(ziel)
    massnahme = fall.massnahme
    return Planvorlage.objects.create(
        organisation=massnahme.traeger,
        regionalbuero=massnahme.regionalbuero,
        art="foerderplan",
        fassung=1,
        inhalt=ziel.getvalue(),
        pruefwert="x",
        befund=[],
        stand=stand,
        hochgeladen_von=welt["bdl_leitung"],
        entschieden_von=welt["rb"],
        entschieden_am=f"{HEUTE}T09:00Z",
    )


def test_jps14_ohne_eigene_vorlage_kommt_die_mitgelieferte_mit_den_worten_des_plans(als, unterschrieben, text, spuren):
    bdl = als("bdl")
    assert "Als Word" in text(bdl.get(f"/foerderplaene/{unterschrieben.pk}/"))
    antwort = bdl.get(f"/foerderplaene/{unterschrieben.pk}/word/")
    inhalt = worte(antwort)
    for wort in (
        "Robin Eigen",
        "Ich schaffe Ziel 0.",
        "Ruhig und genau.",
        "Im Lager",
        "Schritt: Ich melde mich an (1)",
    ):
        assert wort in inhalt
    assert unterschrieben.pruefsumme in inhalt and "Kim Kurs" in inhalt
    assert "Eigen" not in antwort["Content-Disposition"]
    assert spuren()[-1]["art"] == "druck"


def test_jps14_nur_die_freigegebene_vorlage_des_traegers_wird_verwendet(als, welt, fall, unterschrieben, als_dienst):
    adresse = f"/foerderplaene/{unterschrieben.pk}/word/"
    with als_dienst():
        vorlage = vorlage_anlegen(fall, welt, "Hausvorlage für {{ name }}", stand="eingereicht")
    assert "Hausvorlage" not in worte(als("bdl").get(adresse))
    with als_dienst():
        Planvorlage.objects.filter(pk=vorlage.pk).update(stand="freigegeben")
    assert worte(als("bdl").get(adresse)) == "Hausvorlage für Robin Eigen"


def test_jps14_ein_entwurf_hat_linien_fuer_die_unterschriften(als, entwurf):
    inhalt = worte(als("bdl").get(f"/foerderplaene/{entwurf.pk}/word/"))
    assert inhalt.count("_" * 30) == 3 and "Prüfsumme" not in inhalt


def test_jps16_wer_die_ausgangslage_nicht_liest_bekommt_auch_kein_word(als, unterschrieben, text):
    adresse = f"/foerderplaene/{unterschrieben.pk}/word/"
    assert "lesen Sie zurzeit nicht" in text(als("rb").get(adresse, follow=True)), "before a look-in"
    assert als("ifk").get(adresse).status_code == 403
    als("rb").post(f"/foerderplaene/{unterschrieben.pk}/einsicht/", {"grund": "Anlass"})
    assert als("rb").get(adresse).status_code == 200


def test_jps14_eine_vorlage_die_sich_nicht_fuellen_laesst_wird_mit_satz_gemeldet(
    als, welt, fall, unterschrieben, als_dienst, text
):
    with als_dienst():
        vorlage_anlegen(fall, welt, "{{ gibtesnicht }}")
    antwort = als("bdl").get(f"/foerderplaene/{unterschrieben.pk}/word/", follow=True)
    assert "Die Vorlage lässt sich nicht füllen. Für den Platzhalter „gibtesnicht“ gibt es keinen Wert." in text(
        antwort
    )


def test_jps14_boese_worte_im_plan_bleiben_worte(als, entwurf, als_dienst):
    with als_dienst():
        Foerderziel.objects.filter(fassung=entwurf, kennung="Z0").update(wortlaut="<w:p/> {{ name }} \x1b& ‮abc")
    assert "<w:p/> {{ name }} & ‮abc" in worte(als("bdl").get(f"/foerderplaene/{entwurf.pk}/word/"))


def test_jps14_jeder_platzhalter_der_liste_bekommt_einen_wert(unterschrieben, als_dienst):
    with als_dienst():
        fassung = mit_zielen(Planfassung.objects.filter(pk=unterschrieben.pk)).get()
        gegeben = werte(fassung, alle_ausgangslagen([fassung.pk])[fassung.pk], HEUTE)
    felder = {f.name: f for f in FELDER["foerderplan"]}
    assert gegeben.keys() == felder.keys()
    for name, f in felder.items():
        if f.angaben:
            assert list(gegeben[name][0]) == f.angaben, name
    assert list(gegeben["ziele"][0]["schritte"][0]) == list(felder["ziele"].beispiel[0]["schritte"][0])
