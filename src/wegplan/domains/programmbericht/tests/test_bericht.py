"""The report from asking for it to the document one hands on (JPS-95 to JPS-97, PX-05)."""

import io
import re
from datetime import timedelta

import openpyxl
import pypdf
import pytest
from django.db import IntegrityError, connection, transaction

from tests.welt import HEUTE, MORGEN
from wegplan.domains.programmbericht.darstellung import abweichungen, tafelbilder
from wegplan.domains.programmbericht.forms import ZUKUNFT
from wegplan.domains.programmbericht.inhalt import pruefsumme
from wegplan.domains.programmbericht.models import Programmbericht
from wegplan.domains.programmbericht.services import ART
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import auftrag_ausfuehren

pytestmark = pytest.mark.django_db
NEU = "/programmberichte/neu/"


def tafel(bericht, schluessel):
    return next(t for t in bericht.inhalt["tafeln"] if t["schluessel"] == schluessel)


def zellentexte(bericht):
    """Every text that stands in a cell, a head or a title of the report."""
    for t in tafelbilder(bericht.inhalt):
        yield t.titel
        for name, zellen in t.zeilen:
            yield name
            yield from (z.text for z in zellen)
        yield from (wort for paar in t.definitionen for wort in paar)


def test_jps95_die_regiestelle_laesst_den_bericht_zaehlen_ohne_personen_zu_sehen(
    welt, programm, als, als_dienst, spuren
):
    with als_dienst():
        bisher = Auftrag.objects.count()
    client = als("regiestelle")
    antwort = client.post(NEU, {"stichtag": HEUTE.isoformat()})
    with als_dienst():
        auftrag = Auftrag.objects.get(art=ART)
        assert antwort.url == f"/auftraege/{auftrag.pk}/"
        auftrag_ausfuehren(auftrag.pk)
        auftrag.refresh_from_db()
        assert auftrag.stand == "fertig" and Auftrag.objects.count() == bisher + 1
    bericht = Programmbericht.objects.none()
    with als_dienst():
        bericht = Programmbericht.objects.get()
    assert tafel(bericht, "bestand")["werte"]["begonnen"]["IEB"] == 11
    fertig = client.get(f"/programmberichte/auftraege/{auftrag.pk}/")
    assert f"/programmberichte/{bericht.pk}/" in fertig.content.decode()
    assert client.get(f"/programmberichte/{bericht.pk}/").status_code == 200
    assert all(not s["personen"] for s in spuren())


def test_jps95_zweimal_geklickt_ist_ein_auftrag(welt, als, als_dienst):
    client = als("regiestelle")
    adressen = {client.post(NEU, {"stichtag": HEUTE.isoformat()}).url for _ in range(2)}
    with als_dienst():
        assert len(adressen) == 1 and Auftrag.objects.filter(art=ART).count() == 1


def test_jps95_ein_stichtag_in_der_zukunft_steht_als_satz_am_feld(welt, als, text):
    antwort = als("regiestelle").post(NEU, {"stichtag": MORGEN.isoformat()})
    assert antwort.status_code == 422 and ZUKUNFT in text(antwort)


def test_ds03_nur_die_regiestelle_erstellt_regionalbueros_lesen(welt, bericht, als):
    assert als("rb").get(f"/programmberichte/{bericht.pk}/").status_code == 200
    assert als("rb").get(NEU).status_code == 403
    for rolle in ("bdl", "bl", "ifk"):
        assert als(rolle).get(f"/programmberichte/{bericht.pk}/").status_code == 403


def test_jps96_die_liste_sagt_welche_fassung_gilt(welt, bericht, als, text):
    seite = text(als("regiestelle").get("/programmberichte/"))
    assert f"{HEUTE:%d.%m.%Y} 1 gilt" in seite and "Bericht erstellen" in seite
    assert "Bericht erstellen" not in text(als("rb").get("/programmberichte/"))


