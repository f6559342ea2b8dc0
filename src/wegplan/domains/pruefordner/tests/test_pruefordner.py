"""The audit folder of a project: what is in it, what never is, who gets it (PX-06)."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.welt import HEUTE
from wegplan.domains.beleg.services import Eingang, monat_ablegen
from wegplan.domains.beleg.tests.conftest import abgelegt, als, fall, foto, spuren, text, welt
from wegplan.domains.foerderplan.models import Einschaetzung
from wegplan.domains.foerderplan.tests.conftest import entwurf, unterschrieben
from wegplan.domains.person.models import Person
from wegplan.domains.pruefordner.auftraege import ART
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_ausfuehren
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db
__all__ = ["abgelegt", "als", "entwurf", "fall", "spuren", "text", "unterschrieben", "welt"]
TAG = f"{HEUTE:%Y-%m-%d}"


def ausfuehren(als_dienst):
    with als_dienst():
        auftrag = Auftrag.objects.get(art=ART, stand=Stand.WARTET)
        auftrag_ausfuehren(auftrag.pk)
        auftrag.refresh_from_db()
    return auftrag


def zusammenstellen(client, fall, als_dienst):
    antwort = client.post(f"/projekte/{fall.massnahme_id}/pruefordner/", {"von": TAG, "bis": TAG})
    assert antwort.status_code == 302
    return ausfuehren(als_dienst)


def test_px06_der_ordner_hat_alles_mit_verzeichnis_und_pruefsummen_und_nichts_zur_gesundheit(
    als, welt, fall, abgelegt, unterschrieben, als_nutzer, als_dienst, text, spuren
):
    vertrag, krank, zurueck = abgelegt("vertrag"), abgelegt("krankmeldung"), abgelegt("luv")
    with als_nutzer(welt["bdl"]):
        eingang = Eingang(neues_kennzeichen(), [foto()], HEUTE, HEUTE)
        liste, _ = monat_ablegen(welt["bdl"], fall.massnahme_id, HEUTE.replace(day=1), eingang)
    als("bdl").post(f"/belege/{zurueck.pk}/zurueckziehen/", {"grund": "falsch"})
    leitung = als("bdl_leitung")
    auftrag = zusammenstellen(leitung, fall, als_dienst)
    assert auftrag.stand == Stand.FERTIG and auftrag.ergebnis["personen"] == [fall.person_id]
    assert "ZIP laden" in text(leitung.get(f"/pruefordner/{auftrag.pk}/"))
    vorher = len(spuren())
    antwort = leitung.get(f"/pruefordner/{auftrag.pk}/zip/")
    with zipfile.ZipFile(io.BytesIO(b"".join(antwort.streaming_content))) as archiv:
        dateien = {name: archiv.read(name) for name in archiv.namelist()}
    plan = f"plaene/teilnahme-{fall.pk}-fassung-1.pdf"
    assert set(dateien) == {
        "00-deckblatt.pdf", "01-inhalt.csv", "01-inhalt.xlsx", "pruefsummen.sha256", plan,
        f"{HEUTE:%Y-%m}/unterschriften-{liste.pk}.pdf", f"nachweise/beleg-{vertrag.pk}.pdf",
    }  # fmt: skip
    assert not any(str(krank.pk) in name for name in dateien if name.startswith("nachweise/"))
    summen = dict(reversed(z.split("  ")) for z in dateien.pop("pruefsummen.sha256").decode().splitlines())
    assert summen == {name: hashlib.sha256(inhalt).hexdigest() for name, inhalt in dateien.items()}
    zeilen = list(load_workbook(io.BytesIO(dateien["01-inhalt.xlsx"])).active.iter_rows(values_only=True))
    assert {z[0] for z in zeilen[1:]} == {n for n in dateien if "/" in n}
    worte = "".join(seite.extract_text() for seite in PdfReader(io.BytesIO(dateien[plan])).pages)
    assert "Ich schaffe Ziel 0." in worte
    with als_dienst():
        assert all(e.fach_text not in worte for e in Einschaetzung.objects.exclude(fach_text=""))
    [spur] = spuren()[vorher:]
    assert (spur["art"], spur["personen"]) == ("export", [fall.person_id])


def test_px06_kein_dateiname_nennt_eine_person(als, fall, abgelegt, als_dienst):
    abgelegt("vertrag")
    auftrag = zusammenstellen(als("rb"), fall, als_dienst)
    antwort = als("rb").get(f"/pruefordner/{auftrag.pk}/zip/")
    with zipfile.ZipFile(io.BytesIO(b"".join(antwort.streaming_content))) as archiv:
        assert not any("eigen" in name.lower() for name in archiv.namelist())
        assert "Eigen" in archiv.read("01-inhalt.csv").decode()


def test_px06_den_ordner_holt_nur_wer_ihn_bestellt_hat_und_noch_alle_sieht(als, fall, welt, abgelegt, als_dienst):
    abgelegt("vertrag")
    auftrag = zusammenstellen(als("bdl_leitung"), fall, als_dienst)
    adresse = f"/pruefordner/{auftrag.pk}/zip/"
    assert als("rb").get(adresse).status_code == 404
    assert als("bdl").get(adresse).status_code == 403
    with als_dienst():
        Person.objects.filter(pk=fall.person_id).delete()
    assert als("bdl_leitung").get(adresse).status_code == 404


def test_px06_ein_fremdes_projekt_und_ein_entzogenes_recht(als, welt, fall, als_dienst):
    assert als("rb").get(f"/projekte/{welt.massnahmen['M-B'].pk}/pruefordner/").status_code == 404
    als("rb").post(f"/projekte/{fall.massnahme_id}/pruefordner/", {"von": TAG, "bis": TAG})
    with als_dienst():
        fall.massnahme.regionalbuero = welt.stellen["RB-B"]
        fall.massnahme.save()
    assert ausfuehren(als_dienst).stand == Stand.ABGELEHNT


@pytest.mark.parametrize(
    ("von", "bis", "satz"),
    [
        (HEUTE, HEUTE - timedelta(days=1), "Das Ende liegt vor dem Beginn."),
        (HEUTE - timedelta(days=1200), HEUTE, "höchstens 36 Monate"),
    ],
)
def test_ds32_ein_unmoeglicher_zeitraum_steht_am_feld(als, fall, text, von, bis, satz):
    antwort = als("rb").post(f"/projekte/{fall.massnahme_id}/pruefordner/", {"von": von, "bis": bis})
    assert antwort.status_code == 422 and satz in text(antwort)
