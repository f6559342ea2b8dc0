"""What the Regionalbüros say to their figures: released, versioned, seen by the Regiestelle (JPS-97)."""

import io

import openpyxl
import pypdf
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from wegplan.domains.programmbericht.models import Regionalbeitrag
from wegplan.kit.ui.textfilter import datum_zeit

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(bericht):
    return f"/programmberichte/{bericht.pk}/regionen/"


def freigeben(client, url, text, fassung):
    return client.post(url, {"text": text, "fassung": fassung})


def test_jps97_das_regionalbuero_gibt_seinen_text_zu_seinen_zahlen_frei(welt, url, als, text):
    client = als("rb")
    seite = text(client.get(url))
    assert "Zahlen: Stelle RB-A" in seite and "Qualifizierung begonnen 11" in seite
    assert freigeben(client, url, "Im Winter fehlten Praktika.", 0).status_code == 302
    assert freigeben(client, url, "Im Winter fehlten Praktika in der Pflege.", 1).status_code == 302
    gelesen = text(als("regiestelle").get(url))
    assert gelesen.index("Stelle RB-A, Fassung 2") < gelesen.index("Stelle RB-A, Fassung 1")
    assert "Text freigeben" not in gelesen


def test_jps97_zweimal_geklickt_ist_eine_fassung(welt, url, als, als_dienst):
    client = als("rb")
    for _ in range(2):
        assert freigeben(client, url, "Ein Satz.", 0).status_code == 302
    with als_dienst():
        assert Regionalbeitrag.objects.count() == 1


def test_ds31_eine_inzwischen_freigegebene_fassung_wird_gezeigt_und_nichts_geht_verloren(welt, url, als, text):
    client = als("rb")
    freigeben(client, url, "Vom Kollegen.", 0)
    antwort = freigeben(client, url, "Von mir.", 0)
    seite = text(antwort)
    assert antwort.status_code == 422
    assert "Inzwischen ist in Ihrem Regionalbüro" in seite and "Vom Kollegen." in seite and "Von mir." in seite
    assert freigeben(client, url, "Von mir.", 1).status_code == 302


def test_jps97_ein_leerer_text_ist_keiner(welt, url, als):
    assert freigeben(als("rb"), url, "", 0).status_code == 422


def test_ds03_nur_ein_regionalbuero_schreibt_und_nur_fuer_sich(welt, bericht, url, als, als_nutzer):
    assert freigeben(als("regiestelle"), url, "Nein.", 0).status_code == 200
    assert als("bdl").get(url).status_code == 403
    werte = {"bericht": bericht, "fassung": 1, "text": "x", "unterschrift": "x"}
    for rolle, stelle in (("regiestelle", "RB-A"), ("rb", "RB-B")):
        with als_nutzer(welt[rolle]), pytest.raises(ProgrammingError), transaction.atomic():
            Regionalbeitrag.objects.create(regionalbuero=welt.stellen[stelle], freigegeben_von=welt[rolle], **werte)


def test_px05_ein_freigegebener_text_aendert_sich_nicht(welt, url, als, als_dienst):
    freigeben(als("rb"), url, "Ein Satz.", 0)
    with als_dienst():
        for sql in ("update {} set text = 'anders'", "delete from {}"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
                c.execute(sql.format("programmbericht_regionalbeitrag"))


def test_jps97_der_geltende_text_steht_mit_wer_und_wann_auf_seite_pdf_und_blatt(welt, bericht, url, als, text):
    client = als("rb")
    freigeben(client, url, "Vorläufig.", 0)
    freigeben(client, url, "Im Winter fehlten Praktika.\nIm Mai waren es genug.", 1)
    wurzel = url.removesuffix("regionen/")
    leser = als("regiestelle")
    seite = text(leser.get(wurzel))
    mappe = openpyxl.load_workbook(io.BytesIO(leser.get(f"{wurzel}xlsx/").content))
    blatt = " ".join(str(w) for zeile in mappe["Regionalbüros"].iter_rows(values_only=True) for w in zeile)
    pdf = pypdf.PdfReader(io.BytesIO(leser.get(f"{wurzel}pdf/").content))
    druck = " ".join(pdf.pages[-1].extract_text().replace("\u00ad", "-").split())
    beitrag = Regionalbeitrag.objects.get(fassung=2)
    for ort in (seite, blatt, druck):
        assert "Stelle RB-A" in ort and "Im Winter fehlten Praktika." in ort and "Im Mai waren es genug." in ort
        assert f"Fassung 2, freigegeben am {datum_zeit(beitrag.freigegeben_am)} von {beitrag.unterschrift}" in ort
        assert "Vorläufig" not in ort