def test_px05_was_berichtet_ist_aendert_sich_nicht(welt, bericht, als_dienst):
    with als_dienst():
        for sql in (
            "update programmbericht_programmbericht set fassung = 9",
            "delete from programmbericht_programmbericht",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
                c.execute(sql)


def test_jps97_eine_spaetere_korrektur_steht_als_unterschied_da(
    welt, programm, bericht, erstellen, als, als_dienst, text
):
    assert erstellen() == bericht, "the same figures are the same report"
    with als_dienst():
        for t in programm[7:11]:
            t.austritt, t.austrittsgrund = HEUTE - timedelta(days=1), "abbruch"
            t.save()
    neu = erstellen()
    assert (neu.fassung, neu.stichtag) == (2, bericht.stichtag)
    with als_dienst():
        bericht.refresh_from_db()
    assert pruefsumme(bericht.inhalt) == bericht.pruefsumme
    unterschiede = list(abweichungen(bericht.inhalt, neu.inhalt))
    assert ("Teilnehmende und Stand der Teilnahmen je Stufe", "Stufe 3 IEB", "beendet", "7", "11") in unterschiede
    seite = text(als("rb").get(f"/programmberichte/{bericht.pk}/"))
    assert "Was die neuere Fassung anders zählt" in seite and "Fassung 2 öffnen" in seite


def test_aw06_seite_pdf_und_xlsx_zeigen_dieselben_geschuetzten_zellen(welt, bericht, als, text):
    bestand = tafel(bericht, "bestand")["werte"]
    assert bestand["vorzeitig"]["IEB"] is None, "two persons"
    assert None in (bestand["abgeschlossen"]["IEB"], bestand["beendet"]["IEB"]), "else it follows from both"
    client = als("rb")
    seite = text(client.get(f"/programmberichte/{bericht.pk}/"))
    mappe = openpyxl.load_workbook(io.BytesIO(client.get(f"/programmberichte/{bericht.pk}/xlsx/").content))
    blatt = next(b for b in mappe.worksheets if "Teilnehmende und Stand" in b.title)
    zeilen = {z[0]: z for z in blatt.iter_rows(values_only=True)}
    spalte = zeilen["Teilnahmen"].index("Stufe 3 IEB")
    assert zeilen["davon vorzeitig"][spalte] == "geschützt"
    assert zeilen["Teilnehmende"][spalte] == 11
    assert "geschützt" in seite and "geschützt" in pdf_text(client, bericht)


def pdf_text(client, bericht):
    antwort = client.get(f"/programmberichte/{bericht.pk}/pdf/")
    assert antwort["Content-Type"] == "application/pdf"
    leser = pypdf.PdfReader(io.BytesIO(antwort.content))
    return " ".join(seite.extract_text() for seite in leser.pages)


def test_jps96_das_pdf_sagt_wort_fuer_wort_was_der_bericht_sagt(welt, bericht, als):
    def verdichtet(wort):
        return re.sub(r"[\s\u00ad\u200b-]+", "", wort)  # hyphenation and line breaks are no words

    gesetzt = verdichtet(pdf_text(als("rb"), bericht))
    fehlend = {wort for wort in zellentexte(bericht) if verdichtet(wort) not in gesetzt}
    assert not fehlend
    assert verdichtet(f"Stichtag {HEUTE:%d.%m.%Y}") in gesetzt and "Inhalt" in gesetzt and bericht.pruefsumme in gesetzt


def test_aw04_kleine_gruppen_tragen_ihr_intervall(welt, bericht, als, text):
    seite = text(als("rb").get(f"/programmberichte/{bericht.pk}/"))
    assert "n = 11; " in seite and "mit laufendem Einstieg" in seite


def test_aw01_jede_tafel_hat_bild_tafel_und_definition_auf_der_seite(welt, bericht, als):
    seite = als("rb").get(f"/programmberichte/{bericht.pk}/").content.decode()
    anzahl = len(bericht.inhalt["tafeln"])
    assert anzahl == 19
    assert seite.count('role="img"') >= anzahl and seite.count("So wird gezählt") == anzahl


def test_dp03_die_seite_kostet_bei_jeder_groesse_gleich_viele_anweisungen(welt, erstellen, als, anweisungen):
    leer = erstellen(HEUTE - timedelta(days=3000))
    wenig = anweisungen(als("rb"), f"/programmberichte/{leer.pk}/")
    voll = erstellen()
    assert anweisungen(als("rb"), f"/programmberichte/{voll.pk}/") == wenig
