"""Measuring and the screens of the indicators: who sees what, and that it is what the command line says (JPS-90)."""

from datetime import date

import pytest
from django.db import Error, transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zielindikatoren.live import Datenbank
from wegplan.domains.zielindikatoren.rules import regelwerk_laden
from wegplan.domains.zielindikatoren.zeilen import zielindikatoren
from wegplan.domains.zielvereinbarung.messen import fortschreiben, messen, monatsenden
from wegplan.domains.zielvereinbarung.models import Messung, Messwert
from wegplan.domains.zielvereinbarung.queries import messstaende

from .conftest import TAG, konto

pytestmark = pytest.mark.django_db
UEBERSICHT = "/zielindikatoren/"


@pytest.mark.parametrize("gruppe", ["massnahme", "traeger", "regionalbuero", ""])
def test_aw01_jede_zahl_der_seiten_ist_die_der_befehlszeile(bestand, als_dienst, gruppe):
    """Per project, provider, Regionalbüro and stage: every indicator with both readings."""
    pfad = {"massnahme": "massnahmenummer"}.get(gruppe, f"{gruppe}.kennung")
    with als_dienst():
        regel = regelwerk_laden()
        je_name = {i.name: i for i in regel.indikatoren(TAG)}
        stand = messstaende(konto(als_dienst, "rb"), Messung.objects.all()).popitem()[1]
        gesehen = set()
        for zeile in zielindikatoren(Datenbank(), regel, TAG, (gruppe,) if gruppe else ()):
            name = f"{zeile[0]}.{zeile[-9]}"
            projekte = [pk for pk, m in stand.projekte.items() if not gruppe or _lesen(m, pfad) == zeile[1]]
            zahl = stand.gesamt(je_name[name], projekte)
            befehl = (zeile[-8], zeile[-7], zeile[-6], zeile[-5], zeile[-2])
            assert (zahl.zaehler, zahl.nenner, zahl.ist, zahl.ist_erhoben, zahl.erhoben) == befehl
            gesehen.add(name)
        assert gesehen == je_name.keys()


def _lesen(objekt, pfad):
    for teil in pfad.split("."):
        objekt = getattr(objekt, teil)
    return objekt


def test_jps90_das_regionalbuero_sieht_ist_neben_soll_mit_n_und_definition(als, text):
    seite = text(als("rb").get(UEBERSICHT))
    for wort in ("Abbruchquote", "höchstens 20,0 %", "vorzeitig ausgetreten", " erhoben", "95 %:", "davon"):
        assert wort in seite
    assert "Stichtag 31.12.2025" in seite


def test_jps90_ein_ganzes_soll_des_programms_steht_nur_bei_der_regiestelle(als, text):
    assert "mindestens 500" in text(als("regiestelle").get(UEBERSICHT))
    assert "mindestens 500" not in text(als("rb").get(UEBERSICHT))


def test_jps90_vergleich_verlauf_und_lesart_eines_indikators(als, als_dienst, text):
    with als_dienst():
        for tag in monatsenden(TAG, 3):
            messen(tag)
    seite = als("rb").get("/zielindikatoren/IEB.abbruchquote/")
    assert "svg" in seite.content.decode()
    assert "Fundstelle: Anlage 3, Zielindikatoren der Stufe 3, Punkt 1" in text(seite)
    assert "30.11.2025" in text(seite)
    assert als("rb").get("/zielindikatoren/IEB.abbruchquote/?gruppe=traeger").status_code == 200
    assert als("rb").get("/zielindikatoren/IEB.gibtesnicht/").status_code == 404


def test_ds03_andere_stellen_sehen_die_projekte_nicht(als, als_dienst, text):
    with als_dienst():
        projekt = Massnahme.objects.get(massnahmenummer="P-IEB")
        fremd = Organisation.objects.create(kennung="BDL2", art="bildungsdienstleister", name="Fremd")
        nutzer = konto(als_dienst, "bdl")
        nutzer.organisation = fremd
        nutzer.save()
    bdl = als("bdl")
    assert "0 Projekte" in text(bdl.get(UEBERSICHT))
    assert bdl.get(f"/projekte/{projekt.pk}/zielindikatoren/IEB.abbruchquote/").status_code == 404


