"""What the programme writes on a participant travels: talks, days off, changes of stage, interventions (DP-01, DP-03).

A package does not forge what accounts of this system vouch for: what came is marked, what is here stays (ADR 0067)."""

import pytest

from wegplan.domains.anwesenheit.models import Ausnahmezeit
from wegplan.domains.datenpaket.anhaenge import NICHT_ERLAUBT
from wegplan.domains.datenpaket.ausgabe import exportieren, paket_schreiben
from wegplan.domains.datenpaket.auszug import Auszug
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
from wegplan.domains.gespraech.models import Absprache, Gespraech
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import EIGENES, NUR_BEFEHL
from wegplan.domains.person.models import Person
from wegplan.domains.stufenwechsel.models import (
    Intervention,
    Interventionsschritt,
    Standardverfahren,
    Stufenwechsel,
    Unterbrechung,
)

from .conftest import schreibe, tabelle

DATEIEN = {
    "ausnahmezeiten": (
        "teilnahme_id,art,von,bis,wochentage",
        "T1,berufsschule,2025-02-03,2025-06-27,1 3",
        "T1,unterbrechung,2025-05-05,,",
    ),
    "unterbrechungen": ("teilnahme_id,ausnahme,von,art", "T1,unterbrechung,2025-05-05,elternzeit"),
    "gespraeche": (
        "gespraech_id,kundennummer,teilnahme_id,massnahmenummer,art,weg,ausgang,tag,beteiligte,anlass,inhalt,"
        "naechster_termin,stelle",
        "G1,K001,T1,,bdl_tn,vor_ort,gefuehrt,2025-02-10,Frau Korn,regelmaessig,Wohnung weg,2025-03-10,BDL1",
        "G2,K001,T1,,rb_tn,telefon,nicht_angetroffen,2025-02-11,,fehlzeiten,,,RB1",
        "G3,,,M1,rb_bdl,video,gefuehrt,2025-02-12,Beide Leitungen,sonstiger,Räume,,RB1",
    ),
    "absprachen": (
        "gespraech_id,kennung,text,verantwortlich,verantwortlich_name,bis,stelle,verschoben_grund,erledigt_am",
        "G1,a,Wohnung suchen,teilnehmende,,2025-03-01,BDL1,,2025-02-20",
        "G1,b,Schreiben an Vermieter,dritte,Frau Lind,2025-03-02,BDL1,,",
    ),
    "stufenwechsel": (
        "wechsel_id,teilnahme_id,alte_stufe,neue_stufe,begruendung,empfohlen_am,zurueckgezogen_am,einschaetzung,"
        "grundlage,einschaetzung_text,eingeschaetzt_am,zustimmung,zustimmung_text,entschieden_am,neue_teilnahme",
        "W1,T1,VDB,IEB,Reif für mehr,2025-06-02,,ja,gespraech,Passt,2025-06-05,ja,,2025-06-10,T2",
        "W2,T4,IEB,QAB-D,Lernt schnell,2025-06-02,,,,,,,,,",
    ),
    "standardverfahren": (
        "massnahmenummer,fassung,schritte,stelle,vereinbart_am",
        'M1,1,"7 bdl Gespräch führen\n14 rb Fallbesprechung, mit allen",BDL1,2025-01-15',
    ),
    "interventionen": (
        "intervention_id,teilnahme_id,fassung,begonnen_am,anlass,beendet_am,ausgang",
        "I1,T1,1,2025-03-03,Fehlzeiten,2025-04-01,stabilisiert",
    ),
    "interventionsschritte": (
        "intervention_id,nummer,text,wer,faellig,erledigt_am,ergebnis",
        "I1,1,Gespräch führen,bdl,2025-03-10,2025-03-09,Hat zugesagt",
        "I1,2,Fallbesprechung,rb,2025-03-17,,",
    ),
}
MODELLE = (
    Unterbrechung,
    Ausnahmezeit,
    Absprache,
    Gespraech,
    Stufenwechsel,
    Interventionsschritt,
    Intervention,
    Standardverfahren,
)


@pytest.fixture
def voll(paket):
    """The example package with the programme's records."""
    for name, zeilen in DATEIEN.items():
        schreibe(paket / f"{name}.csv", *zeilen)
    return paket


def fehler(ergebnis):
    return [(f.datei, f.zeile, f.spalte, f.satz) for f in ergebnis.bericht.fehler]


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


def test_dp01_was_kam_ist_mit_herkunft_und_tag_gekennzeichnet_und_hat_kein_konto(lies, voll):
    lies(voll, herkunft="Bestand Altverfahren")
    for satz in (Gespraech.objects.get(gespraech_id="G1"), *Stufenwechsel.objects.all(), *Intervention.objects.all()):
        assert satz.herkunft_satz.startswith("mitgebracht aus „Bestand Altverfahren“, eingelesen am ")
    assert Gespraech.objects.filter(erfasst_von=None).count() == 3
    assert Standardverfahren.objects.get().schritte == [
        {"tage": 7, "wer": "bdl", "text": "Gespräch führen"},
        {"tage": 14, "wer": "rb", "text": "Fallbesprechung, mit allen"},
    ]


