"""A measure's quarter in one go, the list and its filters, and what the pages cost (JPS-53, JPS-54)."""

import io
import zipfile
from datetime import timedelta

import pytest

from tests.welt import HEUTE, teilnahme
from wegplan.domains.bericht.auftraege import PAKET, entwuerfe_ausfuehren, paket_ausfuehren
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import mit_allem
from wegplan.domains.bericht.rules import davor, faellig, quartalsende
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_ausfuehren

from .conftest import QUARTAL, bericht_anlegen
from .test_dokument import lesen

pytestmark = pytest.mark.django_db


def adresse(welt, was="", massnahme="M-A"):
    return f"/berichte/projekte/{welt.massnahmen[massnahme].pk}/{QUARTAL.isoformat()}/{was}"


def ausfuehren(als_dienst):
    with als_dienst():
        auftrag = Auftrag.objects.get(stand=Stand.WARTET)
        auftrag_ausfuehren(auftrag.pk)
        auftrag.refresh_from_db()
    return auftrag


def weitere(welt, anzahl):
    """More participants of the measure."""
    for nr in range(anzahl):
        p = Person.objects.create(
            kundennummer=f"W-{nr}", nachname=f"Weiter{nr}", vorname="Kim", jobcenter=welt.stellen["JC-A"]
        )
        Zustaendigkeit.objects.create(person=p, grund="traeger", organisation=welt.stellen["TR-A"], von=HEUTE)
        yield teilnahme(welt, p, "M-A", QUARTAL, None)


def test_jps53_entwuerfe_fuer_alle_eines_projekts_in_einem_zug(als, welt, fall, als_dienst, text):
    with als_dienst():
        list(weitere(welt, 3))
    bdl = als("bdl")
    vorher = text(bdl.get(adresse(welt)))
    assert "Eigen, Robin: Bericht beginnen" in vorher and "Weiter2, Kim: Bericht beginnen" in vorher
    assert bdl.post(adresse(welt, "entwuerfe/")).status_code == 302
    auftrag = ausfuehren(als_dienst)
    assert (auftrag.stand, auftrag.ergebnis["anzahl"]) == (Stand.FERTIG, 4)
    assert "Neue Entwürfe: 4." in text(bdl.get(f"/berichte/entwuerfe/{auftrag.pk}/"))
    assert "Bericht beginnen" not in text(bdl.get(adresse(welt)))
    with als_dienst():
        assert set(Entwicklungsbericht.objects.values_list("stand", "angelegt_von")) == {("entwurf", welt["bdl"].pk)}
        auftrag.stand = Stand.WARTET
        auftrag.ergebnis = {"massnahme": welt.massnahmen["M-A"].pk, "quartal": QUARTAL.isoformat()}
        auftrag.save()
        assert entwuerfe_ausfuehren(auftrag, lambda *_: None).ergebnis["anzahl"] == 0, "nobody gets a second one"


def test_ds30_stirbt_der_worker_nach_den_entwuerfen_stimmt_ihre_zahl_trotzdem(als, welt, fall, als_dienst, text):
    bdl = als("bdl")
    bdl.post(adresse(welt, "entwuerfe/"))
    with als_dienst():
        auftrag = Auftrag.objects.get(stand=Stand.WARTET)
        entwuerfe_ausfuehren(auftrag, lambda *_: None)  # and then nothing more
        auftrag_ausfuehren(auftrag.pk)
    assert "Neue Entwürfe: 1." in text(bdl.get(f"/berichte/entwuerfe/{auftrag.pk}/"))


