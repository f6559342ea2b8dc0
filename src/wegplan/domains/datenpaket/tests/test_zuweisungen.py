"""zuweisungen.csv: in, out to the same content, back again, refused (DP-01, DP-02, DP-03, PX-13, JPS-01)."""

import pytest

from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
from wegplan.domains.datenpaket.zuweisungen import STEHT_SCHON
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import NUR_BEFEHL
from wegplan.domains.uebergang.models import Stand, Zuweisung

from .conftest import schreibe

pytestmark = pytest.mark.django_db
KOPF = "zuweisung_id,kundennummer,regionalbuero,jobcenter,stufe,zugewiesen_am,beendet_am,ergebnis"
GUT = (
    "W1,K001,RB1,JC1,IEB,2024-01-02,2024-02-02,nicht_erschienen",
    "W2,K001,RB1,JC1,,2024-03-02,,",
    "W3,K002,,,VDB,2024-03-05,2024-04-01,eintritt",
)


@pytest.fixture
def zuweisungen(paket):
    schreibe(paket / "zuweisungen.csv", KOPF, *GUT)
    return paket


def test_dp01_zuweisungen_werden_gespeichert_und_ein_zweites_mal_aendert_nichts(lies, zuweisungen):
    erstes = lies(zuweisungen)
    assert erstes.gelungen, [f.als_text() for f in erstes.bericht.fehler]
    assert erstes.zahlen["zuweisungen"].neu == 3
    zweites = lies(zuweisungen)
    assert zweites.zahlen["zuweisungen"].unveraendert == 3
    w2 = Zuweisung.objects.get(zuweisung_id="W2")
    assert (w2.stufe, w2.beendet_am, w2.regionalbuero.kennung) == ("", None, "RB1")
    assert [s.station for s in Stand.objects.filter(zuweisung=w2)] == ["zugewiesen"]


def test_jps04_ohne_regionalbuero_ist_das_amt_der_person_am_zug(lies, zuweisungen):
    schreibe(zuweisungen / "zuweisungen.csv", KOPF, "W9,K001,,,IEB,2024-03-02,,")
    assert lies(zuweisungen).gelungen
    (stand,) = Stand.objects.filter(zuweisung__zuweisung_id="W9")
    assert (stand.am_zug, stand.stelle.kennung) == ("jc", "JC1")


def test_dp03_was_hinausgeht_kommt_mit_demselben_inhalt_wieder_herein(lies, zuweisungen, tmp_path):
    lies(zuweisungen)
    exportieren(tmp_path / "aus")
    assert (tmp_path / "aus/zuweisungen.csv").read_text("utf-8").splitlines() == [KOPF, *GUT]


def test_px13_das_einlesen_laesst_sich_zuruecknehmen(lies, zuweisungen):
    ohne = zuweisungen / "zuweisungen.csv"
    inhalt = ohne.read_text("utf-8")
    ohne.unlink()
    lies(zuweisungen)
    ohne.write_text(inhalt, "utf-8")
    ergebnis = lies(zuweisungen)
    zuruecknehmen(ergebnis.datenimport, None, "falsche Datei")
    assert not Zuweisung.objects.exists()


@pytest.mark.parametrize(
    ("zeilen", "spalte", "satz"),
    [
        (["W1,K001,RB1,JC1,S9,2024-01-02,,"], "stufe", ""),
        (["W1,K001,RB1,JC1,IEB,2024-03-02,2024-02-02,arbeit"], "beendet_am", ""),
        (["W1,K001,RB1,JC1,IEB,2024-03-02,2024-04-02,"], "ergebnis", "gehört ein Ergebnis"),
        (["W1,K001,RB1,JC1,IEB,2024-03-02,,arbeit"], "beendet_am", "gehört der Tag"),
        (["W1,K404,RB1,JC1,IEB,2024-03-02,,"], "kundennummer", "gibt es weder im Paket"),
        (["W1,K001,RB7,JC1,IEB,2024-03-02,,"], "regionalbuero", "gibt es weder im Paket"),
        (["W1,K001,JC1,JC1,IEB,2024-03-02,,"], "regionalbuero", "kein Regionalbüro"),
        (["W1,K001,RB1,RB1,IEB,2024-03-02,,"], "jobcenter", "weder Jobcenter noch Agentur"),
        (
            ["W1,K001,RB1,JC1,IEB,2024-03-02,,", "W2,K001,RB1,JC1,IEB,2024-04-02,,"],
            "zugewiesen_am",
            "schon eine offene Zuweisung: W1",
        ),
    ],
)
def test_dp02_jeder_fehler_nennt_zeile_spalte_und_grund(lies, zuweisungen, zeilen, spalte, satz):
    schreibe(zuweisungen / "zuweisungen.csv", KOPF, *zeilen)
    ergebnis = lies(zuweisungen)
    (fehler,) = ergebnis.bericht.fehler
    assert (fehler.datei, fehler.zeile, fehler.spalte) == ("zuweisungen.csv", len(zeilen) + 1, spalte)
    assert satz in fehler.satz
    assert not Zuweisung.objects.exists()