def test_dp01_was_ein_konto_verantwortet_aendert_ein_paket_nicht(lies, voll):
    lies(voll)
    wer = Nutzer.objects.create_user("bdl9", rolle="bdl", organisation=Organisation.objects.get(kennung="BDL1"))
    Gespraech.objects.update(erfasst_von=wer)
    Stufenwechsel.objects.update(empfohlen_von=wer)
    Intervention.objects.update(begonnen_von=wer)
    assert lies(voll).gelungen, "the same once more is nothing new"
    for name, alt, neu in (
        ("gespraeche", "Frau Korn", "Herr Korn"),
        ("absprachen", "Wohnung suchen", "Auto suchen"),
        ("stufenwechsel", "Reif", "Bereit"),
        ("interventionsschritte", "zugesagt", "abgesagt"),
    ):
        datei = voll / f"{name}.csv"
        datei.write_text(datei.read_text(encoding="utf-8").replace(alt, neu), encoding="utf-8")
    assert [(d, z, s) for d, z, _, s in fehler(lies(voll))] == [
        (f"{name}.csv", 2, EIGENES) for name in ("gespraeche", "absprachen", "stufenwechsel", "interventionsschritte")
    ]


def test_dp01_ein_vereinbartes_verfahren_aendert_sich_nicht(lies, voll):
    lies(voll)
    schreibe(voll / "standardverfahren.csv", DATEIEN["standardverfahren"][0], "M1,1,7 bdl Anruf,BDL1,2025-01-15")
    assert [(z, s) for _, z, _, s in fehler(lies(voll))] == [(2, EIGENES)]


FALSCH = {
    "ausnahmezeiten": [("T1,urlaub,2025-02-03,2025-02-02,", "bis"), ("T1,urlaub,2025-02-04,,8", "wochentage")],
    "gespraeche": [
        ("G1,K002,T1,,bdl_tn,vor_ort,gefuehrt,2025-02-10,x,regelmaessig,y,,BDL1", "teilnahme_id"),
        ("G2,K001,T1,,bdl_tn,vor_ort,gefuehrt,2025-02-10,x,regelmaessig,,,BDL1", "inhalt"),
        ("G3,K001,T1,M1,bdl_tn,vor_ort,gefuehrt,2025-02-10,x,regelmaessig,y,,BDL1", "massnahmenummer"),
        ("G4,K001,T1,,bdl_tn,vor_ort,gefuehrt,2025-02-10,x,regelmaessig,y,2025-02-09,BDL1", "naechster_termin"),
        ("G5,K001,T1,,bdl_tn,vor_ort,gefuehrt,2025-02-10,x,regelmaessig,y,,BDL9", "stelle"),
    ],
    "absprachen": [
        ("G9,a,x,bdl,,2025-03-01,BDL1,,", "gespraech_id"),
        ("G1,a,x,dritte,,2025-03-01,BDL1,,", "verantwortlich_name"),
        ("G1,b,x,bdl,,2025-03-01,BDL9,,", "stelle"),
    ],
    "stufenwechsel": [
        ("W1,T1,VDB,EZU,x,2025-06-02,,,,,,,,,", "neue_stufe"),
        ("W2,T1,VDB,IEB,x,2025-06-02,,ja,gespraech,,2025-06-05,,,,", "einschaetzung_text"),
        ("W3,T1,VDB,IEB,x,2025-06-02,,,,,,,,,T2", "neue_teilnahme"),
        ("W4,T1,VDB,IEB,x,2025-06-02,,ja,gespraech,x,2025-06-05,ja,,2025-06-06,T99", "neue_teilnahme"),
    ],
    "standardverfahren": [("M1,1,irgendwann bdl Gespräch,BDL1,", "schritte")],
    "interventionen": [
        ("I1,T1,7,2025-03-03,x,,", "fassung"),
        ("I2,T1,1,2025-03-03,x,2025-04-01,", "ausgang"),
    ],
    "interventionsschritte": [("I9,1,x,bdl,2025-03-10,,", "intervention_id")],
}


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, voll):
    for name, zeilen in FALSCH.items():
        schreibe(voll / f"{name}.csv", DATEIEN[name][0], *(zeile for zeile, _ in zeilen))
    gefunden = {(datei, zeile, spalte) for datei, zeile, spalte, _ in fehler(lies(voll))}
    for name, zeilen in FALSCH.items():
        for nr, (zeile, spalte) in enumerate(zeilen, 2):
            assert (f"{name}.csv", nr, spalte) in gefunden, zeile
    assert not any(modell.objects.exists() for modell in MODELLE)


def test_ds05_der_auszug_einer_stelle_enthaelt_weder_gespraeche_noch_gruende_der_unterbrechung(lies, voll, tmp_path):
    lies(voll)
    paket_schreiben(Auszug(list(Person.objects.values_list("pk", flat=True))), tmp_path)
    assert not (tmp_path / "gespraeche.csv").exists() and not (tmp_path / "unterbrechungen.csv").exists()
    assert (tmp_path / "stufenwechsel.csv").exists()


def test_ds02_im_browser_bringt_niemand_solche_datensaetze_ein(lies, voll):
    jobcenter = Organisation.objects.create(kennung="JC1", art="jobcenter")
    dqm = Nutzer.objects.create_user("dqm9", rolle="dqm", organisation=jobcenter)
    saetze = {d: s for d, _, _, s in fehler(lies(voll, nutzer=dqm))}
    assert "ausnahmezeiten.csv" not in saetze
    assert saetze["gespraeche.csv"] in (NUR_BEFEHL, NICHT_ERLAUBT)
    assert saetze["interventionen.csv"] in (NUR_BEFEHL, NICHT_ERLAUBT)


def test_px13_das_einlesen_zurueckgenommen_laesst_nichts_uebrig(lies, voll):
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    assert not any(modell.objects.exists() for modell in MODELLE)
