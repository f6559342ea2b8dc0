"""A report that was brought in, on every page and print that shows reports: where from and when, and the next steps
work as with any other (JPS-50, JPS-52, JPS-53)."""

import io
import re
import shutil
import zipfile

import pytest
from pypdf import PdfReader

from tests.welt import HEUTE
from wegplan.domains.bericht import services
from wegplan.domains.bericht.auftraege import packen
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import ohne_bericht
from wegplan.domains.bericht.tests.conftest import FREIGABE, QUARTAL, bericht_anlegen
from wegplan.domains.bericht.tests.test_dokument import voller as voller
from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.models import Datenimport
from wegplan.domains.datenpaket.ruecknahme import hindernisse
from wegplan.domains.datenpaket.services import einlesen
from wegplan.domains.paketabgleich.fest import EIGENES
from wegplan.domains.pruefordner.inhalt import stuecke
from wegplan.domains.zugang.tests.conftest import als, fall, ich, spuren, text, welt, zugang

pytestmark = pytest.mark.django_db
__all__ = ["als", "fall", "ich", "spuren", "text", "voller", "welt", "zugang"]
MARKE = f"mitgebracht aus „Altverfahren“, eingelesen am {HEUTE:%d.%m.%Y}"


@pytest.fixture
def entwurf(welt, fall, als_dienst):
    with als_dienst():
        return bericht_anlegen(fall, welt["bdl"])


@pytest.fixture
def umziehen(tmp_path, als_dienst):
    """Reports go out in a package, are gone here, and come back in it."""

    def hinaus_und_herein(nur_raus=False):
        with als_dienst():
            shutil.rmtree(tmp_path / "aus", ignore_errors=True)
            exportieren(tmp_path / "aus")
            if not nur_raus:
                Entwicklungsbericht.objects.all().delete()
            ergebnis = einlesen(tmp_path / "aus", herkunft="Altverfahren")
            assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
            return Entwicklungsbericht.objects.get()

    return hinaus_und_herein


@pytest.fixture
def mitgebracht(welt, voller, als_nutzer, umziehen):
    """A report with all six annexes that had been sent to the Regionalbüro, with a copy to the Jobcenter."""
    with als_nutzer(welt["bdl_leitung"]):
        services.uebermitteln(welt["bdl_leitung"], voller.pk, am=HEUTE, weg="portal", an="")
    return umziehen()


def lesen(datei):
    seiten = PdfReader(io.BytesIO(datei)).pages
    return re.sub(r"\s+", " ", " ".join(seite.extract_text() for seite in seiten))


@pytest.mark.parametrize("rolle", ["bdl", "bdl_leitung", "rb", "ifk"])
def test_jps52_seite_listen_und_pdf_sagen_woher_der_bericht_kommt(als, fall, mitgebracht, text, rolle):
    wer = als(rolle)
    for adresse in (
        f"/berichte/{mitgebracht.pk}/",
        f"/personen/{fall.person_id}/berichte/",
        "/berichte/",
        *([f"/berichte/projekte/{fall.massnahme_id}/{QUARTAL}/"] if rolle.startswith("bdl") else []),
    ):
        antwort = wer.get(adresse)
        assert antwort.status_code == 200 and MARKE in text(antwort), adresse
    seite = text(wer.get(f"/berichte/{mitgebracht.pk}/"))
    assert "None" not in seite and "Prüfsumme" not in seite and "Bäckerei Korn" in seite
    dokument = lesen(wer.get(f"/berichte/{mitgebracht.pk}/pdf/").content)
    assert f"Für den BDL freigegeben von {MARKE}" in dokument and "None" not in dokument
    assert "Anlage: QAB Zulassung zur Abschlussprüfung" in dokument


def test_jps13_die_person_liest_ihn_wie_jeden_anderen_und_erfaehrt_woher_er_kommt(ich, mitgebracht, text):
    for adresse in ("/meine-berichte/", f"/meine-berichte/{mitgebracht.pk}/"):
        assert MARKE in text(ich.get(adresse)), adresse
    assert MARKE in lesen(ich.get(f"/meine-berichte/{mitgebracht.pk}/pdf/").content)
    assert "Lesen Sie Ihren letzten Bericht" in text(ich.get("/"))


