"""praktika, foerderleistungen, zertifikate, verbleibe, ergebnisse, merkmale: in and out, and back (DP-01, DP-03)."""

import pytest

from wegplan.domains.datenpaket.anhaenge import NICHT_ERLAUBT
from wegplan.domains.datenpaket.ausgabe import exportieren, paket_schreiben
from wegplan.domains.datenpaket.auszug import Auszug
from wegplan.domains.datenpaket.ruecknahme import aenderungen, hindernisse, zuruecknehmen
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.qualifizierungsplan.models import (
    Ausbildungsrahmen,
    Modulergebnis,
    Verkuerzungspruefung,
    Wechselpruefung,
)
from wegplan.domains.verbleib.models import (
    Anschlussperspektive,
    Einstiegsbegleitung,
    Ergebnis,
    Fragebogen,
    Merkmal,
    Verbleib,
)

from .conftest import schreibe, tabelle

DATEIEN = {
    "praktika": (
        "praktikum_id,teilnahme_id,unternehmen,beginn,ende,taetigkeit,selbst_gesucht,auswertung_erfolgt,erster_arbeitsmarkt",
        "P1,T1,Bäckerei Korn,2025-02-03,2025-02-28,Verkauf,true,false,true",
        "P2,T1,,2025-03-03,,,,,",
    ),
    "foerderleistungen": (
        "leistung_id,teilnahme_id,art,tag,inhalt,umfang_minuten",
        "L1,T1,sozialpaedagogisch,2025-02-03,Wohnung,45",
        "L2,T2,stuetzunterricht,2025-07-10,,",
    ),
    "zertifikate": (
        "zertifikat_id,teilnahme_id,bezeichnung,art,erworben_am,mit_zertifikat",
        "Z1,T1,Gabelstaplerschein,schein,2025-05-02,true",
        "Z2,T1,Bewerbungstraining,sonstige,,",
    ),
    "verbleibe": (
        "teilnahme_id,zeitpunkt,erhoben_am,status,arbeitgeber",
        "T1,austritt,2025-06-30,elternzeit,",
        "T1,austritt,2025-06-30,minijob,Bäckerei Korn",
        "T1,nach_6_monaten,,unbekannt,",
    ),
    "ergebnisse": (
        "teilnahme_id,ergebnis,verkuerzbar,verkuerzt,in_arbeit_nach_qualifizierung,in_arbeit_ende_einstiegsbegleitung,anschluss,berufsfeld",
        "T1,zertifikat,true,,false,,arbeit,Verkauf",
        "T2,,,,,,,",
    ),
    "anschlussperspektiven": (
        "teilnahme_id,vereinbart_am,beteiligt,empfehlungen,bedarf",
        'T1,2025-05-02,bdl rb,"Bewerbung, dann Ausbildung",Deutsch',
        "T2,2025-08-01,teilnehmende,Weiter suchen,",
    ),
    "einstiegsbegleitungen": (
        "teilnahme_id,teilgenommen,beginn,ende,arbeitgeber,kontakte",
        "T1,true,2025-07-01,2025-09-30,Bäckerei Korn,4",
        "T2,false,,,,",
    ),
    "frageboegen": (
        "teilnahme_id,zeitpunkt,ausgefuellt_am,vollstaendig,weitergegeben_am",
        "T1,austritt,2025-06-30,true,2025-07-02",
        "T1,beginn,2025-01-10,false,",
    ),
    "ausbildungsrahmen": (
        "teilnahme_id,beginn,stelle,abgestimmt_am,aktenzeichen",
        "T1,2025-02-01,Kammer Beispielstadt,2025-01-20,AZ 7",
        "T2,2025-08-01,,,",
    ),
    "verkuerzungspruefungen": (
        "verkuerzung_id,teilnahme_id,geprueft_am,ergebnis,monate,grund",
        "V1,T1,2025-01-20,verkuerzt,6,Berufserfahrung",
        "V2,T2,2025-07-20,nicht_verkuerzbar,,Neuer Beruf",
    ),
    "wechselpruefungen": (
        "teilnahme_id,nach_monaten,geprueft_am,ergebnis,grund",
        "T1,12,2025-06-01,dual,Ein Betrieb ist bereit",
        "T1,24,2025-06-20,bleibt,Noch kein Platz",
    ),
    "modulergebnisse": (
        "teilnahme_id,kennung,ausgang,am,note",
        "T1,M1,bestanden,2025-03-01,gut",
        "T1,M2,nicht_bestanden,2025-04-01,",
    ),
    "merkmale": (
        "teilnahme_id,merkmal,stichtag,wert",
        "T1,behinderung,2025-01-02,ja",
        "T1,behinderung,2025-05-02,nein",
    ),
}
MODELLE = {
    "praktika": Praktikum,
    "foerderleistungen": Foerderleistung,
    "zertifikate": Zertifikat,
    "verbleibe": Verbleib,
    "ergebnisse": Ergebnis,
    "merkmale": Merkmal,
    "anschlussperspektiven": Anschlussperspektive,
    "einstiegsbegleitungen": Einstiegsbegleitung,
    "frageboegen": Fragebogen,
    "ausbildungsrahmen": Ausbildungsrahmen,
    "verkuerzungspruefungen": Verkuerzungspruefung,
    "wechselpruefungen": Wechselpruefung,
    "modulergebnisse": Modulergebnis,
}


