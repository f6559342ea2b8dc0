"""Agreements: written from the rule file, signed by both, frozen, reviewed, gone on with (JPS-80, JPS-81)."""

import io
from datetime import date, timedelta

import pytest
from django.db import Error, transaction
from docx import Document
from pypdf import PdfReader

from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.anwesenheit.vorgaben import frist as listenfrist
from wegplan.domains.bericht.vorgaben import frist as bericht_frist
from wegplan.domains.massnahme.fristen import fristen_am
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.qualifizierungsplan.vorgaben import wochen_je_projekt
from wegplan.domains.zielvereinbarung import rules
from wegplan.domains.zielvereinbarung.models import Zielunterschrift, Zielvereinbarung
from wegplan.domains.zielvereinbarung.queries import faelliges, fristverlaeufe, geltende, sollwerte
from wegplan.kit.eingabe.stand import stand_von

from .conftest import TAG, konto

pytestmark = pytest.mark.django_db
LISTE = "/zielvereinbarungen/"


@pytest.fixture
def projekt(bestand, als_dienst):
    with als_dienst():
        return Massnahme.objects.get(massnahmenummer="P-IEB")


def eingabe(**weitere):
    return {
        "stufen": ["IEB"],
        "laufzeit_von": "2025-01-01",
        "laufzeit_bis": "2026-12-31",
        "geschlossen_zum": "2025-01-10",
        "bdl_anschrift": "Hofstraße 1",
        "bdl_vertreten": "Kim Kurs",
        "rb_anschrift": "",
        "rb_vertreten": "Robin Rand",
        "eckpunkte": "2022-05-04",
        "ziel_IEB.abbruchquote": "18,5",
        "frist_anwesenheitsliste": "6",
        "frist_qualifizierungsplan": "5",
        "frist_foerderplan": "4",
        "frist_fortschreibung": "12",
        "frist_entwicklungsbericht": "8",
        "frist_projektbericht": "15",
        "klauseln": "Gespräche finden im Haus des Trägers statt.",
    } | weitere


def unterschrift(seite, **weitere):
    return {"seite": seite, "name": "Kim Kurs", "ort": "Auenmark", "am": "2025-01-10", "bestaetigt": "on"} | weitere


@pytest.fixture
def entwurf(als, projekt, als_dienst):
    assert als("rb").post(f"/projekte/{projekt.pk}/zielvereinbarung/neu/", eingabe()).status_code == 302
    with als_dienst():
        return Zielvereinbarung.objects.get()


@pytest.fixture
def geschlossen(als, entwurf, als_dienst):
    als("rb").post(f"{LISTE}{entwurf.pk}/vorlegen/")
    als("rb").post(f"{LISTE}{entwurf.pk}/zeichnen/", unterschrift("rb"))
    als("bdl_leitung").post(f"{LISTE}{entwurf.pk}/zeichnen/", unterschrift("bdl"))
    with als_dienst():
        entwurf.refresh_from_db()
    assert entwurf.stand == "geschlossen"
    return entwurf


def test_jps80_die_bausteine_anderer_stufen_fallen_weg_und_fristen_und_ziele_stehen_da(als, entwurf, text):
    seite = text(als("rb").get(f"{LISTE}{entwurf.pk}/"))
    for satz in (
        "Weitere Aufgaben in der Stufe 3 (IEB)",
        "Abbruchquote: höchstens 18,5 Prozent",
        "Vermittlungsquote 1: mindestens 35.0 Prozent".replace(".", ","),
        "Liste monatlich bis zum 6. Arbeitstag",
        "bis zum 8. des Folgemonats",
        "Gespräche finden im Haus des Trägers statt.",
        "Eckpunktekonzept, Stand 4. Mai 2022",
    ):
        assert satz in seite
    assert "Stufe 2 (QAB)" not in seite and "Stufe 4 (VdB)" not in seite


def test_jps80_beide_vorlagen_haben_alle_punkte_der_checkliste():
    assert [len(rules.vorlage(name)["checkliste"]) for name in ("stufen", "ezu")] == [12, 8]
    for name in ("stufen", "ezu"):
        werte = {f.schluessel: f.vorgabe for f in rules.fristen(name, TAG)}
        assert all(f.vorgabe <= f.hoechstens for f in rules.fristen(name, TAG))
        vorlagentexte = [wann for _, wann in rules.vorlage(name)["checkliste"]]
        assert {s for s in werte if any(f"{{{s}}}" in wann for wann in vorlagentexte)} == set(werte)
        assert all("{" not in wann.format(**werte) for wann in vorlagentexte)


def test_jps80_ezu_hat_ihre_eigene_vorlage_und_keine_halbzeit(als, als_dienst, text, bestand):
    with als_dienst():
        projekt = Massnahme.objects.get(massnahmenummer="P-EZU")
    neu = f"/projekte/{projekt.pk}/zielvereinbarung/neu/"
    daten = eingabe(stufen=["EZU"])
    assert als("rb").post(neu, daten).status_code == 302
    with als_dienst():
        v = Zielvereinbarung.objects.get()
    assert v.pruefung_am is None and set(v.fristen) == {"anwesenheitsliste", "entwicklungsbericht"}
    assert "Individueller Unterstützungsbedarf" in text(als("rb").get(f"{LISTE}{v.pk}/"))


