"""anwesenheiten.csv: in and out in bulk, by its composite key (JPS-30, DP-01, DP-03)."""

from datetime import date, timedelta

import pytest

from wegplan.domains.anwesenheit.models import Anwesenheit, Fehlmeldung, Monatsabschluss
from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import hindernisse, zuruecknehmen
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.teilnahme.models import Teilnahme

from .conftest import schreibe, tabelle

KOPF = "teilnahme_id,datum,lernort,status"


def stand():
    marken = Anwesenheit.objects.order_by("teilnahme__teilnahme_id", "datum", "lernort")
    return [(m.teilnahme.teilnahme_id, str(m.datum), m.lernort, m.status) for m in marken.select_related("teilnahme")]


def test_jps30_marken_kommen_herein_und_gehen_wieder_hinaus(lies, paket, tmp_path):
    assert lies(paket).zahlen["anwesenheiten"].neu == 2
    assert stand() == [("T1", "2025-01-02", "traeger", "anwesend"), ("T1", "2025-01-03", "traeger", "krank")]
    assert all(m.person_id == m.teilnahme.person_id for m in Anwesenheit.objects.select_related("teilnahme"))
    exportieren(tmp_path / "aus")
    assert tabelle(tmp_path / "aus" / "anwesenheiten.csv") == tabelle(paket / "anwesenheiten.csv")


def test_dp01_ein_anderer_status_wird_geaendert_der_rest_bleibt(lies, paket):
    lies(paket)
    schreibe(
        paket / "anwesenheiten.csv",
        KOPF,
        "T1,2025-01-03,traeger,entschuldigt",
        "T1,2025-01-02,traeger,anwesend",
        "T1,2025-01-02,praktikum,unentschuldigt",
    )
    zahlen = lies(paket).zahlen["anwesenheiten"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (1, 1, 1)
    assert [z[3] for z in stand()] == ["unentschuldigt", "anwesend", "entschuldigt"]
    assert not Fehlmeldung.objects.exists(), "a package brings the past; nobody is told of it"
    zahlen = lies(paket).zahlen["anwesenheiten"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (0, 0, 3)


def test_dp01_marken_allein_finden_ihre_teilnahme_in_wegplan(lies, paket, tmp_path):
    lies(paket)
    schreibe(tmp_path / "anwesenheiten.csv", KOPF, "T2,2025-07-01,praktikum,anwesend", "T9,2025-07-01,traeger,krank")
    fehler = lies(tmp_path).bericht.fehler
    assert [(f.zeile, f.spalte, f.wert) for f in fehler] == [(3, "teilnahme_id", "T9")]
    schreibe(tmp_path / "anwesenheiten.csv", KOPF, "T2,2025-07-01,praktikum,anwesend")
    assert lies(tmp_path).gelungen
    assert len(stand()) == 3


def test_ein_tag_vor_dem_eintritt_oder_nach_dem_austritt_wird_genannt(lies, paket):
    schreibe(paket / "anwesenheiten.csv", KOPF, "T1,2024-12-31,traeger,krank", "T1,2025-07-01,traeger,krank")
    assert [w.zeilen for w in lies(paket).bericht.warnungen if "Austritt" in w.satz] == [(2, 3)]


def test_ds02_nur_marken_der_personen_des_eigenen_jobcenters(lies, paket, tmp_path):
    lies(paket)
    Organisation.objects.create(kennung="JC9", art="jobcenter")
    fremd = Nutzer.objects.create_user("dqm9", rolle="dqm", organisation=Organisation.objects.get(kennung="JC9"))
    schreibe(tmp_path / "anwesenheiten.csv", KOPF, "T1,2025-01-02,traeger,krank")
    ergebnis = lies(tmp_path, nutzer=fremd)
    assert ["gehört nicht zu Ihrem Jobcenter" in f.satz for f in ergebnis.bericht.fehler] == [True]
    assert stand()[0][3] == "anwesend"


def test_px13_das_einlesen_von_marken_laesst_sich_zuruecknehmen(lies, paket, tmp_path):
    lies(paket)
    schreibe(tmp_path / "anwesenheiten.csv", KOPF, "T1,2025-01-02,traeger,krank", "T1,2025-01-06,traeger,krank")
    datenimport = lies(tmp_path).datenimport
    assert hindernisse(datenimport) == []
    zuruecknehmen(datenimport, None, "falscher Monat")
    assert [z[3] for z in stand()] == ["anwesend", "krank"]


@pytest.mark.parametrize("anzahl", [10, 2_000])
def test_dp05_marken_kommen_in_fester_zahl_von_anweisungen(lies, paket, anzahl, django_assert_max_num_queries):
    tage = (date(2025, 1, 1) + timedelta(days=nr) for nr in range(anzahl))
    schreibe(paket / "anwesenheiten.csv", KOPF, *(f"T4,{tag},traeger,anwesend" for tag in tage))
    with django_assert_max_num_queries(160):
        assert lies(paket).gelungen
    assert Anwesenheit.objects.count() == anzahl


def test_jps32_ein_paket_schreibt_nicht_an_einem_abgeschlossenen_monat_vorbei(lies, paket):
    """The month is signed and its lists are with the agencies: only a correction with a reason changes it."""
    lies(paket)
    massnahme = Teilnahme.objects.get(teilnahme_id="T1").massnahme
    wer = Nutzer.objects.create(username="abschluss", rolle="dqm")
    Monatsabschluss.objects.create(
        massnahme=massnahme, monat=date(2025, 1, 1), abgeschlossen_von=wer, unterschrift="Kim Kurs"
    )
    assert lies(paket).gelungen, "the same marks once more are nothing new"
    vorher = stand()
    schreibe(
        paket / "anwesenheiten.csv",
        KOPF,
        "T1,2025-01-02,traeger,anwesend",
        "T1,2025-01-03,traeger,entschuldigt",
        "T1,2025-01-06,traeger,anwesend",
        "T1,2025-02-03,traeger,anwesend",
    )
    fehler = lies(paket).bericht.fehler
    assert [(f.zeile, f.spalte, f.wert) for f in fehler] == [(3, "datum", "2025-01-03"), (4, "datum", "2025-01-06")]
    assert all("als Korrektur mit Grund" in f.satz for f in fehler)
    assert stand() == vorher, "nothing of the package is written (DP-02)"
