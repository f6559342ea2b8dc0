"""The overview of a file says what is open with the person, and with whom it lies (JPS-04, JPS-41, JPS-60, JPS-83)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.frage.models import Frage
from wegplan.domains.gespraech.tests.conftest import absprache_anlegen
from wegplan.domains.mitsprache.models import Eigenwort

from .conftest import TEXTE, gespraech_anlegen

pytestmark = pytest.mark.django_db


@pytest.fixture
def ueberblick(welt, als, text):
    """The overview of Frau Eigen's file as an account of a role reads it."""
    return lambda rolle: text(als(rolle).get(f"/personen/{welt.eigen.pk}/"))


def test_jps83_der_ueberblick_nennt_die_faelligen_pflichten_und_bei_wem_sie_liegen(fall, ueberblick):
    traeger, buero = ueberblick("bdl"), ueberblick("rb")
    assert "Was ansteht" in traeger and "überfällig" in traeger
    assert "Träger, also Sie" in traeger and "Regionalbüro, also Sie" not in traeger
    assert "Träger, also Sie" not in buero and "Träger" in buero


def test_jps83_die_eigene_pflicht_fuehrt_dorthin_wo_sie_erledigt_wird(welt, fall, als):
    seite = f'href="/personen/{welt.eigen.pk}/foerderplan/"'
    eigene, fremde = (als(rolle).get(f"/personen/{welt.eigen.pk}/").content.decode() for rolle in ("bdl", "rb"))
    assert eigene.count(seite) > fremde.count(seite) > 0  # both have the tab


def test_jps40_absprachen_fragen_und_worte_stehen_im_ueberblick(welt, fall, als_dienst, ueberblick):
    with als_dienst():
        absprache_anlegen(gespraech_anlegen(welt, fall), welt["bdl"].organisation)
        absprache_anlegen(
            gespraech_anlegen(welt, fall),
            welt["bdl"].organisation,
            text="In einem halben Jahr",
            bis=HEUTE + timedelta(days=180),
        )
        stellen = {"von_stelle": welt["pap"].organisation, "am_zug": welt["bdl"].organisation}
        Frage.objects.create(
            frage_id="F1",
            person=welt.eigen,
            teilnahme=fall,
            an_stelle=welt["bdl"].organisation,
            gestellt_von=welt["pap"],
            wartet_seit=f"{HEUTE}T08:00Z",
            **stellen,
        )
        Eigenwort.objects.create(
            person=welt.eigen,
            teilnahme=fall,
            art="ziel",
            text="Staplerschein",
            geschrieben_am=f"{HEUTE}T08:00Z",
            geschrieben_von=welt["teilnehmende"],
        )
    seite = ueberblick("bdl")
    assert "Absprache: Betrieb anrufen Träger, also Sie" in seite and "In einem halben Jahr" not in seite
    assert "Frage beantworten" in seite and "Lesen, was die Person geschrieben hat (1)" in seite
    assert "Staplerschein" not in seite
    assert "Frage beantworten" in ueberblick("pap") and "Betrieb anrufen" not in ueberblick("mb")


def test_jps70_fehlende_anschlussperspektive_und_fehlender_austritt_stehen_im_ueberblick(fall, als_dienst, ueberblick):
    with als_dienst():
        fall.geplantes_ende = HEUTE + timedelta(days=300)
        fall.save()
    assert "Anschlussperspektive vereinbaren" not in ueberblick("bdl")
    with als_dienst():
        fall.geplantes_ende = HEUTE - timedelta(days=3)
        fall.save()
    seite = ueberblick("bdl")
    assert "Anschlussperspektive vereinbaren" in seite
    assert f"Austritt eintragen: geplant war der {fall.geplantes_ende:%d.%m.%Y}" in seite


def test_jps61_warnzeichen_stehen_im_ueberblick(fall, ueberblick):
    assert "Warnzeichen: lange kein Gespräch, seit über 8 Wochen" in ueberblick("bdl")


def test_jps60_laeuft_eine_intervention_stehen_ihre_schritte_da_und_keine_warnzeichen(fall, schritte, ueberblick):
    traeger = ueberblick("bdl")
    assert "Warnzeichen" not in traeger
    assert f"Intervention: {TEXTE['bdl']} Träger, also Sie" in traeger
    assert f"Intervention: {TEXTE['rb']} Regionalbüro, also Sie" in ueberblick("rb")


def test_wer_an_keinem_projekt_des_programms_teilnimmt_hat_keine_solche_liste(welt, ueberblick):
    assert "Was ansteht" not in ueberblick("pap")


@pytest.mark.parametrize(("rolle", "anzahl"), [("bdl", 22), ("rb", 20), ("pap", 17)])
def test_der_ueberblick_kostet_immer_gleich_viele_anweisungen(welt, fall, als, als_dienst, anweisungen, rolle, anzahl):
    client, url = als(rolle), f"/personen/{welt.eigen.pk}/"
    client.get(url)
    assert anweisungen(client, url) == anzahl
    with als_dienst():
        for _ in range(5):
            absprache_anlegen(gespraech_anlegen(welt, fall), welt["bdl"].organisation)
    assert anweisungen(client, url) == anzahl
