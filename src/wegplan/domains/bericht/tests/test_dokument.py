"""The PDF says what the database says, in the order of the form, and opens with its password only (JPS-53)."""

import html
import io
import re
from datetime import timedelta

import pikepdf
import pytest
from pypdf import PdfReader

from tests.welt import HEUTE
from wegplan.domains.anwesenheit.models import Anwesenheit
from wegplan.domains.bericht import services
from wegplan.domains.bericht.dokument import pdf
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat

from .conftest import FREIGABE, QUARTAL

pytestmark = pytest.mark.django_db


def lesen(datei: bytes, passwort: str | None = None) -> str:
    seiten = PdfReader(io.BytesIO(datei), password=passwort).pages
    return re.sub(r"\s+", " ", " ".join(seite.extract_text() for seite in seiten))


@pytest.fixture
def voller(welt, fall, entwurf, als_dienst, als_nutzer):
    """A released report with all six annexes."""
    leitung = welt["bdl_leitung"]
    with als_dienst():
        kopf = {"person_id": fall.person_id, "teilnahme": fall}
        Anwesenheit.objects.bulk_create(
            Anwesenheit(
                **kopf,
                datum=QUARTAL + timedelta(days=nr),
                lernort="praktikum" if nr > 16 else "traeger",
                status="unentschuldigt" if nr == 3 else "krank" if nr % 7 == 0 else "anwesend",
            )
            for nr in range(24)
        )
        Praktikum.objects.create(
            praktikum_id="P", unternehmen="Bäckerei Korn", beginn=QUARTAL, einschaetzung="Sehr zuverlässig.", **kopf
        )
        for nr, (art, was) in enumerate(
            (("sozialpaedagogisch", "Schuldnerberatung"), ("stuetzunterricht", "Bruchrechnen"))
        ):
            werte = {"tag": QUARTAL, "inhalt": was, "umfang_minuten": 95}
            Foerderleistung.objects.create(leistung_id=f"L{nr}", art=art, **werte, **kopf)
        Zertifikat.objects.create(zertifikat_id="Z", bezeichnung="Staplerschein", art="schein", **kopf)
        type(entwurf).objects.update(
            stufenwechsel=True,
            begruendung_stufenwechsel="Schafft mehr.",
            vorzeitiger_austritt=True,
            abschluss_stand="Gut vorbereitet.",
            abschluss_empfehlung="Ausbildung im Lager.",
            pruefungszulassung=True,
            qualifizierungsziel="Fachkraft für Lagerlogistik",
            berichtsheft=True,
            curriculum=False,
            module_geplant=8,
            module_bestanden=7,
        )
    with als_nutzer(leitung):
        werte = {"kenntnisnahme": "nicht_einverstanden", "kenntnis_grund": "Ich fehlte nur einmal."}
        return services.freigeben(leitung, entwurf.pk, HEUTE, **FREIGABE | werte)[0]


def test_jps53_das_pdf_steht_in_der_reihenfolge_der_vorlage(als, voller):
    text = lesen(als("bdl").get(f"/berichte/{voller.pk}/pdf/").content)
    worte = [
        "1. Teilnehmer- und Projektdaten",
        "Eigen, Robin",
        "KD-EIGEN",
        "Ist das Maßnahmeziel gefährdet?",
        "2. Anwesenheit",
        "beim BDL",
        "im Praktikum",
        "3. Entwicklungsstand",
        "Rechnet sicher",
        "Arbeitet sorgfältig",
        "Kommt pünktlich",
        "Stützunterricht.",
        "Staplerschein",
        "f) Unterstützung",
        "Ich fehlte nur einmal.",
        "Anlage: Praktika",
        "Bäckerei Korn",
        "Sehr zuverlässig.",
        "Anlage: Individuelle Förderung",
        "Bruchrechnen",
        "Anlage: Qualifizierungen und Zertifikate",
        "Anlage: Begründung Stufenwechsel",
        "Schafft mehr.",
        "Anlage: Projektabschluss",
        "Ausbildung im Lager.",
        "Anlage: QAB Zulassung zur Abschlussprüfung",
        "Fachkraft für Lagerlogistik",
    ]
    stelle = 0
    for wort in worte:
        stelle = text.find(wort, stelle)
        assert stelle >= 0, wort


