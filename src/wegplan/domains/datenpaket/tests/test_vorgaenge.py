"""vorgaenge.csv: in and out, with a Teilnahme of the same person (VF-06, DP-01, DP-03)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import hindernisse, zuruecknehmen
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorgang.models import Vorgang

from .conftest import schreibe, tabelle

KOPF = "vorgang_id,kundennummer,teilnahme_id,art,tag,ergebnis,notiz"
ZEILEN = (
    "G1,K001,T1,gespraech_eg,2025-01-02,,",
    'G2,K001,T1,stellensuchlauf,2025-06-20,negativ,"erste Zeile\nzweite, mit Komma"',
    "G3,K002,,einladung,2025-06-20,nicht_erschienen_ohne_grund,",
)


@pytest.fixture
def mit_vorgaengen(paket: Path) -> Path:
    schreibe(paket / "vorgaenge.csv", KOPF, *ZEILEN)
    return paket


def test_vf06_vorgaenge_kommen_herein_und_gehen_wieder_hinaus(lies, mit_vorgaengen, tmp_path):
    ergebnis = lies(mit_vorgaengen)
    assert [f.als_text() for f in ergebnis.bericht.fehler] == []
    zweiter = Vorgang.objects.get(vorgang_id="G2")
    assert (zweiter.teilnahme.teilnahme_id, zweiter.ergebnis, zweiter.erfasst_von) == ("T1", "negativ", None)
    assert zweiter.notiz == "erste Zeile\nzweite, mit Komma"
    exportieren(tmp_path / "aus")
    assert tabelle(tmp_path / "aus" / "vorgaenge.csv") == tabelle(mit_vorgaengen / "vorgaenge.csv")


def test_dp01_dieselben_vorgaenge_noch_einmal_aendern_nichts(lies, mit_vorgaengen):
    lies(mit_vorgaengen)
    zahlen = lies(mit_vorgaengen).zahlen["vorgaenge"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (0, 0, 3)


def test_dp03_ohne_vorgaenge_gibt_es_die_datei_nicht(lies, paket, tmp_path):
    lies(paket)
    exportieren(tmp_path / "aus")
    assert not (tmp_path / "aus" / "vorgaenge.csv").exists()


def test_dp02_ein_tag_in_der_zukunft_wird_gemeldet_ausser_bei_einer_einladung(lies, paket):
    morgen = timezone.localdate() + timedelta(days=1)
    zeilen = [f"G1,K001,T1,profil,{morgen},,", f"G2,K001,T1,einladung,{morgen},,"]
    schreibe(paket / "vorgaenge.csv", KOPF, *zeilen)
    warnungen = lies(paket).bericht.warnungen
    assert [w.zeilen for w in warnungen if "Zukunft" in w.satz] == [(2,)]


def test_vf06_eine_richtiggestellte_teilnahme_nimmt_ihre_vorgaenge_mit(lies, mit_vorgaengen):
    """Without vorgaenge.csv: the stored ones follow; with a file that still names the old person: a fault."""
    lies(mit_vorgaengen)
    teilnahmen = mit_vorgaengen / "teilnahmen.csv"
    text = teilnahmen.read_text(encoding="utf-8")
    teilnahmen.write_text(text.replace("T1,K001", "T1,K004").replace("T2,K001", "T2,K004"), encoding="utf-8")
    assert [(f.zeile, f.spalte) for f in lies(mit_vorgaengen).bericht.fehler] == [
        (2, "teilnahme_id"),
        (3, "teilnahme_id"),
    ]
    (mit_vorgaengen / "vorgaenge.csv").unlink()
    assert lies(mit_vorgaengen).gelungen
    assert set(Vorgang.objects.filter(teilnahme__teilnahme_id="T1").values_list("person__kundennummer", flat=True)) == {
        "K004"
    }


def test_vf06_die_datenbank_selbst_laesst_keinen_vorgang_an_fremder_teilnahme_zu(lies, paket):
    lies(paket)
    person, fremde = Person.objects.get(kundennummer="K001"), Teilnahme.objects.get(teilnahme_id="T3")
    with pytest.raises(IntegrityError, match="vorgang_teilnahme_der_person"), transaction.atomic():
        Vorgang.objects.create(vorgang_id="X", person=person, teilnahme=fremde, art="profil", tag="2025-05-01")


def test_px13_ein_einlesen_mit_vorgaengen_laesst_sich_zuruecknehmen(lies, mit_vorgaengen):
    datenimport = lies(mit_vorgaengen).datenimport
    assert hindernisse(datenimport) == []
    zuruecknehmen(datenimport, None, "Falsche Lieferung")
    assert not Vorgang.objects.exists()
