"""A report from draft to acceptance: figures beside texts, frozen, returned with a reason, as PDF and DOCX (JPS-92)."""

import io
from datetime import date

import pytest
from django.db import Error, transaction
from docx import Document
from pypdf import PdfReader

from wegplan.domains.projektbericht.models import Projektbericht, Unternehmenskontakt
from wegplan.domains.projektbericht.queries import berichtszeilen, freigaben, wartende
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_von

from .conftest import QUARTAL, TAG, fall_anlegen, konto

pytestmark = pytest.mark.django_db
LISTE = "/projektberichte/"
TEXTE = {"fehlzeiten": "Viele Erkältungen im Januar.", "betreuung": "Vor allem Wege zu Ämtern.", "ziele": "Auf Kurs."}
FALL = {
    "teilnahmen": [
        {
            "eintritt": date(2025, 6, 1),
            "anwesenheit": {date(2026, 1, 5): "aaaku"},
            "leistungen": [{"art": "sozialpaedagogisch", "tag": date(2026, 1, 10), "minuten": 45}],
        }
        for _ in range(4)
    ],
    "kontakte": [{"tag": date(2026, 1, 8), "unternehmen": "Bau Nord", "ergebnis": "praktikum"}],
    "hilfen": [{"tag": date(2026, 1, 9), "personen": 4}],
    "sitzungen": [{"tag": date(2026, 3, 5)}],
}


@pytest.fixture
def entwurf(projekt, als, als_dienst):
    with als_dienst():
        fall_anlegen(projekt, FALL, konto(als_dienst, "bdl"))
    assert als("bdl").post(f"/projekte/{projekt.pk}/projektbericht/2026-01-01/").status_code == 302
    with als_dienst():
        return Projektbericht.objects.get()


def texte(entwurf, als_dienst, **weitere):
    with als_dienst():
        return {"stand": stand_von(entwurf), **TEXTE, **weitere}


@pytest.fixture
def freigegeben(entwurf, als, als_dienst):
    assert als("bdl").post(f"{LISTE}{entwurf.pk}/schreiben/", texte(entwurf, als_dienst)).status_code == 302
    als("bdl_leitung").post(f"{LISTE}{entwurf.pk}/freigeben/")
    with als_dienst():
        entwurf.refresh_from_db()
    assert entwurf.stand == "freigegeben"
    return entwurf


def test_jps92_beim_schreiben_stehen_die_zahlen_mit_quelle_und_definition_neben_jedem_text(als, entwurf, text):
    seite = text(als("bdl").get(f"{LISTE}{entwurf.pk}/schreiben/"))
    for satz in (
        "Menschen mit mindestens einem Tag Teilnahme im Zeitraum",
        "40,0 %",
        "3,0 Stunden",
        "Förderleistungen",
        "Bau Nord",
        "Weg bekannt",
        "Bedarf gemeldet",
        "Gründe für Fehlzeiten und vorzeitige Enden",
    ):
        assert satz in seite, satz


def test_jps92_zweimal_beginnen_macht_einen_entwurf(als, entwurf, als_dienst, projekt):
    als("bdl").post(f"/projekte/{projekt.pk}/projektbericht/2026-01-01/")
    with als_dienst():
        assert Projektbericht.objects.count() == 1
    for quartal in ("2026-07-01", "2025-01-01", "2026-01-02", "quatsch"):
        assert als("bdl").post(f"/projekte/{projekt.pk}/projektbericht/{quartal}/").status_code == 404


