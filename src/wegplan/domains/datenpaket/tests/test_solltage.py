"""What makes a day a target day, and sick notes: in, out to the same content, back again (JPS-31, DP-01, DP-03)."""

from datetime import date

import pytest

from wegplan.domains.anwesenheit.models import Anwesenheit, Krankmeldung, Monatsabschluss, Schliesszeit, Wochenmuster
from wegplan.domains.anwesenheit.queries import massnahmekalender
from wegplan.domains.datenpaket.anhaenge import FREMD, NICHT_ERLAUBT
from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import NUR_BEFEHL

from .conftest import schreibe, tabelle

DATEIEN = {
    "krankmeldungen": (
        "teilnahme_id,von,bis,bescheinigung_am",
        "T1,2025-01-03,2025-01-10,2025-01-07",
        "T1,2025-02-03,2025-02-03,",
    ),
    "wochenmuster": ("massnahmenummer,gueltig_ab,tage", "M1,2025-01-01,1 2 3 4", "M1,2025-06-01,1 5"),
    "schliesszeiten": ("massnahmenummer,von,bis,bezeichnung", 'M1,2025-07-21,2025-08-01,"Ferien, Teil 1"'),
}
MODELLE = (Krankmeldung, Wochenmuster, Schliesszeit)


@pytest.fixture
def voll(paket):
    """The example package with them."""
    for name, zeilen in DATEIEN.items():
        schreibe(paket / f"{name}.csv", *zeilen)
    return paket


def fehler(ergebnis):
    return [(f.datei, f.zeile, f.spalte) for f in ergebnis.bericht.fehler]


def inhalte(ordner):
    return {name: (ordner / f"{name}.csv").read_bytes() for name in DATEIEN}


def test_dp03_hinaus_in_eine_leere_datenbank_herein_und_gleich_wieder_hinaus(lies, voll, tmp_path):
    ergebnis = lies(voll)
    assert ergebnis.gelungen, fehler(ergebnis)
    assert {name: ergebnis.zahlen[name].neu for name in DATEIEN} == {n: len(z) - 1 for n, z in DATEIEN.items()}
    exportieren(tmp_path / "aus")
    for name in DATEIEN:
        assert tabelle(tmp_path / "aus" / f"{name}.csv") == tabelle(voll / f"{name}.csv"), name
    noch_einmal = lies(tmp_path / "aus").zahlen
    assert all(noch_einmal[name].neu == noch_einmal[name].geaendert == 0 for name in DATEIEN)
    for modell in MODELLE:
        modell.objects.all().delete()
    assert lies(tmp_path / "aus").gelungen
    exportieren(tmp_path / "wieder")
    assert inhalte(tmp_path / "aus") == inhalte(tmp_path / "wieder")


def test_jps31_nach_dem_einlesen_gelten_die_tage_der_massnahme(lies, voll):
    lies(voll)
    m = Massnahme.objects.get(massnahmenummer="M1")
    kalender = massnahmekalender(m, date(2025, 1, 1), date(2025, 12, 31))
    assert [kalender.wochentage(tag) for tag in (date(2025, 3, 7), date(2025, 6, 6))] == [{1, 2, 3, 4}, {1, 5}]
    assert kalender.grund(date(2025, 7, 21)) == "Ferien, Teil 1"


def test_dp01_ein_spaeteres_ende_wird_geaendert_der_rest_bleibt(lies, voll):
    lies(voll)
    schreibe(voll / "krankmeldungen.csv", DATEIEN["krankmeldungen"][0], "T1,2025-01-03,2025-01-17,2025-01-07")
    schreibe(voll / "schliesszeiten.csv", DATEIEN["schliesszeiten"][0], "M1,2025-07-21,2025-08-08,Ferien")
    zahlen = lies(voll).zahlen
    assert [(zahlen[n].neu, zahlen[n].geaendert) for n in ("krankmeldungen", "schliesszeiten")] == [(0, 1), (0, 1)]
    assert str(Krankmeldung.objects.get(von=date(2025, 1, 3)).bis) == "2025-01-17"