def test_dp01_beendete_die_sich_ueberschneiden_sind_eine_warnung(lies, zuweisungen):
    schreibe(
        zuweisungen / "zuweisungen.csv",
        KOPF,
        "W1,K001,RB1,JC1,IEB,2024-01-02,2024-03-02,arbeit",
        "W2,K001,RB1,JC1,IEB,2024-02-02,2024-04-02,arbeit",
        "W3,K001,RB1,JC1,IEB,2024-04-02,,",
    )
    ergebnis = lies(zuweisungen)
    assert ergebnis.gelungen
    (warnung,) = [w for w in ergebnis.bericht.warnungen if w.datei == "zuweisungen.csv"]
    assert "schon zugewiesen" in warnung.satz and warnung.anzahl == 1


def test_dp01_ein_beginn_nach_dem_was_in_wegplan_schon_steht_wird_gesagt(lies, zuweisungen):
    lies(zuweisungen)
    w2 = Zuweisung.objects.get(zuweisung_id="W2")
    w2.wartet_seit, w2.wartegrund = w2.zugewiesen_am, "kein_platz"
    w2.save()
    schreibe(zuweisungen / "zuweisungen.csv", KOPF, "W2,K001,RB1,JC1,,2024-05-02,,")
    (fehler,) = lies(zuweisungen).bericht.fehler
    assert "früherer Schritt, vom 02.03.2024" in fehler.satz


WEG = (
    f"{KOPF},profiling_begonnen_am,profiling_fertig_am,profiling_ergebnis,wartet_seit,wartegrund,uebergeben_am,"
    "massnahmenummer,traeger,auftakt_am,vertragskopie_am,teilnahme_id"
)
MIT_WEG = (
    "W1,K001,RB1,JC1,IEB,2024-01-02,2024-02-12,eintritt,2024-01-03,2024-01-05,geeignet,2024-01-05,kein_platz,"
    "2024-01-20,M2,BDL1,2024-01-22,2024-01-30,T1",
    "W2,K002,RB1,JC1,,2024-03-02,,,2024-03-04,,,,,,,,,,",
)


@pytest.fixture
def mit_weg(paket):
    schreibe(paket / "zuweisungen.csv", WEG, *MIT_WEG)
    return paket


def test_dp03_der_weg_vom_profiling_zum_eintritt_reist_mit(lies, mit_weg, tmp_path):
    ergebnis = lies(mit_weg)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    exportieren(tmp_path / "aus")
    assert (tmp_path / "aus/zuweisungen.csv").read_text("utf-8").splitlines() == [WEG, *MIT_WEG]
    assert lies(tmp_path / "aus").zahlen["zuweisungen"].unveraendert == 2
    w1 = Zuweisung.objects.get(zuweisung_id="W1")
    assert (w1.traeger.kennung, w1.teilnahme.teilnahme_id, w1.uebergeben_von) == ("BDL1", "T1", None)
    assert [s.station for s in Stand.objects.filter(zuweisung__zuweisung_id="W2")] == ["zugewiesen", "profiling"]


def test_dp01_ein_paket_ergaenzt_den_weg_und_aendert_nichts_daran(lies, mit_weg):
    lies(mit_weg)
    weiter = MIT_WEG[1].replace("2024-03-04,,,", "2024-03-04,2024-03-08,geeignet,")
    schreibe(mit_weg / "zuweisungen.csv", WEG, MIT_WEG[0], weiter)
    assert lies(mit_weg).zahlen["zuweisungen"].geaendert == 1
    anders = MIT_WEG[0].replace("2024-01-22", "2024-01-23").replace("kein_platz", "unterlagen")
    schreibe(mit_weg / "zuweisungen.csv", WEG, anders, MIT_WEG[1])
    gefunden = {(f.zeile, f.spalte, f.satz) for f in lies(mit_weg).bericht.fehler}
    assert gefunden == {
        (2, "wartegrund", STEHT_SCHON),
        (2, "auftakt_am", STEHT_SCHON),
        (3, "profiling_fertig_am", STEHT_SCHON),
        (3, "profiling_ergebnis", STEHT_SCHON),
    }