def test_jps92_freigeben_kann_nur_die_leitung_nach_dem_quartal_mit_allen_texten(
    als, entwurf, als_dienst, text, settings
):
    assert als("bdl").post(f"{LISTE}{entwurf.pk}/freigeben/").status_code == 403
    leitung = als("bdl_leitung")
    leitung.post(f"{LISTE}{entwurf.pk}/freigeben/")
    assert "Es fehlt noch ein Text: Fehlzeiten und Abbrüche" in text(leitung.get(f"{LISTE}{entwurf.pk}/"))
    als("bdl").post(f"{LISTE}{entwurf.pk}/schreiben/", texte(entwurf, als_dienst))
    settings.WEGPLAN_STICHTAG = "2026-03-31"
    leitung.post(f"{LISTE}{entwurf.pk}/freigeben/")
    assert "Der Berichtszeitraum läuft noch" in text(leitung.get(f"{LISTE}{entwurf.pk}/"))
    with als_dienst():
        assert Projektbericht.objects.get().stand == "entwurf"


def test_px05_freigegebene_zahlen_bleiben_und_berichtigungen_erscheinen_als_unterschied(
    als, freigegeben, als_dienst, text
):
    with als_dienst():
        Unternehmenskontakt.objects.create(
            kennung="K9",
            massnahme=freigegeben.massnahme,
            tag=date(2026, 2, 1),
            unternehmen="Nachgetragen",
            art="telefon",
            ergebnis="arbeit",
            erfasst_von=konto(als_dienst, "bdl"),
        )
    seite = text(als("rb").get(f"{LISTE}{freigegeben.pk}/"))
    assert "Seit der Freigabe geändert" in seite
    assert "Zusammenarbeit mit Unternehmen: Kontakte 1 2" in seite
    assert "Nachgetragen" not in seite and "unverändert seit der Freigabe" in seite


def test_px05_die_datenbank_aendert_keinen_freigegebenen_bericht(freigegeben, als_dienst):
    with als_dienst():
        for feld, wert in {"ziele": "anders", "inhalt": {}, "stand": "entwurf", "von": TAG}.items():
            with pytest.raises(Error), transaction.atomic():
                Projektbericht.objects.filter(pk=freigegeben.pk).update(**{feld: wert})


def test_jps92_zurueckgegeben_mit_grund_wird_eine_neue_fassung_mit_den_alten_texten(
    als, freigegeben, als_dienst, text, projekt
):
    rb, adresse = als("rb"), f"{LISTE}{freigegeben.pk}/entscheiden/"
    antwort = rb.post(adresse, {"urteil": "zurueckgeben", "grund": ""})
    assert antwort.status_code == 422 and "Schreiben Sie, was am Bericht fehlt." in text(antwort)
    assert rb.post(adresse, {"urteil": "zurueckgeben", "grund": "Praktika fehlen."}).status_code == 302
    assert rb.post(adresse, {"urteil": "annehmen", "grund": ""}).status_code == 404
    bdl = als("bdl")
    assert "Praktika fehlen." in text(bdl.get(f"{LISTE}{freigegeben.pk}/"))
    bdl.post(f"/projekte/{projekt.pk}/projektbericht/2026-01-01/")
    with als_dienst():
        neu = Projektbericht.objects.get(fassung=2)
        assert (neu.stand, neu.fehlzeiten, neu.inhalt) == ("entwurf", TEXTE["fehlzeiten"], None)
    als("bdl_leitung").post(f"{LISTE}{neu.pk}/freigeben/")
    rb.post(f"{LISTE}{neu.pk}/entscheiden/", {"urteil": "annehmen", "grund": ""})
    with als_dienst():
        (stand,) = freigaben([projekt.pk])
    assert (stand.zuerst_freigegeben_am, stand.zurueck_am, stand.angenommen_am, stand.liegt_bei) == (TAG, TAG, TAG, "")


