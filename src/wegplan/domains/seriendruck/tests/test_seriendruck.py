"""PX-11: certificates and serial letters for many as one print job; what was issued is recorded."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.welt import GESTERN, HEUTE
from wegplan.domains.person.models import Person
from wegplan.domains.seriendruck.auftraege import SERIENDRUCK, drucken
from wegplan.domains.seriendruck.models import Ausstellung
from wegplan.domains.seriendruck.rules import naechste_nummern, was_fehlt
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.auftrag.arten import ARTEN
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import SchonBeendet, auftrag_ausfuehren
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eigener_ordner(settings, tmp_path):
    settings.VAR = tmp_path


def seite(fall):
    return f"/seriendruck/massnahmen/{fall.massnahme_id}/"


def wahl(teilnahmen, art="teilnahme", **weitere):
    return {"kennzeichen": neues_kennzeichen(), "art": art, "teilnahmen": teilnahmen, "weiter": "drucken"} | weitere


def ausfuehren(als_dienst):
    with als_dienst():
        auftrag = Auftrag.objects.filter(art=SERIENDRUCK).latest("pk")
        auftrag_ausfuehren(auftrag.pk)
        auftrag.refresh_from_db()
    return auftrag


def sterben(als_dienst, monkeypatch, stirbt):
    """The worker takes the job, does `stirbt(auftrag, melden)` and is gone; what was committed by then stays."""
    with als_dienst(), monkeypatch.context() as umgebung, pytest.raises(SystemExit):
        umgebung.setitem(ARTEN, SERIENDRUCK, replace(ARTEN[SERIENDRUCK], ausfuehren=stirbt))
        auftrag_ausfuehren(Auftrag.objects.get(art=SERIENDRUCK).pk)


def pdf_von(client, auftrag):
    antwort = client.get(f"/seriendruck/auftraege/{auftrag.pk}/datei/")
    assert antwort.status_code == 200
    return b"".join(antwort.streaming_content)


def worte(inhalt):
    """The text of each page."""
    return [" ".join(blatt.extract_text().split()) for blatt in PdfReader(io.BytesIO(inhalt)).pages]


# --- from choosing to paper ----------------------------------------------------------------------------------------


def test_px11_waehlen_pruefen_vorschau_drucken_laden(als, fall, als_dienst, text, spuren):
    bdl = als("bdl")
    assert "Eigen, Robin" in text(bdl.get(seite(fall)))
    geprueft = text(bdl.post(seite(fall), wahl([fall.pk], weiter="pruefen")))
    assert "Teilnahmebescheinigung: 1 Blatt" in geprueft
    vorschau = bdl.post(seite(fall), wahl([fall.pk], weiter="vorschau"))
    assert vorschau.content[:4] == b"%PDF" and "Eigen" not in vorschau["Content-Disposition"]
    with als_dienst():
        assert not Ausstellung.objects.exists(), "a preview issues nothing"
    assert bdl.post(seite(fall), wahl([fall.pk])).status_code == 302
    auftrag = ausfuehren(als_dienst)
    assert auftrag.stand == "fertig", auftrag.ergebnis
    assert "Blätter in der Datei: 1, davon Zweitschriften: 0" in text(bdl.get(f"/seriendruck/auftraege/{auftrag.pk}/"))
    inhalt = pdf_von(bdl, auftrag)
    (blatt,) = worte(inhalt)
    for wort in ("Robin Eigen", "17.05.1990", "Maßnahme A", "Flurförderschein", f"TR-A-{HEUTE.year}-0001"):
        assert wort in blatt
    assert "Tage der Anwesenheit" in blatt and " 3 " in blatt
    with pikepdf.open(io.BytesIO(inhalt)) as dokument:
        assert dokument.Root.MarkInfo.Marked and str(dokument.Root.Lang) == "de-DE"
    arten = [(s["art"], s["personen"]) for s in spuren() if s["personen"] == [fall.person_id]]
    assert [art for art, _ in arten][-3:] == ["druck", "druck", "download"]
    assert "Original" in text(bdl.get("/seriendruck/ausgestellt/"))


def test_px11_noch_einmal_gedruckt_ist_es_eine_zweitschrift_mit_derselben_nummer(als, fall, als_dienst, text):
    bdl = als("bdl")
    for _ in range(2):
        bdl.post(seite(fall), wahl([fall.pk]))
        auftrag = ausfuehren(als_dienst)
    assert auftrag.ergebnis["zweitschriften"] == 1
    assert "Zweitschrift, gedruckt am" in worte(pdf_von(bdl, auftrag))[0]
    with als_dienst():
        erste, zweite = Ausstellung.objects.order_by("pk")
        assert zweite.zweitschrift_von == erste and zweite.nummer == erste.nummer
        assert zweite.ausgestellt_von.rolle == "bdl"
        Person.objects.filter(pk=fall.person_id).update(vorname="Kim")
    bdl.post(seite(fall), wahl([fall.pk]))
    assert ausfuehren(als_dienst).ergebnis["zweitschriften"] == 0
    with als_dienst():
        assert Ausstellung.objects.latest("pk").nummer == f"TR-A-{HEUTE.year}-0002", "another content, another number"
    assert "Zweitschrift" in text(bdl.get("/seriendruck/ausgestellt/"))


def test_px11_die_auswahl_sagt_wer_laeuft_wer_fertig_ist_und_wer_erst_beginnt(als, fall, viele, als_dienst, text):
    beginnt, fertig = viele(2)
    with als_dienst():
        Teilnahme.objects.filter(pk=beginnt).update(eintritt=HEUTE + timedelta(days=14))
        Teilnahme.objects.filter(pk=fertig).update(austritt=HEUTE)
    gezeigt = text(als("bdl").get(seite(fall)))
    assert f"Eigen, Robin, seit {fall.eintritt:%d.%m.%Y}, läuft" in gezeigt
    assert f"Reihe000, Robin, ab {HEUTE + timedelta(days=14):%d.%m.%Y}, noch nicht begonnen" in gezeigt
    assert f"Reihe001, Robin, {HEUTE - timedelta(days=30):%d.%m.%Y} bis {HEUTE:%d.%m.%Y}" in gezeigt


def test_ds31_ein_doppelklick_ist_ein_auftrag(als, fall, als_dienst):
    bdl, werte = als("bdl"), wahl([fall.pk])
    for _ in range(2):
        bdl.post(seite(fall), werte)
    with als_dienst():
        assert Auftrag.objects.filter(art=SERIENDRUCK).count() == 1
    ausfuehren(als_dienst)
    bdl.post(seite(fall), werte)
    with als_dienst():
        assert Auftrag.objects.filter(art=SERIENDRUCK).count() == 1


def test_ds30_stirbt_der_worker_nach_dem_ausstellen_gibt_es_keine_zweitschriften(als, fall, als_dienst, monkeypatch):
    def stirbt(auftrag, melden):
        drucken(auftrag, melden)
        raise SystemExit

    bdl = als("bdl")
    bdl.post(seite(fall), wahl([fall.pk]))
    sterben(als_dienst, monkeypatch, stirbt)
    auftrag = ausfuehren(als_dienst)
    assert (auftrag.stand, auftrag.ergebnis["zweitschriften"]) == ("fertig", 0)
    assert len(worte(pdf_von(bdl, auftrag))) == 1, "what the first run printed is there"
    with als_dienst():
        assert Ausstellung.objects.get().zweitschrift_von is None


def test_ds30_stirbt_der_worker_mitten_im_ausstellen_ist_nichts_ausgestellt(als, fall, als_dienst, monkeypatch):
    def stirbt(auftrag, melden):
        def beim_setzen(schritt, *_):
            if Ausstellung.objects.exists():
                raise SystemExit

        return drucken(auftrag, beim_setzen)

    als("bdl").post(seite(fall), wahl([fall.pk]))
    sterben(als_dienst, monkeypatch, stirbt)
    with als_dienst():
        assert not Ausstellung.objects.exists()
    assert ausfuehren(als_dienst).ergebnis["zweitschriften"] == 0


def test_ds30_von_zwei_laeufen_desselben_auftrags_gilt_der_erste(als, fall, als_dienst):
    """A worker that was believed dead comes back while another one has done its work."""
    als("bdl").post(seite(fall), wahl([fall.pk]))
    with als_dienst():
        verspaetet = Auftrag.objects.select_related("nutzer__organisation").get(art=SERIENDRUCK)
    ergebnis = ausfuehren(als_dienst).ergebnis
    with als_dienst():
        with pytest.raises(SchonBeendet):
            drucken(verspaetet, lambda *_: None)
        assert Ausstellung.objects.count() == 1
        verspaetet.refresh_from_db()
    assert verspaetet.ergebnis == ergebnis


def test_px11_was_fehlt_wird_je_person_genannt_und_nicht_gedruckt(als, fall, viele, als_dienst, text):
    andere = viele(1)
    with als_dienst():
        Person.objects.filter(pk=fall.person_id).update(geburtsdatum=None)
    bdl = als("bdl")
    geprueft = text(bdl.post(seite(fall), wahl([fall.pk, *andere], weiter="pruefen")))
    assert "Eigen, Robin: Geburtsdatum" in geprueft and "1 Blatt" in geprueft
    bdl.post(seite(fall), wahl([fall.pk, *andere]))
    auftrag = ausfuehren(als_dienst)
    assert (auftrag.ergebnis["teilnahmen"], auftrag.ergebnis["ohne"]) == (andere, 1)
    nur_sie = bdl.post(seite(fall), wahl([fall.pk]))
    assert nur_sie.status_code == 200 and "Alle drucken" not in text(nur_sie)


def test_px11_ein_brief_braucht_betreff_und_text_und_wird_nicht_als_bescheinigung_gezaehlt(als, fall, als_dienst, text):
    ifk = als("ifk")
    leer = ifk.post(seite(fall), wahl([fall.pk], "brief"))
    assert leer.status_code == 422 and "Ein Brief braucht einen Betreff." in text(leer)
    boese = "Kommen Sie am Montag.\n\n#panic() <w:p/> {{ 1 }} $x$"
    ifk.post(seite(fall), wahl([fall.pk], "brief", betreff="Neue Zeiten", text=boese))
    (blatt,) = worte(pdf_von(ifk, ausfuehren(als_dienst)))
    assert "Guten Tag Robin Eigen," in blatt and "#panic() <w:p/> {{ 1 }} $x$" in blatt
    with als_dienst():
        assert not Ausstellung.objects.exists()


def test_px11_zweihundert_blaetter_in_einem_druck_mit_fester_zahl_von_anweisungen(als, fall, viele, als_dienst):
    bdl, zahlen = als("bdl"), []
    for anzahl in (1, 200):
        gewaehlt = viele(anzahl) if anzahl == 200 else [fall.pk]
        bdl.post(seite(fall), wahl(gewaehlt))
        with CaptureQueriesContext(connection) as gezaehlt:
            auftrag = ausfuehren(als_dienst)
        zahlen.append(len([a for a in gezaehlt if "SAVEPOINT" not in a["sql"].upper()]))
        assert len(auftrag.ergebnis["teilnahmen"]) == anzahl
    assert zahlen[0] == zahlen[1]
    assert len(worte(pdf_von(bdl, auftrag))) == 200
    with als_dienst():
        assert len(set(Ausstellung.objects.values_list("nummer", flat=True))) == 201


# --- who may what --------------------------------------------------------------------------------------------------


def test_px11_bescheinigungen_stellt_nur_der_traeger_aus(als, fall, text):
    for rolle in ("ifk", "rb"):
        assert "Serienbrief" in text(als(rolle).get(seite(fall)))
        assert als(rolle).post(seite(fall), wahl([fall.pk])).status_code == 422
    assert als("mb").get(seite(fall)).status_code == 403


def test_ds02_fremde_personen_und_massnahmen_bleiben_zu(als, fall, welt, als_dienst, als_nutzer):
    fremde = welt.fremd.teilnahmen.model.objects
    with als_dienst():
        pk = fremde.get(person=welt.fremd).pk
    assert als("bdl").post(seite(fall), wahl([pk])).status_code == 422
    assert als("bdl").get(f"/seriendruck/massnahmen/{welt.massnahmen['M-B'].pk}/").status_code == 404
    als("bdl").post(seite(fall), wahl([fall.pk]))
    auftrag = ausfuehren(als_dienst)
    for was in ("", "datei/"):
        assert als("bdl_leitung").get(f"/seriendruck/auftraege/{auftrag.pk}/{was}").status_code == 404
    with als_nutzer(welt["bdl"]):
        assert Ausstellung.objects.count() == 1
    with als_nutzer(welt["mb"]):
        assert not Ausstellung.objects.exists()


def test_ds02_wer_die_person_nicht_mehr_sieht_druckt_sie_nicht_und_laedt_nichts(als, fall, welt, als_dienst):
    ifk, brief = als("ifk"), {"betreff": "Neue Zeiten", "text": "Ab Montag."}
    ifk.post(seite(fall), wahl([fall.pk], "brief", **brief))
    fertig = ausfuehren(als_dienst)
    ifk.post(seite(fall), wahl([fall.pk], "brief", **brief))
    with als_dienst():
        welt.eigen.zustaendigkeiten.filter(nutzer=welt["ifk"]).update(bis=GESTERN)
    auftrag = ausfuehren(als_dienst)
    assert auftrag.stand == "abgelehnt" and "niemand übrig" in auftrag.ergebnis["satz"]
    assert ifk.get(f"/seriendruck/auftraege/{fertig.pk}/datei/").status_code == 404


def test_px11_was_ausgestellt_ist_aendert_sich_nicht(als, fall, als_dienst):
    als("bdl").post(seite(fall), wahl([fall.pk]))
    ausfuehren(als_dienst)
    with als_dienst(), pytest.raises(Error, match="does not change"), transaction.atomic():
        Ausstellung.objects.update(nummer="X")


def test_pf06_die_auswahl_braucht_gleich_viele_anweisungen_bei_einer_und_bei_vielen(als, fall, viele, anweisungen):
    eine = {weg: anweisungen(als("bdl"), weg) for weg in (seite(fall), "/seriendruck/", "/seriendruck/ausgestellt/")}
    viele(40)
    assert {weg: anweisungen(als("bdl"), weg) for weg in eine} == eine


def test_px11_was_ein_blatt_braucht():
    voll = {"name": "A", "geburtsdatum": "1", "bis": "2", "tage": 3, "qualifizierungen": [["x", "y"]]}
    assert [was_fehlt(art, voll) for art in ("teilnahme", "zertifikat", "brief")] == [[], [], []]
    leer = dict.fromkeys(voll, "")
    assert was_fehlt("teilnahme", leer) == ["Name", "Geburtsdatum", "Ende der Teilnahme", "Tage der Anwesenheit"]
    assert was_fehlt("zertifikat", leer)[-1] == "abgeschlossene Qualifizierung mit Tag"
    assert naechste_nummern("TR", 2026, 9, 2) == ["TR-2026-0010", "TR-2026-0011"]
