"""Who reads and writes results, whereabouts and characteristics (DS-02, DS-04, DS-05)."""

import pytest

from wegplan.domains.foerderung.tests.conftest import TAG, laufende, zweckbindung
from wegplan.domains.verbleib.models import Ergebnis, Merkmal, Verbleib

pytestmark = pytest.mark.django_db


@pytest.fixture
def beendet(welt, als_dienst):
    """A result, a status and a characteristic of the own and the foreign person."""
    with als_dienst():
        zweckbindung(welt.massnahmen["M-A"], "stammdaten", "leistung", "besonders")
        for person in (welt.eigen, welt.fremd):
            kopf = {"person": person, "teilnahme": laufende(person)}
            Ergebnis.objects.create(ergebnis="zertifikat", **kopf)
            Verbleib.objects.create(zeitpunkt="austritt", status="minijob", arbeitgeber="Bäckerei Korn", **kopf)
            Merkmal.objects.create(merkmal="behinderung", stichtag=TAG, wert="ja", **kopf)
    return welt


@pytest.mark.parametrize("rolle", ["bdl", "rb", "ifk", "bl"])
def test_ds02_ergebnis_und_verbleib_liest_wer_die_person_sieht(beendet, als_nutzer, rolle):
    with als_nutzer(beendet[rolle]):
        assert list(Ergebnis.objects.values_list("person", flat=True)) == [beendet.eigen.pk]
        assert list(Verbleib.objects.values_list("person", flat=True)) == [beendet.eigen.pk]


@pytest.mark.parametrize("alles", [False, True])
@pytest.mark.parametrize("rolle", ["bdl", "rb", "ifk", "dqm"])
def test_ds05_merkmale_liest_keine_sitzung_auch_nicht_die_der_leitung(beendet, als_nutzer, als_dienst, rolle, alles):
    nutzer = beendet[rolle]
    nutzer.sieht_alle = alles
    with als_dienst():
        nutzer.save()
        assert Merkmal.objects.count() == 2
    with als_nutzer(nutzer):
        assert not Merkmal.objects.exists()
        assert not Merkmal.pgh_event_model.objects.exists()
        assert Merkmal.objects.update(wert="nein") == 0


def test_ds04_jobcenter_schreiben_keinen_verbleib(beendet, als_nutzer):
    for rolle, zahl in (("bdl", 1), ("rb", 1), ("ifk", 0), ("tl", 0)):
        with als_nutzer(beendet[rolle]):
            assert Verbleib.objects.update(arbeitgeber="Werkstatt Lind") == zahl