def test_jps92_pdf_und_docx_sagen_was_die_seite_sagt(als, freigegeben, text):
    rb = als("rb")
    gesetzt = PdfReader(io.BytesIO(rb.get(f"{LISTE}{freigegeben.pk}/pdf/").content))
    pdf = " ".join(" ".join(s.extract_text() for s in gesetzt.pages).split()).replace("- ", "").replace("-", "")
    dokument = Document(io.BytesIO(rb.get(f"{LISTE}{freigegeben.pk}/docx/").content))
    docx = [p.text for p in dokument.paragraphs] + [z.text for t in dokument.tables for r in t.rows for z in r.cells]
    seite = text(rb.get(f"{LISTE}{freigegeben.pk}/"))
    for a in freigegeben.inhalt["abschnitte"]:
        assert a["titel"] in docx
        for z in a["zahlen"]:
            if z["zusatz"]:
                continue
            assert f"{z['titel']} {z['wert']} {z['definition']}" in seite
            zeile = f"{z['titel']} {z['wert']} {z['definition']}".replace("- ", "").replace("-", "")
            assert zeile.replace(" ", "") in pdf.replace(" ", ""), zeile
            assert docx.index(z["definition"]) and z["wert"] in docx
    for satz in (*TEXTE.values(), "Bau Nord", "Praktikumsplatz zugesagt", freigegeben.pruefsumme):
        assert satz.replace(" ", "").replace("-", "") in pdf.replace(" ", ""), satz
        assert any(satz in teil for teil in docx), satz
        assert satz in seite


def test_ds32_ein_unsichtbares_zeichen_bricht_kein_dokument(als, entwurf, als_dienst):
    als("bdl").post(f"{LISTE}{entwurf.pk}/schreiben/", texte(entwurf, als_dienst, ziele="a\x0bb"))
    for art in ("pdf", "docx"):
        assert als("bdl").get(f"{LISTE}{entwurf.pk}/{art}/").status_code == 200


def test_aw06_die_regiestelle_liest_angenommene_berichte_ohne_kleine_zahlen_texte_und_nachweise(als, freigegeben, text):
    regie = als("regiestelle")
    assert regie.get(f"{LISTE}{freigegeben.pk}/").status_code == 404
    assert "beim Regionalbüro" in text(regie.get(LISTE))
    als("rb").post(f"{LISTE}{freigegeben.pk}/entscheiden/", {"urteil": "annehmen", "grund": ""})
    seite = text(regie.get(f"{LISTE}{freigegeben.pk}/"))
    assert "40,0 %" in seite and "Kontakte 1" in seite
    for verborgen in ("Bau Nord", *TEXTE.values(), "Teilnehmende 4", "Weg bekannt"):
        assert verborgen not in seite, verborgen
    for art in ("pdf", "docx"):
        assert regie.get(f"{LISTE}{freigegeben.pk}/{art}/").status_code == 200
    assert regie.get(f"/projekte/{freigegeben.massnahme_id}/nachweise/unternehmen/").status_code == 404


def test_ds31_zwei_am_selben_text_sehen_den_konflikt_in_worten(als, entwurf, als_dienst, text):
    alt = texte(entwurf, als_dienst, ziele="Meine Fassung")
    als("bdl").post(f"{LISTE}{entwurf.pk}/schreiben/", texte(entwurf, als_dienst, ziele="Andere Fassung"))
    antwort = als("bdl_leitung").post(f"{LISTE}{entwurf.pk}/schreiben/", alt)
    assert antwort.status_code == 409
    assert "Stand der Zielerreichung Meine Fassung Andere Fassung" in text(antwort)


def test_jps92_die_liste_sagt_was_fehlt_bei_wem_es_liegt_und_bis_wann(
    als, entwurf, projekt, als_dienst, als_nutzer, text
):
    """Without an agreement the default holds: the 10th of the month after the quarter."""
    bdl = konto(als_dienst, "bdl")
    with als_nutzer(bdl):
        zeilen_der_liste = berichtszeilen(bdl, TAG)
        zeilen = {z.quartal: z for z in zeilen_der_liste if z.massnahme == projekt}
        assert (zeilen[QUARTAL].faellig, zeilen[QUARTAL].liegt_bei) == (date(2026, 4, 10), "bdl")
        assert zeilen[date(2025, 4, 1)].bericht is None and len(zeilen) == 4
        offen = [z for z in zeilen_der_liste if z.quartal == QUARTAL and z.liegt_bei == "bdl"]
        assert wartende(bdl, TAG) == (len(offen), {"bei": "bdl", "quartal": "2026-01-01"})
    with als_nutzer(konto(als_dienst, "rb")):
        assert wartende(konto(als_dienst, "rb"), TAG) == (0, {"bei": "rb"})
    seite = text(als("bdl").get(f"{LISTE}?stand=fehlt"))
    assert "Projekt Neu" in seite and "nicht begonnen" in seite and "überfällig" in seite