def test_px06_er_steht_im_pruefordner_und_im_zip_des_quartals(welt, fall, mitgebracht, als_nutzer):
    leitung = welt["bdl_leitung"]
    with als_nutzer(leitung):
        (stueck,) = [s for s in stuecke(leitung, fall.massnahme_id, QUARTAL, HEUTE) if s.pfad.startswith("berichte/")]
        assert MARKE in stueck.was and MARKE in lesen(stueck.bytes())
        puffer = io.BytesIO()
        with zipfile.ZipFile(puffer, "w") as archiv:
            packen(archiv, [mitgebracht], lambda *_: None)
    assert len(zipfile.ZipFile(puffer).namelist()) == 2


def test_jps52_wer_einen_bericht_hat_schuldet_fuer_das_quartal_keinen(welt, fall, mitgebracht, als_nutzer):
    with als_nutzer(welt["bdl"]):
        assert fall.pk not in ohne_bericht(welt["bdl"], QUARTAL).values_list("pk", flat=True)


def test_jps52_der_empfaenger_antwortet_und_der_traeger_schreibt_eine_neue_fassung(
    als, welt, mitgebracht, als_dienst, text
):
    seite = f"/berichte/{mitgebracht.pk}/"
    antwort = als("rb").post(f"{seite}entscheiden/", {"entscheidung": "zurueckgeben", "grund": "Mehr."}, follow=True)
    assert "ist zurückgegeben" in text(antwort) and MARKE in text(antwort)
    assert "ist als Entwurf angelegt" in text(als("bdl").post(f"{seite}neue-fassung/", follow=True))
    with als_dienst():
        neu = Entwicklungsbericht.objects.get(fassung=2)
    assert (neu.herkunft_satz, neu.theorie, neu.angelegt_von_id) == ("", mitgebracht.theorie, welt["bdl"].pk)


def test_jps52_die_leitung_uebermittelt_was_freigegeben_kam(welt, entwurf, als, als_nutzer, umziehen, text):
    leitung = welt["bdl_leitung"]
    with als_nutzer(leitung):
        services.freigeben(leitung, entwurf.pk, HEUTE, **FREIGABE)
    bericht = umziehen()
    werte = {"weg": "portal", "am": f"{HEUTE:%Y-%m-%d}", "an": ""}
    antwort = als("bdl_leitung").post(f"/berichte/{bericht.pk}/uebermitteln/", werte, follow=True)
    assert "liegt jetzt bei" in text(antwort)
    assert MARKE in text(als("rb").get(f"/berichte/{bericht.pk}/"))


def test_dp01_was_hier_freigegeben_wurde_kommt_unveraendert_wieder_herein(welt, voller, als_dienst, umziehen):
    vorher = (voller.pk, voller.pruefsumme, voller.freigegeben_von_id)
    bericht = umziehen(nur_raus=True)
    assert (bericht.pk, bericht.pruefsumme, bericht.freigegeben_von_id) == vorher


def test_dp01_hat_hier_jemand_geantwortet_aendert_ein_paket_den_bericht_nicht_mehr(
    welt, mitgebracht, als_nutzer, als_dienst, tmp_path
):
    with als_nutzer(welt["rb"]):
        services.entscheiden(welt["rb"], mitgebracht.pk, HEUTE, annehmen=True, grund="")
    with als_dienst():
        ergebnis = einlesen(tmp_path / "aus", herkunft="Altverfahren")
    assert [f.satz for f in ergebnis.bericht.fehler] == [EIGENES]


def test_px13_hat_die_person_auf_ihn_geantwortet_bleibt_das_einlesen(ich, mitgebracht, als_dienst, text):
    """Her answer names the report by its number alone, no key of the database holds it."""
    antwort = {"haltung": "einverstanden", "text": "Das stimmt so."}
    assert ich.post(f"/meine-berichte/{mitgebracht.pk}/antwort/", antwort).status_code == 302
    with als_dienst():
        saetze = hindernisse(Datenimport.objects.latest("pk"))
    assert [s for s in saetze if s.startswith("Entwicklungsberichte: 1 Datensätze werden inzwischen verwendet")]
