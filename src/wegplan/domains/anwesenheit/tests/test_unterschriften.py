"""PX-06: the blank list of a month to be signed on paper."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from wegplan.domains.anwesenheit.models import Anwesenheit, Ausnahmezeit, Schliesszeit

from .conftest import MONTAG, gruppe_bauen

pytestmark = pytest.mark.django_db
MONAT = f"{MONTAG:%Y-%m}"


def _url(gruppe, monat=MONAT):
    return f"/anwesenheit/{gruppe.massnahme.pk}/unterschriften/{monat}.pdf"


def _text(antwort):
    return "\n".join(seite.extract_text() for seite in PdfReader(io.BytesIO(antwort.content)).pages)


def test_px06_die_liste_hat_eine_zeile_je_person_und_ein_feld_je_tag_der_massnahme(gruppe, als, als_dienst):
    with als_dienst():
        Schliesszeit.objects.create(massnahme=gruppe.massnahme, von=MONTAG, bis=MONTAG, bezeichnung="Betriebsausflug")
        erste = gruppe.teilnahmen[0]
        Ausnahmezeit.objects.create(
            person_id=erste.person_id, teilnahme=erste, art="urlaub", von=MONTAG, bis=MONTAG.replace(day=28)
        )
    antwort = als("bdl").get(_url(gruppe))
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/pdf")
    text = _text(antwort)
    assert all(f"Name{nr:03}, Kim" in text for nr in range(3))
    assert f"{MONTAG:%d.%m.}" not in text.split("Nr.")[1]
    assert "–" in text.split("Name000")[1].split("Name001")[0]
    assert "–" not in text.split("Name001")[1].split("Name002")[0]


def test_px06_die_liste_ist_leer_auch_wenn_schon_eingetragen_ist(gruppe, als, als_dienst):
    with als_dienst():
        erste = gruppe.teilnahmen[0]
        Anwesenheit.objects.create(
            person_id=erste.person_id, teilnahme=erste, datum=MONTAG, lernort="traeger", status="krank"
        )
    assert "krank" not in _text(als("bdl").get(_url(gruppe)))


def test_px06_der_ausdruck_hinterlaesst_eine_spur_und_keinen_namen_im_dateinamen(gruppe, als, spuren):
    vorher = len(spuren())
    antwort = als("bdl").get(_url(gruppe))
    neue = [s for s in spuren()[vorher:] if s["ansicht"] == "anwesenheit:unterschriften"]
    assert len(neue) == 1
    assert antwort["Content-Disposition"] == f'attachment; filename="unterschriften-{MONAT}.pdf"'


def test_px06_ohne_teilnehmende_sagt_die_seite_warum(gruppe, als, text):
    antwort = als("bdl").get(_url(gruppe, "1999-01"), follow=True)
    assert "nimmt an" in text(antwort) and "niemand teil" in text(antwort)


@pytest.mark.parametrize("monat", ["2025-13", "202503", "2025-3", "1800-01", "2025-W10"])
def test_ds32_ein_unmoeglicher_monat_ist_nicht_gefunden(gruppe, als, monat):
    assert als("bdl").get(_url(gruppe, monat)).status_code == 404


def test_ds01_das_regionalbuero_druckt_keine_liste(gruppe, als):
    assert als("rb").get(_url(gruppe)).status_code in (403, 404)


def test_px06_die_zahl_der_anweisungen_haengt_nicht_von_der_gruppe_ab(welt, als, als_dienst):
    zahlen = []
    for anzahl in (2, 40):
        with als_dienst():
            gruppe = gruppe_bauen(welt, anzahl)
        client = als("bdl")
        client.get(_url(gruppe))
        with CaptureQueriesContext(connection) as gezaehlt:
            assert client.get(_url(gruppe)).status_code == 200
        zahlen.append(len(gezaehlt))
    assert zahlen[0] == zahlen[1]


def test_px06_die_wochenseite_fuehrt_zur_liste_ihres_monats(gruppe, als):
    assert _url(gruppe) in als("bdl").get(gruppe.url).content.decode()
