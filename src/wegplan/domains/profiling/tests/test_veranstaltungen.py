"""Information events: invite from the waiting list, enter a whole event on one screen, counts (JPS-01)."""

import pytest

from tests.welt import HEUTE
from wegplan.domains.person.models import Person
from wegplan.domains.profiling.models import Einladung, Veranstaltung
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.domains.uebergang.tests.conftest import zuweisung_anlegen
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db


@pytest.fixture
def veranstaltung(welt, als_dienst):
    with als_dienst():
        return Veranstaltung.objects.create(
            kennung="V1", regionalbuero=welt.stellen["RB-A"], am=HEUTE, ort="Rathaus", plaetze=1
        )


def weg(veranstaltung, was=""):
    return f"/veranstaltungen/{veranstaltung.pk}/{was}"


@pytest.fixture
def eingeladen(welt, zugewiesen, veranstaltung, als_dienst):
    with als_dienst():
        zweite = zuweisung_anlegen(welt, welt.eigen, "Z2", wartet_seit=HEUTE, wartegrund="kein_platz")
        return [
            Einladung.objects.create(person=z.person, zuweisung=z, veranstaltung=veranstaltung, eingeladen_am=HEUTE)
            for z in (zugewiesen, zweite)
        ]


def test_jps01_anlegen_und_aus_der_warteliste_einladen_ein_doppelter_klick_macht_eines(
    welt, als, zugewiesen, als_dienst, text
):
    rb = als("rb")
    werte = {"kennzeichen": neues_kennzeichen(), "am": f"{HEUTE}", "ort": "Rathaus", "amt": "", "plaetze": 20}
    for _ in range(2):
        assert "ist angelegt" in text(rb.post("/veranstaltungen/neu/", werte, follow=True))
    with als_dienst():
        neu = Veranstaltung.objects.get()
    assert "Fremd" in text(rb.get(weg(neu, "einladen/")))
    for _ in range(2):
        rb.post(weg(neu, "einladen/"), {"eingeladen_am": f"{HEUTE}", "zuweisungen": [zugewiesen.pk]})
    with als_dienst():
        assert Einladung.objects.get().besuch == "eingeladen"
    assert "Niemand ist einzuladen" in text(rb.get(weg(neu, "einladen/")))


def test_jps01_eine_ganze_veranstaltung_wird_auf_einem_bildschirm_eingetragen_und_gezaehlt(
    als, veranstaltung, eingeladen, als_dienst, text
):
    erste, zweite = eingeladen
    werte = {f"besuch_{erste.pk}": "gekommen", f"besuch_{zweite.pk}": "entschuldigt"}
    werte |= {f"war_{e.pk}": "eingeladen" for e in eingeladen}
    seite = text(als("rb").post(weg(veranstaltung), werte, follow=True))
    assert "2 Einträge geändert" in seite
    assert "Gekommen 1" in seite and "Entschuldigt 1" in seite and "Nicht gekommen 0" in seite
    assert "Mehr eingeladen, als Plätze da sind" in seite
    assert "Rathaus" in text(als("rb").get("/veranstaltungen/"))
    assert "nichts zu ändern" in text(
        als("rb").post(weg(veranstaltung), {**werte, f"war_{erste.pk}": "gekommen"}, follow=True)
    )


def test_ds31_was_ein_anderer_inzwischen_eintrug_wird_nicht_ueberschrieben(
    als, veranstaltung, eingeladen, als_dienst, text
):
    erste, _ = eingeladen
    werte = {f"besuch_{e.pk}": "gekommen" for e in eingeladen} | {f"war_{e.pk}": "eingeladen" for e in eingeladen}
    als("rb").post(weg(veranstaltung), werte)
    antwort = als("rb").post(weg(veranstaltung), werte | {f"besuch_{erste.pk}": "entschuldigt"})
    assert antwort.status_code == 422
    assert "Inzwischen steht hier „gekommen“" in text(antwort)
    with als_dienst():
        assert Einladung.objects.get(pk=erste.pk).besuch == "gekommen"


def test_ds02_ein_anderes_regionalbuero_sieht_die_veranstaltung_nicht(welt, als, veranstaltung, als_dienst):
    with als_dienst():
        Veranstaltung.objects.update(regionalbuero=welt.stellen["RB-B"])
    assert als("rb").get(weg(veranstaltung)).status_code == 404
    assert als("bdl").get("/veranstaltungen/").status_code in (403, 404)


def test_jps01_wer_nicht_mehr_zu_sehen_ist_zaehlt_weiter_mit(als, veranstaltung, eingeladen, als_dienst, text):
    erste, _ = eingeladen
    with als_dienst():
        Zuweisung.objects.filter(pk=erste.zuweisung_id).update(beendet_am=HEUTE, ergebnis="abgelehnt")
    seite = text(als("rb").get(weg(veranstaltung)))
    assert "Eingeladen 2" in seite and "Eine eingeladene Person sehen Sie nicht mehr" in seite


def test_eine_grosse_veranstaltung_kostet_nicht_mehr_anweisungen(
    welt, als, veranstaltung, eingeladen, als_dienst, anweisungen
):
    rb = als("rb")
    seiten = (weg(veranstaltung), weg(veranstaltung, "einladen/"), "/veranstaltungen/")
    wenige = [anweisungen(rb, s) for s in seiten]
    with als_dienst():
        for n in range(30):
            person = Person.objects.create(nachname=f"Viel{n}", vorname="Kim")
            z = zuweisung_anlegen(welt, person, f"V{n}")
            if n % 2:
                Einladung.objects.create(person=person, zuweisung=z, veranstaltung=veranstaltung, eingeladen_am=HEUTE)
    assert [anweisungen(rb, s) for s in seiten] == wenige
