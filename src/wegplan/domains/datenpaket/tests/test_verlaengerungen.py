"""verlaengerungen.csv: stored as accepted proposals, in and out (JPS-63, DP-01, DP-03, PX-13)."""

from datetime import date
from pathlib import Path

import pytest

from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import hindernisse, zuruecknehmen
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorschlag import services
from wegplan.domains.vorschlag.models import Aenderungsvorschlag

from .conftest import schreibe, tabelle

DATEI = "verlaengerungen.csv"
KOPF = "teilnahme_id,beschlossen_am,altes_ende,neues_ende,grund"
ZEILEN = (
    "T1,2025-03-01,2025-05-31,2025-06-30,praktikum_fehlt",
    'T1,2025-04-01,2025-06-30,2025-07-31,"Prüfung verschoben, Träger bittet"',
    "T2,2025-04-01,,,",
)


@pytest.fixture
def mit_verlaengerungen(paket: Path) -> Path:
    schreibe(paket / DATEI, KOPF, *ZEILEN)
    return paket


def test_jps63_verlaengerungen_kommen_herein_und_gehen_wieder_hinaus(lies, mit_verlaengerungen, tmp_path):
    ergebnis = lies(mit_verlaengerungen)
    assert [f.als_text() for f in ergebnis.bericht.fehler] == []
    zweite = Aenderungsvorschlag.objects.get(teilnahme__teilnahme_id="T1", entschieden_am=date(2025, 4, 1))
    assert (zweite.art, zweite.stand, zweite.grund) == ("verlaengerung", "angenommen", "sonstige")
    assert (zweite.vorgeschlagen_von, zweite.person_id) == (None, zweite.teilnahme.person_id)
    assert zweite.text == "Prüfung verschoben, Träger bittet"
    exportieren(tmp_path / "aus")
    assert tabelle(tmp_path / "aus" / DATEI) == tabelle(mit_verlaengerungen / DATEI)


def test_dp01_dieselben_verlaengerungen_noch_einmal_aendern_nichts_andere_werte_schon(lies, mit_verlaengerungen):
    lies(mit_verlaengerungen)
    zahlen = lies(mit_verlaengerungen).zahlen["verlaengerungen"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (0, 0, 3)
    schreibe(mit_verlaengerungen / DATEI, KOPF, ZEILEN[0].replace("praktikum_fehlt", "gesundheit"), *ZEILEN[1:])
    zahlen = lies(mit_verlaengerungen).zahlen["verlaengerungen"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (0, 1, 2)
    assert Aenderungsvorschlag.objects.filter(grund="gesundheit").count() == 1


def test_dp02_eine_unbekannte_teilnahme_wird_mit_zeile_gemeldet_und_nichts_geschrieben(lies, mit_verlaengerungen):
    schreibe(mit_verlaengerungen / DATEI, KOPF, ZEILEN[0], "T99,2025-03-01,,,")
    fehler = lies(mit_verlaengerungen).bericht.fehler
    assert [(f.datei, f.zeile, f.spalte) for f in fehler] == [(DATEI, 3, "teilnahme_id")]
    assert not Aenderungsvorschlag.objects.exists()


def test_dp01_verlaengerungen_gehen_auch_zu_teilnahmen_die_nur_in_wegplan_stehen(lies, paket, tmp_path):
    lies(paket)
    allein = tmp_path / "allein"
    allein.mkdir()
    schreibe(allein / DATEI, KOPF, ZEILEN[0])
    assert lies(allein).zahlen["verlaengerungen"].neu == 1


def test_ds02_fremde_faelle_liest_ein_jobcenter_nicht_ein(lies, paket, tmp_path):
    lies(paket)
    anderes = Organisation.objects.create(kennung="JC-X", art="jobcenter")
    dqm = Nutzer.objects.create(username="dqm-x", rolle="dqm", organisation=anderes)
    allein = tmp_path / "allein"
    allein.mkdir()
    schreibe(allein / DATEI, KOPF, ZEILEN[0])
    fehler = lies(allein, nutzer=dqm).bericht.fehler
    assert "gehört nicht zu Ihrem Jobcenter" in fehler[0].satz
    assert not Aenderungsvorschlag.objects.exists()


def test_px13_ein_zurueckgenommenes_einlesen_nimmt_auch_die_verlaengerungen_zurueck(lies, paket, mit_verlaengerungen):
    (paket / DATEI).unlink()
    lies(paket)
    schreibe(paket / DATEI, KOPF, *ZEILEN)
    datenimport = lies(paket).datenimport
    assert hindernisse(datenimport) == []
    zuruecknehmen(datenimport, None, "Falsche Datei")
    assert not Aenderungsvorschlag.objects.exists()
    assert Teilnahme.objects.filter(teilnahme_id="T1").exists()


def test_jps63_was_in_wegplan_angenommen_wurde_geht_hinaus_und_kommt_unveraendert_zurueck(lies, paket, tmp_path):
    lies(paket)
    teilnahme = Teilnahme.objects.select_related("person").get(teilnahme_id="T1")
    wer = Nutzer.objects.create(username="ifk-x", rolle="ifk")
    Aenderungsvorschlag.objects.create(
        vorschlag_id="A",
        person=teilnahme.person,
        teilnahme=teilnahme,
        art="verlaengerung",
        altes_datum=date(2025, 6, 30),
        neues_datum=date(2025, 8, 31),
        grund="sonstige",
        text="Nur in Wegplan",
        vorgeschlagen_von=wer,
        stand="angenommen",
        entschieden_von=wer,
        entschieden_am=date(2025, 6, 1),
    )
    exportieren(tmp_path / "aus")
    zeilen = tabelle(tmp_path / "aus" / DATEI)
    assert [(z["teilnahme_id"], z["neues_ende"], z["grund"]) for z in zeilen] == [("T1", "2025-08-31", "sonstige")]
    assert lies(tmp_path / "aus").zahlen["verlaengerungen"].unveraendert == 1
    assert Aenderungsvorschlag.objects.get().text == "Nur in Wegplan"
    assert services.aufhebbar(Aenderungsvorschlag.objects.get())


def test_px13_eingelesene_verlaengerungen_lassen_sich_in_wegplan_nicht_aufheben(lies, mit_verlaengerungen):
    lies(mit_verlaengerungen)
    assert not any(services.aufhebbar(v) for v in Aenderungsvorschlag.objects.all())
