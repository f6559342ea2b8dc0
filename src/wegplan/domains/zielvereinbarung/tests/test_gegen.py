"""The persons behind a figure, and what is agreed where a target is missed (JPS-90)."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zielindikatoren.rules import regelwerk_laden
from wegplan.domains.zielvereinbarung.models import Gegenmassnahme, Messwert, Nachverfolgung
from wegplan.domains.zielvereinbarung.queries import faelle_hinter_zahl, faellige_gegenmassnahmen
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

from .conftest import TAG, konto

pytestmark = pytest.mark.django_db
ABBRUCH, VERMITTELT = "IEB.abbruchquote", "QAB.vermittlungsquote_2"


@pytest.fixture
def projekt(bestand, als_dienst):
    with als_dienst():
        return Massnahme.objects.get(massnahmenummer="P-IEB")


@pytest.fixture
def offen(als_dienst):
    """Everybody of the example belongs to the provider and the Regionalbüro again, whatever day it is."""

    def oeffnen(nummer, ohne=0):
        with als_dienst():
            personen = list(Teilnahme.objects.filter(massnahme__massnahmenummer=nummer).order_by("pk"))[ohne:]
            for stelle, grund in (("BDL1", "traeger"), ("RB1", "regionalbuero")):
                organisation = Organisation.objects.get(kennung=stelle)
                Zustaendigkeit.objects.bulk_create(
                    Zustaendigkeit(person_id=t.person_id, grund=grund, organisation=organisation, von=t.eintritt)
                    for t in personen
                )

    return oeffnen


def seite(projekt, name=ABBRUCH, was=""):
    return f"/projekte/{projekt.pk}/zielindikatoren/{name}/{was}"


def werte(nutzer, **weitere):
    return {
        "kennzeichen": neues_kennzeichen(),
        "text": "Gespräche nach dem ersten Fehltag",
        "verantwortlich": nutzer.pk,
        "faellig_am": f"{TAG + timedelta(days=30):%Y-%m-%d}",
    } | weitere


# --- the persons behind a number -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [i.name for i in regelwerk_laden().indikatoren(TAG)])
def test_jps90_hinter_jeder_zahl_stehen_genau_ihre_faelle(bestand, offen, als_dienst, als_nutzer, name):
    """Numerator, denominator and answers of the persons behind a figure add up to the figure."""
    indikator = next(i for i in regelwerk_laden().indikatoren(TAG) if i.name == name)
    with als_dienst():
        werte = list(Messwert.objects.filter(indikator=name).select_related("massnahme"))
    for wert in werte:
        offen(wert.massnahme.massnahmenummer)
        rb = konto(als_dienst, "rb")
        with als_nutzer(rb):
            faelle = faelle_hinter_zahl(rb, wert.massnahme, indikator, TAG)
        gezaehlt = [fall.gruppe for fall in faelle].count
        assert (gezaehlt("zaehler"), len(faelle)) == (
            wert.zaehler,
            wert.zaehler if wert.nenner is None else wert.nenner,
        )
        if wert.erhoben is not None:
            assert gezaehlt("ohne_antwort") == wert.nenner - wert.erhoben


def test_jps90_die_seite_nennt_wen_man_sieht_und_wie_viele_nicht(als, projekt, offen, spuren, text):
    offen("P-IEB", ohne=3)
    vorher = len(spuren())
    antwort = als("rb").get(seite(projekt, was="personen/"))
    assert "weitere sehen Sie nicht (mehr)" in text(antwort)
    assert "vorzeitig ausgetreten" in text(antwort)
    neue = [s for s in spuren()[vorher:] if s["art"] == "liste"]
    assert len(neue) == 1 and len(neue[0]["personen"]) > 1


def test_ds03_die_regiestelle_sieht_keine_personen(als, projekt, offen, text):
    offen("P-IEB")
    antwort = als("regiestelle").get(seite(projekt, was="personen/"))
    assert "Hinter dieser Zahl steht niemand, den Sie sehen dürfen." in text(antwort)
    assert "Die Personen dahinter" not in text(als("regiestelle").get(seite(projekt)))


# --- counter-measures ----------------------------------------------------------------------------------------------


def test_jps90_vom_verfehlten_ziel_zur_gegenmassnahme_und_weiter(als, projekt, als_dienst, text):
    rb, wer = als("rb"), konto(als_dienst, "rb")
    daten = werte(wer)
    for _ in range(2):  # a double click makes one
        assert rb.post(seite(projekt, was="gegenmassnahme/"), daten).status_code == 302
    assert "Gespräche nach dem ersten Fehltag" in text(rb.get(seite(projekt)))
    with als_dienst():
        g = Gegenmassnahme.objects.get()
        assert (g.stichtag, g.nenner is None, str(g.soll)) == (TAG, False, "20.0")
        assert faellige_gegenmassnahmen(wer, TAG) == []
        assert faellige_gegenmassnahmen(wer, TAG + timedelta(days=30)) == [g]
    eintrag = {"kennzeichen": neues_kennzeichen(), "text": "Läuft gut", "stand": "vereinbart", "termin": "2026-03-01"}
    assert rb.post(f"/gegenmassnahmen/{g.pk}/eintrag/", eintrag | {"termin": ""}).status_code == 422
    assert rb.post(f"/gegenmassnahmen/{g.pk}/eintrag/", eintrag).status_code == 302
    ende = {"kennzeichen": neues_kennzeichen(), "text": "Erreicht", "stand": "erledigt", "termin": ""}
    assert rb.post(f"/gegenmassnahmen/{g.pk}/eintrag/", ende).status_code == 302
    assert rb.post(f"/gegenmassnahmen/{g.pk}/eintrag/", ende).status_code == 302  # again: still one entry
    seiten = text(rb.get(f"/gegenmassnahmen/{g.pk}/"))
    assert "Läuft gut" in seiten and "erledigt" in seiten and "Eintragen, was geschehen ist" not in seiten
    noch = {**ende, "kennzeichen": neues_kennzeichen()}
    assert "ist inzwischen erledigt" in text(rb.post(f"/gegenmassnahmen/{g.pk}/eintrag/", noch))
    with als_dienst():
        assert (Gegenmassnahme.objects.count(), Nachverfolgung.objects.count()) == (1, 2)


def test_ds32_was_fehlt_steht_am_feld_und_nichts_geht_verloren(als, projekt, als_dienst, text):
    rb = konto(als_dienst, "rb")
    antwort = als("rb").post(seite(projekt, was="gegenmassnahme/"), werte(rb, faellig_am="2025-01-01"))
    assert antwort.status_code == 422
    assert "Der Termin liegt in der Vergangenheit." in text(antwort)
    assert "Gespräche nach dem ersten Fehltag" in antwort.content.decode()


def test_ds03_wer_liest_und_wer_schreibt(als, projekt, als_dienst, als_nutzer, text):
    rb = konto(als_dienst, "rb")
    leitung = konto(als_dienst, "bdl_leitung")
    assert als("bdl_leitung").post(seite(projekt, was="gegenmassnahme/"), werte(leitung)).status_code == 302
    assert als("bdl").post(seite(projekt, was="gegenmassnahme/"), werte(rb)).status_code == 403
    with als_dienst():
        g = Gegenmassnahme.objects.get()
    assert "Gespräche nach" in text(als("bdl").get("/gegenmassnahmen/"))
    ende = {"kennzeichen": neues_kennzeichen(), "text": "x", "stand": "erledigt", "termin": ""}
    assert als("bdl").post(f"/gegenmassnahmen/{g.pk}/eintrag/", ende).status_code == 403
    assert als("regiestelle").get(f"/gegenmassnahmen/{g.pk}/").status_code == 404
    for rolle, sichtbar in (("regiestelle", 0), ("bdl", 1)):
        with als_nutzer(konto(als_dienst, rolle)):
            assert Gegenmassnahme.objects.count() == sichtbar
    with als_nutzer(konto(als_dienst, "bdl")), pytest.raises(Error), transaction.atomic():
        Nachverfolgung.objects.create(
            kennung="x", gegenmassnahme=g, am=TAG, von=rb, text="x", stand="erledigt", termin=None
        )


def test_aw07_die_listen_kosten_gleich_viele_anweisungen(als, projekt, als_dienst, anweisungen):
    rb = als("rb")

    def kosten():
        rb.post(seite(projekt, was="gegenmassnahme/"), werte(konto(als_dienst, "rb")))
        for adresse in (liste, seite(projekt)):
            rb.get(adresse)  # takes the message
        return [anweisungen(rb, adresse) for adresse in (liste, seite(projekt))]

    liste = "/gegenmassnahmen/"
    vorher = kosten()
    for _ in range(4):
        kosten()
    assert kosten() == vorher
    assert max(vorher) <= 16