def test_ds04_die_datenbank_zeigt_messwerte_nur_den_beteiligten(bestand, als_nutzer, als_dienst):
    zahlen = {}
    for rolle in ("bdl", "rb", "regiestelle"):
        with als_nutzer(konto(als_dienst, rolle)):
            zahlen[rolle] = Messwert.objects.count()
    assert zahlen["bdl"] == zahlen["rb"] == zahlen["regiestelle"] > 0
    with als_dienst():
        nutzer = konto(als_dienst, "bdl")
        nutzer.organisation = Organisation.objects.create(kennung="B3", art="bildungsdienstleister")
        nutzer.save()
    with als_nutzer(nutzer):
        assert Messwert.objects.count() == 0


def test_px05_was_gezaehlt_ist_aendert_sich_nicht(bestand, als_dienst):
    for modell, werte in ((Messung, {"stichtag": date(2025, 1, 1)}), (Messwert, {"zaehler": 9})):
        with als_dienst(), pytest.raises(Error, match="does not change"), transaction.atomic():
            modell.objects.update(**werte)


def test_px05_eine_spaetere_berichtigung_steht_als_unterschied_da(als, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.exclude(austritt=None).update(austrittsgrund="regulaer")
        messen(TAG)
    assert "zuerst" in text(als("rb").get(UEBERSICHT))


def test_jps90_der_naechtliche_lauf_haelt_monatsenden_und_den_neuesten_tag(bestand, als_dienst):
    with als_dienst():
        messen(date(2025, 12, 30))
        fortschreiben(date(2026, 1, 5))
        fortschreiben(date(2026, 1, 6))
        assert sorted(set(Messung.objects.values_list("stichtag", flat=True))) == [TAG, date(2026, 1, 6)]


def test_jps90_neu_rechnen_gibt_einen_auftrag_der_den_tag_zaehlt(als, als_dienst):
    from wegplan.kit.auftrag.models import Auftrag
    from wegplan.kit.auftrag.services import auftrag_ausfuehren

    rb = als("rb")
    for _ in range(2):  # a double click asks once
        assert rb.post("/zielindikatoren/rechnen/", {"stichtag": "2025-11-30"}).status_code == 302
    with als_dienst():
        auftrag = Auftrag.objects.get()
        auftrag_ausfuehren(auftrag.pk)
        assert Messung.objects.filter(stichtag=date(2025, 11, 30)).exists()
    fertig = rb.get(f"/zielindikatoren/gerechnet/{auftrag.pk}/")
    assert fertig.url.endswith("?stichtag=2025-11-30")
    assert als("bdl").get(f"/zielindikatoren/gerechnet/{auftrag.pk}/").status_code == 404


def test_ds30_ein_auftrag_der_nach_dem_tod_des_arbeiters_noch_einmal_laeuft_zaehlt_nicht_doppelt(als, als_dienst):
    from wegplan.domains.zielvereinbarung.auftraege import rechnen
    from wegplan.kit.auftrag.models import Auftrag
    from wegplan.kit.auftrag.services import SchonBeendet

    als("rb").post("/zielindikatoren/rechnen/", {"stichtag": "2025-11-30"})
    with als_dienst():
        auftrag = Auftrag.objects.get()
        rechnen(auftrag, lambda *_: None)
        with pytest.raises(SchonBeendet):
            rechnen(auftrag, lambda *_: None)
        assert Messung.objects.filter(stichtag=date(2025, 11, 30)).count() == 1


def test_aw06_die_regiestelle_sieht_kleine_zahlen_nicht(als, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.filter(massnahme__massnahmenummer="P-IEB", austrittsgrund="abbruch").update(
            austrittsgrund="regulaer"
        )
        messen(TAG)
    assert "verdeckt (weniger als 3)" in text(als("regiestelle").get(UEBERSICHT))
    assert "verdeckt (weniger als 3)" not in text(als("rb").get(UEBERSICHT))


@pytest.mark.parametrize("adresse", [UEBERSICHT, "/zielindikatoren/IEB.abbruchquote/"])
def test_aw07_die_zahl_der_anweisungen_haengt_nicht_an_der_zahl_der_tage(als, als_dienst, anweisungen, adresse):
    rb = als("rb")
    vorher = anweisungen(rb, adresse)
    with als_dienst():
        for tag in monatsenden(TAG, 6):
            messen(tag)
    assert anweisungen(rb, adresse) == vorher <= 14


def test_aw05_ohne_messung_steht_was_zu_tun_ist(als, als_dienst, text):
    with als_dienst():
        Messung.objects.all().delete()
    assert "Es ist noch nichts gezählt." in text(als("rb").get(UEBERSICHT))
    assert als("rb").get("/zielindikatoren/IEB.abbruchquote/").status_code == 200
