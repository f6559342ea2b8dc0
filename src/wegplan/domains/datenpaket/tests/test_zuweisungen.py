"""zuweisungen.csv: in, out to the same content, back again, refused (DP-01, DP-02, DP-03, PX-13, JPS-01)."""

import pytest

from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
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