@pytest.fixture
def voll(paket):
    """The example package with all that hangs on its Teilnahmen."""
    for name, zeilen in DATEIEN.items():
        schreibe(paket / f"{name}.csv", *zeilen)
    return paket


def test_dp03_was_an_einer_teilnahme_haengt_kommt_herein_und_gleich_wieder_hinaus(lies, voll, tmp_path):
    ergebnis = lies(voll)
    assert {name: ergebnis.zahlen[name].neu for name in DATEIEN} == {n: len(z) - 1 for n, z in DATEIEN.items()}
    for modell in MODELLE.values():
        assert all(x.person_id == x.teilnahme.person_id for x in modell.objects.select_related("teilnahme"))
    exportieren(tmp_path / "aus")
    for name in DATEIEN:
        assert tabelle(tmp_path / "aus" / f"{name}.csv") == tabelle(voll / f"{name}.csv"), name
    noch_einmal = lies(tmp_path / "aus").zahlen
    assert all(noch_einmal[name].neu == noch_einmal[name].geaendert == 0 for name in DATEIEN)


def test_dp01_geaenderte_zeilen_werden_an_ihrem_platz_geaendert(lies, voll):
    lies(voll)
    nummern = set(Praktikum.objects.values_list("pk", flat=True))
    schreibe(voll / "praktika.csv", DATEIEN["praktika"][0], "P2,T2,Werkstatt Lind,2025-07-07,,,,,true")
    schreibe(voll / "ergebnisse.csv", DATEIEN["ergebnisse"][0], "T1,berufsabschluss,true,true,,,arbeit,Verkauf")
    zahlen = lies(voll).zahlen
    assert (zahlen["praktika"].neu, zahlen["praktika"].geaendert) == (0, 1)
    assert (zahlen["ergebnisse"].neu, zahlen["ergebnisse"].geaendert) == (0, 1)
    assert set(Praktikum.objects.values_list("pk", flat=True)) == nummern
    verlegt = Praktikum.objects.get(praktikum_id="P2")
    assert verlegt.person_id == verlegt.teilnahme.person_id and verlegt.teilnahme.teilnahme_id == "T2"


def test_dp01_eine_spalte_die_fehlt_laesst_den_gespeicherten_wert(lies, voll):
    lies(voll)
    schreibe(voll / "foerderleistungen.csv", "leistung_id,teilnahme_id,art,tag,umfang_minuten")
    with (voll / "foerderleistungen.csv").open("a") as f:
        f.write("L1,T1,sozialpaedagogisch,2025-02-03,60\n")
    lies(voll)
    geaendert = Foerderleistung.objects.get(leistung_id="L1")
    assert (geaendert.inhalt, geaendert.umfang_minuten) == ("Wohnung", 60)


FALSCH = [
    ("praktika", "P9,T1,,2025-02-03,2025-01-03,,,,", "ende"),
    ("foerderleistungen", "L9,T1,stuetzunterricht,2025-02-03,,0", "umfang_minuten"),
    ("zertifikate", "Z9,T9,Schein,schein,,", "teilnahme_id"),
    ("verbleibe", "T1,austritt,,elternzeit,Bäckerei Korn", "arbeitgeber"),
    ("merkmale", "T9,migration,2025-01-02,ja", "teilnahme_id"),
    ("anschlussperspektiven", "T1,2025-05-02,bdl chef,Arbeit,", "beteiligt"),
    ("einstiegsbegleitungen", "T1,true,,,,", "beginn"),
    ("einstiegsbegleitungen", "T2,false,,,Bäckerei Korn,", "arbeitgeber"),
    ("frageboegen", "T1,austritt,2025-06-30,true,2025-06-29", "weitergegeben_am"),
    ("ausbildungsrahmen", "T1,2025-02-01,,2025-01-20,", "stelle"),
    ("verkuerzungspruefungen", "V1,T1,2025-01-20,verkuerzt,,x", "monate"),
    ("verkuerzungspruefungen", "V2,T1,2025-01-20,nicht_verkuerzt,6,x", "monate"),
    ("wechselpruefungen", "T1,12,2025-06-01,dual,", "grund"),
    ("modulergebnisse", "T9,M1,bestanden,2025-03-01,", "teilnahme_id"),
]


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, voll):
    erwartet = []
    for name in dict.fromkeys(name for name, _, _ in FALSCH):
        faelle = [(zeile, spalte) for n, zeile, spalte in FALSCH if n == name]
        schreibe(voll / f"{name}.csv", DATEIEN[name][0], *(zeile for zeile, _ in faelle))
        erwartet += [(f"{name}.csv", nr, spalte) for nr, (_, spalte) in enumerate(faelle, 2)]
    assert sorted((f.datei, f.zeile, f.spalte) for f in lies(voll).bericht.fehler) == sorted(erwartet)
    assert not any(modell.objects.exists() for modell in MODELLE.values())