@pytest.mark.parametrize(
    ("art", "angaben", "gezeigt"),
    [
        ("unternehmen", {"unternehmen": "Holz Ost", "art": "telefon", "ergebnis": "weiter"}, "Holz Ost"),
        ("mobilitaet", {"art": "fuehrerschein", "personen": "2", "ergebnis": "angemeldet"}, "Führerschein"),
        ("gremien", {"gremium": "Runder Tisch", "beteiligte": "Kammer", "ergebnis": "Termin"}, "Runder Tisch"),
    ],
)
def test_jps92_nachweise_eintragen_aendern_loeschen(art, angaben, gezeigt, als, projekt, als_dienst, text):
    liste, bdl = f"/projekte/{projekt.pk}/nachweise/{art}/", als("bdl")
    falsch = {**angaben, "tag": "2026-05-01", "kennzeichen": neues_kennzeichen()}
    assert bdl.post(f"{liste}neu/", falsch).status_code == 422
    werte = {**falsch, "tag": "2026-04-01"}
    for _ in range(2):
        assert bdl.post(f"{liste}neu/", werte).status_code == 302
    assert text(bdl.get(liste)).count(gezeigt) >= 1
    assert gezeigt in text(als("rb").get(liste))
    from wegplan.domains.projektbericht.nachweise import NACHWEISE

    with als_dienst():
        n = NACHWEISE[art]._default_manager.get()
        stand = stand_von(n)
    assert "01.04.2026" in text(bdl.get(liste)) and "value=" in bdl.get(f"/nachweise/{art}/{n.pk}/").content.decode()
    assert bdl.post(f"/nachweise/{art}/{n.pk}/", {**angaben, "tag": "2026-04-02", "stand": stand}).status_code == 302
    assert "02.04.2026" in text(bdl.get(liste))
    assert als("rb").post(f"/nachweise/{art}/{n.pk}/loeschen/").status_code == 403
    assert bdl.post(f"/nachweise/{art}/{n.pk}/loeschen/").status_code == 302
    with als_dienst():
        assert not NACHWEISE[art]._default_manager.exists()


def test_aw07_die_seiten_kosten_gleich_viele_anweisungen(als, freigegeben, projekt, als_dienst, anweisungen):
    rb = als("rb")
    adressen = (LISTE, f"{LISTE}{freigegeben.pk}/", f"/projekte/{projekt.pk}/nachweise/unternehmen/")
    for adresse in adressen:
        rb.get(adresse)
    vorher = [anweisungen(rb, adresse) for adresse in adressen]
    with als_dienst():
        for nr in range(30):
            Unternehmenskontakt.objects.create(
                kennung=f"N{nr}",
                massnahme=projekt,
                tag=date(2026, 2, 1),
                unternehmen=f"Firma {nr}",
                art="telefon",
                ergebnis="arbeit",
                erfasst_von=konto(als_dienst, "bdl"),
            )
    assert [anweisungen(rb, adresse) for adresse in adressen] == vorher
    assert max(vorher) <= 22, vorher


def test_jps92_von_der_massnahme_fuehrt_ein_knopf_zu_ihren_berichten_und_nachweisen(als, projekt):
    html = als("bdl").get(f"/massnahmen/{projekt.pk}/").content.decode()
    assert f'href="{LISTE}?projekt={projekt.pk}"' in html
    assert f'href="/projekte/{projekt.pk}/nachweise/unternehmen/"' in html