def test_jps53_alle_freigegebenen_als_zip_und_jede_datei_fuer_sich(
    als, welt, fall, freigegeben, als_dienst, spuren, text
):
    with als_dienst():
        for t in weitere(welt, 1):
            bericht_anlegen(t, welt["bdl"])
    bdl = als("bdl")
    bdl.post(adresse(welt, "paket/"))
    auftrag = ausfuehren(als_dienst)
    assert "Berichte in der Datei: 1." in text(bdl.get(f"/berichte/pakete/{auftrag.pk}/"))
    antwort = bdl.get(f"/berichte/pakete/{auftrag.pk}/datei/")
    archiv = zipfile.ZipFile(io.BytesIO(antwort.getvalue()))
    name, verzeichnis = archiv.namelist()
    assert "Eigen" not in name and "Eigen, Robin" in archiv.read(verzeichnis).decode("utf-8-sig")
    einzeln = bdl.get(f"/berichte/{freigegeben.pk}/pdf/").content
    assert archiv.read(name) == einzeln and "Rechnet sicher" in lesen(einzeln)
    assert [s["personen"] for s in spuren() if s["art"] == "download"] == [[welt.eigen.pk]]
    assert als("bdl_leitung").get(f"/berichte/pakete/{auftrag.pk}/datei/").status_code == 404


def test_ds02_wer_die_berichte_nicht_mehr_sieht_laedt_auch_das_zip_nicht(als, welt, freigegeben, als_dienst):
    bdl = als("bdl")
    bdl.post(adresse(welt, "paket/"))
    auftrag = ausfuehren(als_dienst)
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = ["stammdaten"]
        welt.massnahmen["M-A"].save()
    assert bdl.get(f"/berichte/pakete/{auftrag.pk}/datei/").status_code == 404


@pytest.mark.parametrize("ausfuehrung", [entwuerfe_ausfuehren, paket_ausfuehren])
def test_ds02_ein_auftrag_fuer_ein_fremdes_projekt_findet_niemanden(welt, fall, als_dienst, ausfuehrung):
    with als_dienst():
        bericht_anlegen(welt.fremd.teilnahmen.get(), welt["bdl"])
        angaben = {"massnahme": welt.massnahmen["M-B"].pk, "quartal": QUARTAL.isoformat()}
        auftrag = Auftrag.objects.create(nutzer=welt["bdl"], art=PAKET, titel="", ergebnis=angaben)
        ergebnis = ausfuehrung(auftrag, lambda *_: None).ergebnis
    assert not ergebnis.get("anzahl") and not ergebnis.get("berichte")


def test_jps52_die_leitung_uebermittelt_alle_freigegebenen_auf_einmal(als, welt, freigegeben, als_dienst, text):
    assert als("bdl").post(adresse(welt, "uebermitteln/")).status_code == 403
    leitung = als("bdl_leitung")
    assert "1 freigegebener Bericht wartet" in text(leitung.get(adresse(welt)))
    assert "1 Bericht ist übermittelt." in text(leitung.post(adresse(welt, "uebermitteln/"), follow=True))
    assert "Es gibt nichts zu übermitteln." in text(leitung.post(adresse(welt, "uebermitteln/"), follow=True))
    with als_dienst():
        freigegeben.refresh_from_db()
    assert (freigegeben.stand, freigegeben.uebermittelt_am) == ("uebermittelt", HEUTE)


@pytest.mark.parametrize("quartal", ["2025-02-01", "heute", "1889-01-01"])
def test_ds32_ein_quartal_das_es_nicht_gibt(als, welt, fall, quartal):
    assert als("bdl").get(f"/berichte/projekte/{welt.massnahmen['M-A'].pk}/{quartal}/").status_code == 404


# --- the list ------------------------------------------------------------------------------------------------------


def test_jps50_die_liste_nennt_was_noch_nicht_begonnen_ist_und_bis_wann(als, fall, text):
    gezeigt = text(als("bdl").get("/berichte/"))
    assert "Noch nicht begonnen" in gezeigt and "1 Bericht, fällig am" in gezeigt
    assert f"{faellig(quartalsende(QUARTAL), 10):%d.%m.%Y}" in gezeigt
    assert "Noch nicht begonnen" not in text(als("rb").get("/berichte/"))


@pytest.mark.parametrize(
    ("filter", "feld"),
    [("gefaehrdet", "ziel_gefaehrdet"), ("austritt", "vorzeitiger_austritt"), ("wechsel", "stufenwechsel")],
)
def test_jps54_die_antworten_sind_filter_der_liste(als, uebermittelt, als_dienst, filter, feld, text):
    rb = als("rb")
    assert "Eigen, Robin" in text(rb.get("/berichte/"))
    assert "Eigen, Robin" not in text(rb.get(f"/berichte/?{filter}=on"))