FALSCH = {
    "krankmeldungen": [
        ("T1,2025-01-03,2025-01-02,", "bis"),
        ("T1,2025-01-04,,", "bis"),
        ("T1,2025-01-05,2026-01-07,", "bis"),
        ("T9,2025-01-06,2025-01-06,", "teilnahme_id"),
        ("T1,2025-01-07,2025-01-07,morgen", "bescheinigung_am"),
    ],
    "wochenmuster": [("M1,2025-01-01,8", "tage"), ("M1,2025-01-02,", "tage"), ("M9,2025-01-01,1", "massnahmenummer")],
    "schliesszeiten": [
        ("M1,2025-01-02,2025-01-01,x", "bis"),
        ("M1,2025-01-03,2025-01-03,", "bezeichnung"),
        ("M9,2025-01-01,2025-01-01,x", "massnahmenummer"),
    ],
}


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, voll):
    for name, zeilen in FALSCH.items():
        schreibe(voll / f"{name}.csv", DATEIEN[name][0], *(zeile for zeile, _ in zeilen))
    erwartet = {(f"{name}.csv", nr, s) for name, zeilen in FALSCH.items() for nr, (_, s) in enumerate(zeilen, 2)}
    assert set(fehler(lies(voll))) == erwartet
    assert not any(modell.objects.exists() for modell in MODELLE)


def test_jps32_eine_krankmeldung_aendert_keinen_tag_ihre_tage_schuetzt_der_abgeschlossene_monat(lies, voll):
    """The note is a record of its own; the days come as marks, and those are refused in a closed month."""
    schreibe(voll / "krankmeldungen.csv", DATEIEN["krankmeldungen"][0])
    lies(voll)
    wer = Nutzer.objects.create(username="abschluss", rolle="bdl")
    m = Massnahme.objects.get(massnahmenummer="M1")
    Monatsabschluss.objects.create(massnahme=m, monat=date(2025, 1, 1), abgeschlossen_von=wer, unterschrift="K")
    vorher = list(Anwesenheit.objects.order_by("pk").values())
    schreibe(voll / "krankmeldungen.csv", *DATEIEN["krankmeldungen"])
    assert lies(voll).gelungen
    assert list(Anwesenheit.objects.order_by("pk").values()) == vorher
    schreibe(voll / "anwesenheiten.csv", "teilnahme_id,datum,lernort,status", "T1,2025-01-06,traeger,krank")
    assert fehler(lies(voll)) == [("anwesenheiten.csv", 2, "datum")]


def test_ds02_im_browser_kommen_krankmeldungen_der_eigenen_personen_herein_muster_nicht(lies, voll, tmp_path):
    lies(voll)
    jc1, jc2 = (Organisation.objects.get(kennung=k) for k in ("JC1", "JC2"))
    dqm, fremd = (Nutzer.objects.create_user(f"dqm-{jc.kennung}", rolle="dqm", organisation=jc) for jc in (jc1, jc2))
    ordner = tmp_path / "browser"
    ordner.mkdir()
    schreibe(ordner / "krankmeldungen.csv", DATEIEN["krankmeldungen"][0], "T1,2025-03-03,2025-03-04,")
    assert [f.satz for f in lies(ordner, nutzer=fremd).bericht.fehler] == [FREMD]
    assert lies(ordner, nutzer=dqm).gelungen
    schreibe(ordner / "wochenmuster.csv", DATEIEN["wochenmuster"][0], "M1,2025-01-01,1")
    schreibe(ordner / "schliesszeiten.csv", *DATEIEN["schliesszeiten"])
    assert [(f.datei, f.satz) for f in lies(ordner, nutzer=dqm).bericht.fehler] == [("wochenmuster.csv", NUR_BEFEHL)]
    ohne = Nutzer.objects.create_user("bl9", rolle="regiestelle")
    assert NICHT_ERLAUBT in {f.satz for f in lies(ordner, nutzer=ohne).bericht.fehler}


def test_px13_das_einlesen_zurueckgenommen_laesst_nichts_uebrig(lies, voll):
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    assert not any(modell.objects.exists() for modell in MODELLE)