def test_dp01_was_das_paket_an_spalten_nicht_hat_bleibt_und_muss_dazu_passen(lies, mit_weg):
    lies(mit_weg)
    schreibe(mit_weg / "zuweisungen.csv", KOPF, *(",".join(z.split(",")[:8]) for z in MIT_WEG))
    assert lies(mit_weg).zahlen["zuweisungen"].unveraendert == 2
    Zuweisung.objects.filter(zuweisung_id="W2").update(wartet_seit="2024-04-02", wartegrund="unterlagen")
    kopf = f"{KOPF},uebergeben_am,massnahmenummer,traeger"
    schreibe(mit_weg / "zuweisungen.csv", kopf, "W2,K002,RB1,JC1,,2024-03-02,,,2024-03-20,M2,BDL1")
    (fehler,) = lies(mit_weg).bericht.fehler
    assert "läge vor dem Warten" in fehler.satz


@pytest.mark.parametrize(
    ("weg", "spalte", "satz"),
    [
        (",2024-03-08,geeignet,,,,,,,,", "profiling_begonnen_am", "gehören Beginn und Ergebnis"),
        ("2024-03-04,2024-03-08,,,,,,,,,", "profiling_ergebnis", "gehören Beginn und Ergebnis"),
        ("2024-03-01,,,,,,,,,,", "profiling_begonnen_am", "liegt vor"),
        (",,,2024-03-05,,,,,,,", "wartegrund", "gehören Beginn und Grund"),
        (",,,,,2024-03-05,M2,,,,", "traeger", "gehören Tag, Maßnahme und Träger"),
        (",,,,,,M2,,,,", "massnahmenummer", "gehören Tag, Maßnahme und Träger"),
        (",,,2024-03-09,unterlagen,2024-03-05,M2,BDL1,,,", "uebergeben_am", "liegt vor"),
        (",,,,,2024-03-05,M2,BDL1,2024-03-04,,", "auftakt_am", "liegt vor"),
        (",,,,,,,,2024-03-04,,", "auftakt_am", "erst nach der Übergabe"),
        (",,,,,2024-03-05,M9,BDL1,,,", "massnahmenummer", "gibt es weder im Paket"),
        (",,,,,,,,,,T3", "teilnahme_id", "nur aus einem Eintritt"),
    ],
)
def test_dp02_jeder_fehler_am_weg_nennt_zeile_spalte_und_grund(lies, mit_weg, weg, spalte, satz):
    schreibe(mit_weg / "zuweisungen.csv", WEG, f"W2,K002,RB1,JC1,,2024-03-02,,,{weg}")
    (fehler,) = lies(mit_weg).bericht.fehler
    assert (fehler.zeile, fehler.spalte) == (2, spalte)
    assert satz in fehler.satz


@pytest.mark.parametrize(
    ("zeilen", "satz"),
    [
        ((MIT_WEG[0].replace("T1", "T3"),), "gehört zu einer anderen Person"),
        ((MIT_WEG[0], MIT_WEG[0].replace("W1", "W7").replace("2024-0", "2025-0")), "schon zu einer anderen Zuweisung"),
    ],
)
def test_dp02_eine_teilnahme_ist_die_der_person_und_folgt_aus_einer_zuweisung(lies, mit_weg, zeilen, satz):
    schreibe(mit_weg / "zuweisungen.csv", WEG, *zeilen)
    assert [f.spalte for f in lies(mit_weg).bericht.fehler if satz in f.satz] == ["teilnahme_id"]


def test_ds02_im_browser_schreibt_niemand_am_weg(lies, mit_weg):
    """A handover opens the person to a provider; that is the Regionalbüro's to decide."""
    lies(mit_weg)
    Zuweisung.objects.all().delete()
    dqm = Nutzer.objects.create_user("dqm9", rolle="dqm", organisation=Organisation.objects.get(kennung="JC1"))
    gefunden = [(f.spalte, f.zeile) for f in lies(mit_weg, nutzer=dqm).bericht.fehler if f.satz == NUR_BEFEHL]
    assert ("uebergeben_am", 2) in gefunden and ("profiling_begonnen_am", 3) in gefunden and len(gefunden) == 12