def test_jps54_wer_ja_sagt_steht_im_filter(als, welt, fall, als_dienst, text):
    with als_dienst():
        bericht_anlegen(fall, welt["bdl"], ziel_gefaehrdet=True)
    assert "Eigen, Robin" in text(als("bdl").get("/berichte/?gefaehrdet=on"))
    assert "Eigen, Robin" not in text(als("bdl").get("/berichte/?wechsel=on"))


def test_jps52_nach_der_rueckgabe_rueckt_die_frist_um_die_tage_beim_empfaenger(
    als, welt, uebermittelt, als_dienst, text
):
    als("rb").post(f"/berichte/{uebermittelt.pk}/entscheiden/", {"entscheidung": "zurueckgeben", "grund": "Mehr."})
    frist = faellig(quartalsende(QUARTAL), 10)
    assert f"{frist:%d.%m.%Y}" in text(als("bdl").get("/berichte/"))


def test_jps52_die_liste_zeigt_je_quartal_die_neueste_fassung(als, freigegeben, text):
    bdl = als("bdl")
    bdl.post(f"/berichte/{freigegeben.pk}/neue-fassung/")
    gezeigt = text(bdl.get("/berichte/"))
    assert gezeigt.count("Eigen, Robin") == 1


@pytest.mark.parametrize("quartale", [1, 12])
def test_die_seiten_brauchen_bei_vielen_berichten_nicht_mehr_anweisungen(
    als, welt, fall, als_dienst, anweisungen, quartale
):
    with als_dienst():
        fall.eintritt = HEUTE - timedelta(days=365 * 4)
        fall.save()
        berichte, quartal = [], QUARTAL
        for t in [fall, *weitere(welt, quartale - 1)]:
            berichte.append(bericht_anlegen(t, welt["bdl"]))
        for _ in range(quartale - 1):
            quartal = davor(quartal)
            bericht_anlegen(fall, welt["bdl"], quartal=quartal)
    client = als("bdl")
    client.get("/berichte/")
    gezaehlt = {
        pfad: anweisungen(client, pfad)
        for pfad in (
            "/berichte/",
            adresse(welt),
            f"/berichte/{berichte[0].pk}/",
            f"/berichte/{berichte[0].pk}/schreiben/",
            f"/personen/{fall.person_id}/berichte/",
        )
    }
    assert list(gezaehlt.values()) == [11, 7, 16, 16, 10]


def test_jps53_ein_bericht_wird_mit_einer_anweisung_gelesen(welt, freigegeben, als_nutzer, django_assert_num_queries):
    with als_nutzer(welt["bdl"]), django_assert_num_queries(1):
        list(mit_allem(Entwicklungsbericht.objects.fuer(welt["bdl"])))


def test_jps61_drei_berichte_ohne_fortschritt_sind_ein_warnzeichen(als, fall, welt, als_dienst, text):
    """Drafts say nothing yet, and who does not read reports is not told of them."""
    with als_dienst():
        fall.eintritt = HEUTE - timedelta(days=800)
        fall.save()
        quartal, alle = QUARTAL, []
        for _ in range(3):
            alle.append(bericht_anlegen(fall, welt["bdl"], quartal=quartal, ziel_gefaehrdet=True))
            quartal = davor(quartal)
    adresse = f"/massnahmen/{fall.massnahme_id}/warnzeichen/"
    assert "kein Fortschritt in den Berichten" not in text(als("bdl").get(adresse))
    with als_dienst():
        freigeben = {"stand": "freigegeben", "pruefsumme": "x", "inhalt": {}, "kenntnisnahme": "gelesen"}
        freigeben |= {"freigegeben_am": HEUTE, "freigegeben_von": welt["bdl"], "empfaenger": welt.stellen["RB-A"]}
        Entwicklungsbericht.objects.filter(pk__in=[b.pk for b in alle]).update(**freigeben)
    assert "3 Berichte in Folge mit gefährdetem Ziel" in text(als("bdl").get(adresse))
    assert "3 Berichte in Folge mit gefährdetem Ziel" not in text(als("rb").get(adresse)), "not sent to it yet"