def test_jps53_die_zahlen_im_pdf_sind_die_der_datenbank_und_der_seite(als, voller, text):
    dokument = lesen(als("bdl").get(f"/berichte/{voller.pk}/pdf/").content)
    seite = text(als("bdl").get(f"/berichte/{voller.pk}/"))
    # 24 days: at the provider 0 to 16 (missed 0, 3, 7, 14), at the internship 17 to 23 (missed 21)
    for ort, soll, fehl, u, anteil in (
        ("beim BDL", 17, 4, 1, "23,5 %"),
        ("im Praktikum", 7, 1, 0, "14,3 %"),
        ("gesamt", 24, 5, 1, "20,8 %"),
    ):
        assert f"{ort} {soll} Tage {fehl} Tage {u} Tage {anteil}" in dokument
        assert f"{ort} {soll} {fehl} {u} {anteil}" in seite
    assert "1 Std. 35 Min." in dokument and "Anzahl der bestandenen Ausbildungsmodule 7" in dokument


def test_ds05_worum_es_in_der_betreuung_ging_steht_weder_im_bericht_noch_im_pdf(als, voller, text):
    assert "Schuldnerberatung" not in text(als("bdl").get(f"/berichte/{voller.pk}/"))
    dokument = lesen(als("bdl").get(f"/berichte/{voller.pk}/pdf/").content)
    assert "Schuldnerberatung" not in dokument and "bleibt in der Akte" in dokument


def test_jps50_was_nach_der_freigabe_in_die_akte_kommt_aendert_den_bericht_nicht(
    als, welt, fall, voller, als_dienst, text
):
    vorher = als("bdl").get(f"/berichte/{voller.pk}/pdf/").content
    with als_dienst():
        Anwesenheit.objects.all().delete()
        Zertifikat.objects.update(bezeichnung="Anders")
    assert als("bdl").get(f"/berichte/{voller.pk}/pdf/").content == vorher
    assert "Staplerschein" in text(als("bdl").get(f"/berichte/{voller.pk}/"))


def test_ds40_das_pdf_ist_getaggt_betitelt_und_deutsch(voller):
    with pikepdf.open(io.BytesIO(pdf(voller, voller.inhalt))) as dokument:
        assert dokument.Root.MarkInfo.Marked
        assert str(dokument.Root.Lang).lower() == "de-de"
        with dokument.open_metadata() as angaben:
            assert angaben["dc:title"].startswith("Entwicklungsbericht ")
            assert angaben["pdfuaid:part"] == "1"


def test_jps53_ein_entwurf_nennt_sich_so_und_laesst_platz_fuer_die_unterschrift(als, entwurf):
    text = lesen(als("bdl").get(f"/berichte/{entwurf.pk}/pdf/").content)
    assert "Entwurf" in text and "Kenntnisnahme Teilnehmer/in" in text


def test_jps53_die_verschluesselte_datei_oeffnet_sich_nur_mit_dem_gezeigten_passwort(als, voller, spuren):
    leitung = als("bdl_leitung")
    adresse = f"/berichte/{voller.pk}/verschluesselt/"
    gezeigt = leitung.get(adresse)
    passwort = gezeigt.context["passwort"]
    assert passwort in html.unescape(gezeigt.content.decode()) and gezeigt["Cache-Control"] == "no-store"
    datei = leitung.post(adresse, {"siegel": gezeigt.context["form"].initial["siegel"]})
    assert "Eigen" not in datei["Content-Disposition"]
    for falsch in (None, "falsch", leitung.get(adresse).context["passwort"]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(datei.content), password=falsch or "")
    assert "Rechnet sicher" in lesen(datei.content, passwort)
    with pikepdf.open(io.BytesIO(datei.content), password=passwort) as offen:
        assert offen.encryption.R == 6 and offen.encryption.bits == 256
    assert [s["zweck"] for s in spuren()][1] == "Entwicklungsbericht verschlüsselt ausgegeben"


def test_jps53_niemand_waehlt_das_passwort_selbst(als, voller):
    leitung = als("bdl_leitung")
    antwort = leitung.post(f"/berichte/{voller.pk}/verschluesselt/", {"siegel": "geheim:1:abc"})
    assert antwort.status_code == 302


def test_jps53_einen_entwurf_gibt_niemand_verschluesselt_aus(als, entwurf):
    assert als("bdl_leitung").get(f"/berichte/{entwurf.pk}/verschluesselt/").status_code == 302
    assert als("bdl").get(f"/berichte/{entwurf.pk}/verschluesselt/").status_code == 403
