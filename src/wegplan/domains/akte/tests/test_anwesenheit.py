"""The tab "Anwesenheit" of the file: figures, days reached, sick notes; its cost and who sees it (JPS-33, JPS-34)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.anwesenheit.models import Anwesenheit, Ausnahmezeit, Krankmeldung
from wegplan.domains.teilnahme.models import Teilnahme

pytestmark = pytest.mark.django_db


@pytest.fixture
def laufende(welt, als_dienst) -> Teilnahme:
    """Frau Eigen in M-A: four marks, one of them unexcused; the measure counts ten days of attendance."""
    with als_dienst():
        t = welt.eigen.teilnahmen.select_related("massnahme").get(massnahme=welt.massnahmen["M-A"])
        t.massnahme.zaehlweise, t.massnahme.anwesenheitstage = "anwesenheitstage", 10
        t.massnahme.save()
        for nr, status in enumerate(("anwesend", "anwesend", "anwesend", "unentschuldigt"), start=1):
            Anwesenheit.objects.create(
                teilnahme=t, person=welt.eigen, datum=HEUTE - timedelta(days=nr), lernort="traeger", status=status
            )
    return t


@pytest.mark.parametrize("rolle", ["pap", "tl", "mb", "bdl", "bdl_leitung", "rb"])
def test_jps33_die_beteiligten_sehen_fehlzeiten_und_fortgang(rolle, welt, als, laufende, text):
    seite = text(als(rolle).get(f"/personen/{welt.eigen.pk}/anwesenheit/"))
    assert "gesamt 4 1 1 25,0 %" in seite and "beim Träger 4 1 1 25,0 %" in seite
    assert "3 von 10 Anwesenheitstagen erreicht. Voraussichtliches Ende:" in seite
    assert ("Krankmeldung eintragen" in seite) == rolle.startswith("bdl")


def test_jps33_ein_traeger_sieht_nicht_was_bei_einem_anderen_war(welt, als, als_dienst, laufende, text):
    with als_dienst():
        andere = welt.eigen.teilnahmen.get(massnahme=welt.massnahmen["M-B"])
        Anwesenheit.objects.create(
            teilnahme=andere, person=welt.eigen, datum=andere.eintritt, lernort="praktikum", status="krank"
        )
    adresse = f"/personen/{welt.eigen.pk}/anwesenheit/"
    assert "im Praktikum" in text(als("pap").get(adresse))
    assert "im Praktikum" not in text(als("bdl").get(adresse))


def test_jps30_krankmeldung_und_freie_tage_eintragen(welt, als, laufende, als_dienst, text):
    client = als("bdl")
    wurzel = f"/personen/{welt.eigen.pk}/teilnahmen/{laufende.pk}"
    zeit = {"von": f"{HEUTE - timedelta(days=4):%Y-%m-%d}", "bis": f"{HEUTE:%Y-%m-%d}", "lernort": "traeger"}
    falsch = client.post(f"{wurzel}/krankmeldung/", zeit | {"bis": "2020-01-01"})
    assert falsch.status_code == 422 and "vor dem Beginn" in text(falsch)
    seite = client.post(f"{wurzel}/krankmeldung/", zeit, follow=True)
    assert "Die Krankmeldung vom" in text(seite) and "ohne Bescheinigung" in text(seite)
    frei = {"art": "teilzeit", "von": zeit["von"], "wochentage": ["5"]}
    assert "eigene Teilzeit ab" in text(client.post(f"{wurzel}/ausnahmezeit/", frei, follow=True))
    ohne_ende = client.post(f"{wurzel}/ausnahmezeit/", {"art": "urlaub", "von": zeit["von"]})
    assert "Urlaub braucht ein Ende" in text(ohne_ende)
    with als_dienst():
        assert Krankmeldung.objects.count() == 1
        assert Ausnahmezeit.objects.get().wochentage == [5]
        assert not Anwesenheit.objects.filter(teilnahme=laufende, status="unentschuldigt").exists()


def test_der_reiter_kostet_immer_gleich_viele_anweisungen(welt, als, laufende, als_dienst, anweisungen):
    client, adresse = als("bdl"), f"/personen/{welt.eigen.pk}/anwesenheit/"
    client.get(adresse)
    wenige = anweisungen(client, adresse)
    with als_dienst():
        Anwesenheit.objects.bulk_create(
            Anwesenheit(
                teilnahme=laufende,
                person=welt.eigen,
                datum=HEUTE - timedelta(days=10 + nr),
                lernort="traeger",
                status="krank",
            )
            for nr in range(70)
        )
    assert anweisungen(client, adresse) == wenige <= 20