def test_ds02_nur_datensaetze_der_personen_des_eigenen_jobcenters(lies, voll, tmp_path):
    lies(voll)
    Organisation.objects.create(kennung="JC9", art="jobcenter")
    fremd = Nutzer.objects.create_user("dqm9", rolle="dqm", organisation=Organisation.objects.get(kennung="JC9"))
    for name, zeilen in DATEIEN.items():
        schreibe(tmp_path / f"{name}.csv", *zeilen[:2])
    fehler = lies(tmp_path, nutzer=fremd).bericht.fehler
    assert {f.datei for f in fehler} == {f"{name}.csv" for name in DATEIEN}
    assert all("Jobcenter" in f.satz or f.satz == NICHT_ERLAUBT for f in fehler)


def test_px13_das_einlesen_laesst_sich_zuruecknehmen(lies, voll):
    lies(voll)
    vorher = {name: list(modell.objects.order_by("pk").values()) for name, modell in MODELLE.items()}
    schreibe(voll / "foerderleistungen.csv", DATEIEN["foerderleistungen"][0], "L1,T1,weitere,2025-02-04,Sucht,30")
    schreibe(voll / "verbleibe.csv", DATEIEN["verbleibe"][0], "T2,austritt,,arbeitsuchend,")
    zweites = lies(voll).datenimport
    worte = [(a.feld, a.jetzt, a.dann) for a in aenderungen(zweites, 50)]
    assert ("Umfang in Minuten", "30", "45") in worte
    assert "Sucht" not in str(worte), "Art. 9 texts are not shown (DS-05)"
    assert hindernisse(zweites) == []
    zuruecknehmen(zweites, None, "falsche Lieferung")
    assert {name: list(modell.objects.order_by("pk").values()) for name, modell in MODELLE.items()} == vorher


def test_px13_das_erste_einlesen_zurueckgenommen_laesst_nichts_uebrig(lies, voll):
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    assert not any(modell.objects.exists() for modell in MODELLE.values())


def test_ds05_der_auszug_einer_stelle_enthaelt_keine_besonders_geschuetzten_angaben(lies, voll, tmp_path):
    lies(voll)
    paket_schreiben(Auszug(list(Person.objects.values_list("pk", flat=True))), tmp_path)
    assert not (tmp_path / "merkmale.csv").exists()
    assert "inhalt" not in tabelle(tmp_path / "foerderleistungen.csv")[0]
    assert (tmp_path / "verbleibe.csv").exists()
    lies(tmp_path)
    assert Foerderleistung.objects.get(leistung_id="L1").inhalt == "Wohnung"
    assert Merkmal.objects.count() == 2


@pytest.mark.parametrize("anzahl", [10, 500])
def test_dp05_in_fester_zahl_von_anweisungen(lies, voll, anzahl, django_assert_max_num_queries):
    kopf = DATEIEN["foerderleistungen"][0]
    schreibe(voll / "foerderleistungen.csv", kopf, *(f"L{n},T1,weitere,2025-02-03,,5" for n in range(anzahl)))
    with django_assert_max_num_queries(270):
        assert lies(voll).gelungen


def test_ds05_was_jemand_nicht_lesen_darf_kommt_nicht_hinaus_und_nicht_herein(lies, voll, tmp_path):
    lies(voll)
    stelle = Organisation.objects.filter(art="jobcenter").first()
    leitung = Nutzer.objects.create_user("tl-export", rolle="dqm", organisation=stelle)
    auszug = Auszug.fuer(leitung, "daten_exportieren")
    assert {
        "ausbildungsrahmen",
        "modulergebnisse",
        "wechselpruefungen",
        "verkuerzungspruefungen",
    } <= auszug.verschlossen
    assert "anschlussperspektiven" not in auszug.verschlossen
    schreibe(tmp_path / "modulergebnisse.csv", *DATEIEN["modulergebnisse"])
    fehler = lies(tmp_path, nutzer=leitung).bericht.fehler
    assert [(f.zeile, f.satz) for f in fehler] == [(2, NICHT_ERLAUBT)]