def test_jps80_pdf_und_docx_sagen_dasselbe_in_derselben_folge(als, geschlossen):
    antwort = als("rb").get(f"{LISTE}{geschlossen.pk}/pdf/")
    pdf = " ".join(" ".join(s.extract_text() for s in PdfReader(io.BytesIO(antwort.content)).pages).split())
    docx = als("bdl").get(f"{LISTE}{geschlossen.pk}/docx/").content
    dokument = Document(io.BytesIO(docx))
    absaetze = [p.text for p in dokument.paragraphs]
    zellen = [zelle.text for tabelle in dokument.tables for zeile in tabelle.rows for zelle in zeile.cells]
    folge = []
    for abschnitt in geschlossen.inhalt["abschnitte"]:
        assert abschnitt["titel"] in absaetze
        folge.append(pdf.index(abschnitt["titel"]))
        assert all(b["text"] in absaetze for b in abschnitt["bausteine"])
    assert folge == sorted(folge)
    assert all(wann in zellen for _, _, wann in geschlossen.inhalt["checkliste"])
    assert "18,5" in pdf and geschlossen.pruefsumme in pdf.replace(" ", "") and "Kim Kurs, Auenmark" in pdf


def test_jps80_unterschrieben_aendert_die_datenbank_nichts_mehr(geschlossen, als_dienst):
    with als_dienst():
        for aendern in (
            lambda: Zielvereinbarung.objects.update(klauseln="anders"),
            lambda: Zielvereinbarung.objects.update(stand="entwurf"),
            lambda: Zielunterschrift.objects.update(name="Jemand"),
        ):
            with pytest.raises(Error), transaction.atomic():
                aendern()


def test_jps80_eine_vorgelegte_fassung_wird_ohne_zwei_unterschriften_nicht_geschlossen(als, entwurf, als_dienst):
    als("rb").post(f"{LISTE}{entwurf.pk}/vorlegen/")
    with als_dienst(), pytest.raises(Error), transaction.atomic():
        Zielvereinbarung.objects.update(stand="geschlossen")


def test_jps80_wer_fuer_wen_unterschreibt(als, entwurf, text):
    rb, leitung = als("rb"), als("bdl_leitung")
    rb.post(f"{LISTE}{entwurf.pk}/vorlegen/")
    assert "Unterschrift fehlt: Bildungsdienstleister." in text(leitung.get("/"))
    assert "Unterschrift fehlt: Regionalbüro." in text(rb.get("/")) and "noch keine" not in text(leitung.get("/"))
    zeichnen = f"{LISTE}{entwurf.pk}/zeichnen/"
    assert "unterschreibt das Regionalbüro" in text(leitung.post(zeichnen, unterschrift("rb")))
    assert "gedruckten Exemplar" in text(rb.post(zeichnen, unterschrift("bdl")))
    assert rb.post(zeichnen, unterschrift("bdl", auf_papier="on")).status_code == 302
    assert als("bdl").get(zeichnen).status_code == 403
    rb.post(f"{LISTE}{entwurf.pk}/zuruecknehmen/")
    assert "lässt sich nicht zurücknehmen" in text(rb.get(f"{LISTE}{entwurf.pk}/"))


def test_ds03_einen_entwurf_liest_nur_das_regionalbuero_und_die_regiestelle_das_geschlossene(
    als, entwurf, als_nutzer, als_dienst
):
    assert als("bdl").get(f"{LISTE}{entwurf.pk}/").status_code == 404
    for rolle in ("bdl", "regiestelle"):
        with als_nutzer(konto(als_dienst, rolle)):
            assert Zielvereinbarung.objects.count() == 0
    als("rb").post(f"{LISTE}{entwurf.pk}/vorlegen/")
    assert als("bdl").get(f"{LISTE}{entwurf.pk}/").status_code == 200
    assert als("regiestelle").get(f"{LISTE}{entwurf.pk}/").status_code == 404


def test_ds31_zwei_bearbeiten_der_zweite_sieht_beide_fassungen(als, entwurf, als_dienst, text):
    with als_dienst():
        stand = stand_von(entwurf)
    adresse = f"{LISTE}{entwurf.pk}/bearbeiten/"
    assert als("rb").post(adresse, eingabe(stand=stand, klauseln="Von mir")).status_code == 302
    antwort = als("rb").post(adresse, eingabe(stand=stand, klauseln="Von ihr", frist_fortschreibung="7"))
    assert antwort.status_code == 409
    assert "Von mir" in text(antwort) and "Von ihr" in antwort.content.decode()
    (frist,) = [a for a in antwort.context["konflikt"].abweichungen if a.eigene == "7"]
    assert frist.feld == antwort.context["form"].fields["frist_fortschreibung"].label
    assert [a.feld for a in antwort.context["konflikt"].abweichungen if "{" in a.eigene + a.gespeichert] == []


