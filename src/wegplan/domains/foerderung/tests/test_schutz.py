"""Who reads and writes internships, services and qualifications (DS-02, DS-04, DS-05)."""

import pytest
from django.db import DatabaseError, transaction

from wegplan.domains.foerderung.models import Foerderleistung, Leistungsart, Praktikum, Zertifikat
from wegplan.domains.foerderung.queries import leistungen_von, praktika_von, zertifikate_von
from wegplan.domains.foerderung.rules import lesbarer_inhalt
from wegplan.domains.organisation.access import Aktion

from .conftest import TAG, laufende, zweckbindung

pytestmark = pytest.mark.django_db
MODELLE = (Praktikum, Foerderleistung, Zertifikat)


@pytest.mark.parametrize("rolle", ["bdl", "bdl_leitung", "rb"])
@pytest.mark.parametrize("modell", MODELLE)
def test_ds02_traeger_und_rb_sehen_nur_die_eigenen_massnahmen_hinter_beiden_mauern(
    gefoerdert, als_nutzer, als_dienst, rolle, modell
):
    eigene = {laufende(gefoerdert.eigen).pk}
    with als_nutzer(gefoerdert[rolle]):
        assert set(modell.objects.values_list("teilnahme", flat=True)) == eigene
    with als_dienst():
        erlaubt = modell.objects.fuer(gefoerdert[rolle], Aktion.FOERDERUNG_LESEN)
        assert set(erlaubt.values_list("teilnahme", flat=True)) == eigene


@pytest.mark.parametrize("modell", MODELLE)
def test_ds05_ohne_leistung_in_der_zweckbindung_sieht_der_traeger_nichts_die_anderen_schon(
    gefoerdert, als_nutzer, als_dienst, modell
):
    with als_dienst():
        zweckbindung(gefoerdert.massnahmen["M-A"], "stammdaten", "besonders")
        assert not modell.objects.fuer(gefoerdert["bdl"], Aktion.FOERDERUNG_LESEN).exists()
        assert modell.objects.fuer(gefoerdert["rb"], Aktion.FOERDERUNG_LESEN).exists()
    with als_nutzer(gefoerdert["bdl"]):
        assert not modell.objects.exists()
        assert not modell.pgh_event_model.objects.exists()
    for rolle in ("rb", "ifk"):
        with als_nutzer(gefoerdert[rolle]):
            assert modell.objects.exists()
            assert modell.pgh_event_model.objects.exists()


@pytest.mark.parametrize("rolle", ["ags", "mb", "regiestelle", "datenschutz", "technik"])
def test_ds03_wer_foerderung_nicht_lesen_darf_bekommt_aus_der_datenbank_nichts(gefoerdert, als_nutzer, rolle):
    with als_nutzer(gefoerdert[rolle]):
        assert not any(modell.objects.exists() for modell in MODELLE)


def test_ds04_nur_der_traeger_schreibt(gefoerdert, als_nutzer):
    with als_nutzer(gefoerdert["bdl"]):
        assert Praktikum.objects.update(taetigkeit="Verkauf") == 1
    for rolle in ("rb", "ifk"):
        with als_nutzer(gefoerdert[rolle]):
            assert Praktikum.objects.update(taetigkeit="anders") == 0


def test_ds04_ein_eintrag_gehoert_zur_person_seiner_teilnahme(gefoerdert, als_dienst):
    with als_dienst(), pytest.raises(DatabaseError), transaction.atomic():
        Praktikum.objects.create(
            praktikum_id="X", person=gefoerdert.fremd, teilnahme=laufende(gefoerdert.eigen), beginn=TAG
        )


def test_ds05_worum_es_in_der_betreuung_ging_liest_nur_wer_besonders_schutzwuerdige_daten_lesen_darf():
    betreuung = Foerderleistung(art=Leistungsart.SOZIALPAEDAGOGISCH, inhalt="Wohnung")
    unterricht = Foerderleistung(art=Leistungsart.STUETZUNTERRICHT, inhalt="Mathematik")
    assert lesbarer_inhalt(betreuung, {"leistung"}) is None
    assert lesbarer_inhalt(betreuung, {"leistung", "besonders"}) == "Wohnung"
    assert lesbarer_inhalt(unterricht, {"leistung"}) == "Mathematik"


def test_jps51_die_anlagen_kommen_fuer_viele_teilnahmen_in_je_einer_anweisung(
    gefoerdert, als_dienst, django_assert_num_queries
):
    with als_dienst():
        alle = [t.pk for p in (gefoerdert.eigen, gefoerdert.fremd) for t in p.teilnahmen.all()]
        with django_assert_num_queries(3):
            praktika = praktika_von(alle, TAG)
            leistungen = leistungen_von(alle, TAG, TAG)
            zertifikate = zertifikate_von(alle, TAG)
        assert {len(praktika), len(leistungen), len(zertifikate)} == {len(alle)}
        assert [x.art for x in leistungen[alle[0]]] == ["sozialpaedagogisch", "stuetzunterricht"]
        assert praktika_von(alle, TAG.replace(year=2020)) == {}