def test_ds32_falsche_eingaben_stehen_am_feld(als, projekt, text):
    neu = f"/projekte/{projekt.pk}/zielvereinbarung/neu/"
    antwort = als("rb").post(neu, eingabe(laufzeit_bis="2024-01-01", frist_fortschreibung="30"))
    assert antwort.status_code == 422
    assert "Das Ende liegt vor dem Beginn." in text(antwort) and "13" in text(antwort)


def test_jps81_zur_haelfte_faellig_festgehalten_und_fortgeschrieben(als, geschlossen, als_dienst, text):
    assert geschlossen.pruefung_am == rules.halbzeit(date(2025, 1, 1), date(2026, 12, 31))
    rb = konto(als_dienst, "rb")
    with als_dienst():
        satz = f"Überprüfung zur Halbzeit fällig seit {geschlossen.pruefung_am:%d.%m.%Y}."
        assert satz in [f.satz for f in faelliges(rb, geschlossen.pruefung_am)]
        vorher = [f.satz for f in faelliges(rb, geschlossen.pruefung_am - timedelta(days=1))]
        assert satz not in vorher
    daten = {"am": "2025-12-30", "beteiligte": "Beide Seiten", "ergebnis": "Fristen anpassen", "fortschreiben": "ja"}
    for _ in range(2):
        assert als("rb").post(f"{LISTE}{geschlossen.pk}/pruefung/", daten).status_code == 302
    assert "verlangt eine Fortschreibung" in text(als("rb").get(LISTE))
    neu = f"/projekte/{geschlossen.massnahme_id}/zielvereinbarung/neu/"
    assert "18,5" in als("rb").get(neu).content.decode()  # what was agreed so far
    for _ in range(2):
        als("rb").post(neu, eingabe(frist_entwicklungsbericht="12"))
    with als_dienst():
        assert sorted(Zielvereinbarung.objects.values_list("nummer", "stand")) == [(1, "geschlossen"), (2, "entwurf")]


def test_jps80_ein_neueres_eckpunktekonzept_steht_auf_der_liste_des_regionalbueros(als, projekt, als_dienst, text):
    als("rb").post(f"/projekte/{projekt.pk}/zielvereinbarung/neu/", eingabe(eckpunkte="2018-07-30"))
    with als_dienst():
        v = Zielvereinbarung.objects.get()
    als("rb").post(f"{LISTE}{v.pk}/vorlegen/")
    als("rb").post(f"{LISTE}{v.pk}/zeichnen/", unterschrift("rb"))
    als("rb").post(f"{LISTE}{v.pk}/zeichnen/", unterschrift("bdl", auf_papier="on"))
    assert "Es gilt ein neueres Eckpunktekonzept." in text(als("rb").get(LISTE))


def test_jps80_vereinbarte_fristen_und_ziele_gelten_ab_ihrem_tag(
    geschlossen, als_dienst, als, als_nutzer, projekt, text
):
    with als_dienst():
        verlauf = fristverlaeufe([projekt.pk])[projekt.pk]
        assert fristen_am(verlauf, date(2025, 1, 9)) == {}
        assert fristen_am(verlauf, TAG)["entwicklungsbericht"] == 8
        assert wochen_je_projekt([projekt.pk], TAG)[projekt.pk] == fristen_am(verlauf, TAG)["qualifizierungsplan"]
        assert wochen_je_projekt([projekt.pk], date(2025, 1, 9)) == {projekt.pk: 4}
        assert [bericht_frist("IEB", tag, verlauf) for tag in (date(2025, 1, 9), TAG)] == [10, 8]
        monate = (Monat(date(2024, 12, 1)), Monat.von(TAG))
        assert [listenfrist(projekt, monat, verlauf).arbeitstage for monat in monate] == [5, 6]
        assert str(sollwerte(geltende([projekt.pk], TAG))[projekt.pk]["IEB.abbruchquote"]) == "18.5"
    with als_nutzer(konto(als_dienst, "ifk")):  # offices do not read agreements, but see the same due days
        assert not geltende([projekt.pk], TAG) and list(fristverlaeufe([projekt.pk])[projekt.pk]) == verlauf
    assert "höchstens 18,5 %" in text(als("rb").get(f"/projekte/{projekt.pk}/zielindikatoren/IEB.abbruchquote/"))


def test_aw07_die_liste_kostet_gleich_viele_anweisungen(als, geschlossen, als_dienst, anweisungen):
    rb = als("rb")
    rb.get(LISTE)
    vorher = anweisungen(rb, LISTE)
    with als_dienst():
        for nummer in range(5):
            Massnahme.objects.create(
                massnahmenummer=f"X{nummer}",
                foerderart="ESF",
                beginn=TAG,
                regionalbuero=geschlossen.massnahme.regionalbuero,
            )
    assert anweisungen(rb, LISTE) == vorher <= 10
