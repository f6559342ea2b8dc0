"""What participants, offices and the Regionalbüro have written travels with what it is about, without accounts
(DP-01, DP-03, JPS-10, PX-09, ADR 0067)."""

from datetime import UTC, date, datetime

import pytest
from django.db import Error, transaction
from frictionless import Package

from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.datenpaket.anhaenge import NICHT_ERLAUBT
from wegplan.domains.datenpaket.ausgabe import exportieren, paket_schreiben
from wegplan.domains.datenpaket.auszug import Auszug
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
from wegplan.domains.foerderplan.models import Planfassung, Zielanmerkung
from wegplan.domains.frage.models import Frage, Fragebeitrag
from wegplan.domains.mitsprache.models import Eigenwort
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import EIGENES, NUR_BEFEHL
from wegplan.domains.paketabgleich.worte import DRITTE_STELLE, OHNE_BERICHT, OHNE_FASSUNG, SCHON_OFFEN
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

from .conftest import schreibe, tabelle

PLAENE = (
    "teilnahme_id,nummer,pruefung_am,unterschrieben_am,name_teilnehmend,name_fachkraft,stufenfrage,stufengrund",
    "T4,1,2025-06-10,2025-03-10,Jo Heide,Rita Lind,,",
)
DATEIEN = {
    "eigenworte": (
        "eigenwort_id,teilnahme_id,art,bezug,stufe,haltung,text,weg,gesagt_am,geschrieben_am,erledigt_am",
        "E1,T4,einschaetzung,fachlich,4,,Ich rechne gut.,zugang,,2025-03-05T08:30:00Z,2025-03-06T09:00:00.25Z",
        "E2,T4,einschaetzung,fachlich,3,,Doch nicht so gut.,zugang,,2025-03-05T08:30:00.000001Z,",
        "E3,T4,ziel,,,,Ich will den Führerschein.,zugang,,2025-03-05T08:31:00Z,",
        "E4,T4,plan,1,,nicht_einverstanden,Mir geht das zu schnell.,zugang,,2025-03-11T08:31:00Z,",
        "E6,T4,plan,1,,einverstanden,,papier,2025-03-14,2025-03-15T08:31:00Z,2025-03-15T08:31:00Z",
    ),
    "fragen": (
        "frage_id,teilnahme_id,von_stelle,an_stelle,gestellt_am,am_zug,wartet_seit,geschlossen_am",
        "F1,T4,JC2,BDL1,2025-03-04T10:00:00Z,JC2,2025-03-05T10:00:00Z,",
        "F2,T4,RB1,BDL1,2025-03-04T11:00:00Z,,,2025-03-07T11:00:00Z",
    ),
    "fragebeitraege": (
        "frage_id,beitrag_id,stelle,am,text",
        "F1,a,JC2,2025-03-04T10:00:00Z,Ist der Vertrag da?",
        "F1,b,BDL1,2025-03-05T10:00:00Z,Er fehlt noch.",
        "F2,a,RB1,2025-03-04T11:00:00Z,Passt die Stufe?",
    ),
    "zielanmerkungen": (
        "teilnahme_id,nummer,kennung,rueckmeldung,text,am",
        "T4,1,r1,anmerkung,Das Fernziel fehlt.,2025-03-12T07:15:30.5Z",
        "T4,1,r2,einverstanden,,2025-03-13T07:15:30Z",
    ),
}
MODELLE = (Eigenwort, Fragebeitrag, Frage, Zielanmerkung)


@pytest.fixture
def voll(paket):
    """The example package with what was written."""
    schreibe(paket / "foerderplaene.csv", *PLAENE)
    for name, zeilen in DATEIEN.items():
        schreibe(paket / f"{name}.csv", *zeilen)
    return paket


@pytest.fixture
def drin(lies, voll):
    ergebnis = lies(voll, herkunft="Altverfahren")
    assert ergebnis.gelungen, fehler(ergebnis)
    return ergebnis


def fehler(ergebnis):
    return [(f.datei, f.zeile, f.spalte, f.satz) for f in ergebnis.bericht.fehler]


def konto(stelle="BDL1", rolle="bdl"):
    return Nutzer.objects.create_user(f"{rolle}9", rolle=rolle, organisation=Organisation.objects.get(kennung=stelle))


def ersetzen(datei, alt, neu):
    text = datei.read_text(encoding="utf-8")
    assert alt in text
    datei.write_text(text.replace(alt, neu, 1), encoding="utf-8")


def test_dp03_hinaus_in_eine_leere_datenbank_herein_und_gleich_wieder_hinaus(lies, voll, drin, tmp_path):
    exportieren(tmp_path / "aus")
    for name in DATEIEN:
        assert tabelle(tmp_path / "aus" / f"{name}.csv") == tabelle(voll / f"{name}.csv"), name
    noch_einmal = lies(tmp_path / "aus").zahlen
    assert all(noch_einmal[name].neu == noch_einmal[name].geaendert == 0 for name in DATEIEN)
    for modell in (*MODELLE, Planfassung):
        modell.objects.all().delete()
    ergebnis = lies(tmp_path / "aus")
    assert ergebnis.gelungen, fehler(ergebnis)
    exportieren(tmp_path / "wieder")
    for name in DATEIEN:
        assert (tmp_path / "aus" / f"{name}.csv").read_bytes() == (tmp_path / "wieder" / f"{name}.csv").read_bytes()


def test_dp03_ein_fremdes_werkzeug_findet_auch_die_zeitpunkte_gueltig(drin, tmp_path):
    exportieren(tmp_path / "aus")
    bericht = Package(tmp_path / "aus" / "datapackage.json").validate()
    assert bericht.valid, bericht.flatten(["fieldName", "note"])


def test_dp01_was_kam_hat_kein_konto_und_traegt_seine_herkunft(drin):
    for modell, feld in ((Eigenwort, "geschrieben_von"), (Frage, "gestellt_von"), (Fragebeitrag, "von")):
        for satz in modell.objects.all():
            assert getattr(satz, feld) is None
            assert satz.herkunft_satz.startswith("mitgebracht aus „Altverfahren“, eingelesen am ")
    assert Zielanmerkung.objects.filter(von=None, herkunft="Altverfahren").count() == 2


def test_dp03_ein_zeitpunkt_bleibt_auf_die_mikrosekunde_derselbe(drin):
    fachlich = Eigenwort.objects.filter(bezug="fachlich").order_by("geschrieben_am")
    assert [w.eigenwort_id for w in fachlich] == ["E1", "E2"]
    assert fachlich[1].geschrieben_am == datetime(2025, 3, 5, 8, 30, 0, 1, tzinfo=UTC)


def test_jps12_die_antwort_zum_plan_haengt_an_der_fassung_dieser_datenbank(drin):
    wort = Eigenwort.objects.get(eigenwort_id="E4")
    assert wort.bezug == str(Planfassung.objects.get().pk)


def test_dp03_ein_wort_zu_einem_entwurf_reist_nicht(drin, tmp_path):
    teilnahme = Teilnahme.objects.get(teilnahme_id="T4")
    hang = {"person_id": teilnahme.person_id, "teilnahme": teilnahme}
    wer = konto()
    entwurf = Planfassung.objects.create(**hang, nummer=2, angelegt_von=wer, pruefung_am=date(2025, 8, 1))
    Eigenwort.objects.create(
        **hang, art="plan", bezug=str(entwurf.pk), haltung="gelesen", geschrieben_am=datetime.now(UTC),
        geschrieben_von=wer,
    )  # fmt: skip
    exportieren(tmp_path / "aus")
    assert tabelle(tmp_path / "aus" / "eigenworte.csv") == tabelle(tmp_path / "paket" / "eigenworte.csv")


def test_jps52_eine_antwort_zum_bericht_findet_ihn_an_quartal_und_fassung(lies, voll, drin, tmp_path):
    teilnahme, wer = Teilnahme.objects.get(teilnahme_id="T4"), konto()
    bericht = Entwicklungsbericht.objects.create(
        person_id=teilnahme.person_id, teilnahme=teilnahme, angelegt_von=wer, freigegeben_von=wer,
        quartal=date(2025, 4, 1), von=date(2025, 4, 1), bis=date(2025, 6, 30),
        fassung=1, stand="freigegeben", freigegeben_am=date(2025, 7, 1),
        pruefsumme="a" * 64, kenntnisnahme="einverstanden", inhalt={},
        empfaenger=Organisation.objects.get(kennung="RB1"),
    )  # fmt: skip
    zeile = "E5,T4,bericht,2025-04-01/1,,einverstanden,,zugang,,2025-07-02T08:00:00Z,"
    schreibe(voll / "eigenworte.csv", *DATEIEN["eigenworte"], zeile)
    ergebnis = lies(voll)
    assert ergebnis.gelungen, fehler(ergebnis)
    assert Eigenwort.objects.get(eigenwort_id="E5").bezug == str(bericht.pk)
    assert lies(voll).zahlen["eigenworte"].geaendert == 0
    exportieren(tmp_path / "aus")
    hinaus = {z["bezug"] for z in tabelle(tmp_path / "aus" / "eigenworte.csv")}
    assert "2025-04-01/1" in hinaus


def test_dp01_was_ein_konto_verantwortet_aendert_ein_paket_nicht(lies, voll, drin):
    wer = konto()
    Eigenwort.objects.filter(eigenwort_id="E2").update(geschrieben_von=wer)
    frage = Frage.objects.get(frage_id="F1")
    Fragebeitrag.objects.create(frage=frage, beitrag_id="c", text="Jetzt ist er da.", stelle=wer.organisation, von=wer)
    assert lies(voll).gelungen, "the same once more is nothing new"
    ersetzen(voll / "eigenworte.csv", "Doch nicht", "Ziemlich")
    ersetzen(voll / "fragen.csv", "JC2,2025-03-05T10", "BDL1,2025-03-05T10")
    ersetzen(voll / "fragebeitraege.csv", "Passt die", "Stimmt die")
    ersetzen(voll / "zielanmerkungen.csv", "Das Fernziel", "Das Nahziel")
    assert [(d, z, s) for d, z, _, s in fehler(lies(voll))] == [
        ("fragen.csv", 2, EIGENES),
        ("fragebeitraege.csv", 4, EIGENES),
        ("zielanmerkungen.csv", 2, EIGENES),
        ("eigenworte.csv", 3, EIGENES),
    ]


def test_dp01_solange_hier_niemand_geantwortet_hat_geht_die_frage_mit_dem_naechsten_paket_weiter(lies, voll, drin):
    ersetzen(voll / "fragen.csv", "JC2,2025-03-05T10:00:00Z,", "BDL1,2025-03-06T10:00:00Z,")
    ersetzen(voll / "fragen.csv", "RB1,BDL1,2025-03-04T11", "RB1,BDL1,2025-03-04T12")
    schreibe(voll / "fragebeitraege.csv", *DATEIEN["fragebeitraege"], "F1,c,JC2,2025-03-06T10:00:00Z,Seit wann?")
    ergebnis = lies(voll)
    assert ergebnis.gelungen, fehler(ergebnis)
    assert Frage.objects.get(frage_id="F1").am_zug.kennung == "BDL1"
    assert Fragebeitrag.objects.filter(frage__frage_id="F1").count() == 3
    with pytest.raises(Error), transaction.atomic():
        Fragebeitrag.objects.filter(frage__frage_id="F1").update(text="x")


FALSCH = {
    "eigenworte": [
        ("E1,T4,einschaetzung,wohnen,4,,x,zugang,,2025-03-05T08:30:00Z,", "bezug"),
        ("E2,T4,plan,eins,,gelesen,,zugang,,2025-03-05T08:30:00Z,", "bezug"),
        ("E3,T4,bericht,2025-04,,gelesen,,zugang,,2025-03-05T08:30:00Z,", "bezug"),
        ("E4,T4,plan,1,,,,zugang,,2025-03-05T08:30:00Z,", "haltung"),
        ("E5,T4,ziel,,,gelesen,x,zugang,,2025-03-05T08:30:00Z,", "haltung"),
        ("E6,T4,plan,1,,nicht_einverstanden,,zugang,,2025-03-05T08:30:00Z,", "text"),
        ("E7,T4,ziel,,,,x,zugang,,2025-03-05,", "geschrieben_am"),
        ("E8,T4,ziel,,,,x,zugang,,2025-02-30T08:30:00Z,", "geschrieben_am"),
        ("E9,T4,ziel,,,,x,zugang,,2025-03-05T08:30:00.50Z,", "geschrieben_am"),
        ("E10,T9,ziel,,,,x,zugang,,2025-03-05T08:30:00Z,", "teilnahme_id"),
        ("E11,T4,einschaetzung,sozial,6,,x,zugang,,2025-03-05T08:30:00Z,", "stufe"),
        ("E12,T4,ziel,,,,x,papier,2025-03-04,2025-03-05T08:30:00Z,2025-03-05T08:30:00Z", "weg"),
        ("E13,T4,plan,1,,gelesen,,muendlich,2025-03-04,2025-03-05T08:30:00Z,", "weg"),
        ("E14,T4,plan,1,,gelesen,,papier,,2025-03-05T08:30:00Z,2025-03-05T08:30:00Z", "gesagt_am"),
        ("E15,T4,plan,1,,gelesen,,zugang,2025-03-04,2025-03-05T08:30:00Z,2025-03-05T08:30:00Z", "gesagt_am"),
    ],
    "fragen": [
        ("F1,T4,JC2,JC2,2025-03-04T10:00:00Z,JC2,2025-03-05T10:00:00Z,", "an_stelle"),
        ("F2,T4,JC2,BDL1,2025-03-04T10:00:00Z,RB1,2025-03-05T10:00:00Z,", "am_zug"),
        ("F3,T4,JC2,BDL1,2025-03-04T10:00:00Z,,,", "am_zug"),
        ("F4,T4,JC2,BDL1,2025-03-04T10:00:00Z,,2025-03-05T10:00:00Z,2025-03-06T10:00:00Z", "wartet_seit"),
        ("F5,T4,JC2,BDL9,2025-03-04T10:00:00Z,JC2,2025-03-05T10:00:00Z,", "an_stelle"),
        ("F6,T4,JC2,BDL1,2025-03-04T10:00:00Z,JC2,2025-03-05T10:00:00Z,", ""),
    ],
    "fragebeitraege": [
        ("F9,a,JC2,2025-03-04T10:00:00Z,x", "frage_id"),
        ("F6,a,RB1,2025-03-04T10:00:00Z,x", "stelle"),
    ],
    "zielanmerkungen": [
        ("T4,1,r1,anmerkung,,2025-03-12T07:15:30Z", "text"),
        ("T4,7,r1,einverstanden,,2025-03-12T07:15:30Z", "teilnahme_id"),
    ],
}


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, voll):
    for name, zeilen in FALSCH.items():
        schreibe(voll / f"{name}.csv", DATEIEN[name][0], *(zeile for zeile, _ in zeilen))
    funde = fehler(lies(voll))
    gefunden = {(datei, zeile, spalte) for datei, zeile, spalte, _ in funde}
    for name, zeilen in FALSCH.items():
        for nr, (zeile, spalte) in enumerate(zeilen, 2):
            assert not spalte or (f"{name}.csv", nr, spalte) in gefunden, zeile
    assert not any(modell.objects.exists() for modell in MODELLE)
    assert ("fragebeitraege.csv", 3, "stelle", DRITTE_STELLE) in funde


def test_dp02_eine_antwort_ohne_plan_oder_bericht_hat_keinen_platz(lies, voll):
    schreibe(
        voll / "eigenworte.csv",
        DATEIEN["eigenworte"][0],
        "E1,T4,plan,7,,gelesen,,zugang,,2025-03-11T08:31:00Z,",
        "E2,T4,bericht,2025-04-01/1,,gelesen,,zugang,,2025-07-11T08:31:00Z,",
    )
    assert fehler(lies(voll)) == [
        ("eigenworte.csv", 2, "bezug", OHNE_FASSUNG),
        ("eigenworte.csv", 3, "bezug", OHNE_BERICHT),
    ]


def test_dp02_offen_ist_zu_einem_bezug_nur_ein_wort_im_paket_wie_im_bestand(lies, voll, drin):
    kopf, *zeilen = DATEIEN["eigenworte"]
    neu = "E9,T4,ziel,,,,Ich will reisen.,zugang,,2025-03-09T08:31:00Z,"
    schreibe(voll / "eigenworte.csv", kopf, neu)
    assert fehler(lies(voll)) == [("eigenworte.csv", 2, "bezug", SCHON_OFFEN)], "E3 is stored and open"
    schreibe(voll / "eigenworte.csv", kopf, *zeilen, neu)
    assert fehler(lies(voll)) == [("eigenworte.csv", 7, "bezug", SCHON_OFFEN)]
    gelesen = zeilen[2] + "2025-03-08T08:31:00Z"
    schreibe(voll / "eigenworte.csv", kopf, *zeilen[:2], gelesen, *zeilen[3:], neu)
    ergebnis = lies(voll)
    assert ergebnis.gelungen, fehler(ergebnis)


def test_ds05_der_auszug_einer_stelle_enthaelt_weder_eigene_worte_noch_fragen(drin, tmp_path):
    paket_schreiben(Auszug(list(Person.objects.values_list("pk", flat=True))), tmp_path)
    da = {p.stem for p in tmp_path.glob("*.csv")}
    assert not da & {"eigenworte", "fragen", "fragebeitraege"}
    assert "zielanmerkungen" in da


def test_ds02_wer_rueckmeldungen_in_der_akte_nicht_liest_gibt_sie_nicht_aus(drin):
    assert "zielanmerkungen" in Auszug.fuer(konto("JC2", "tl"), "daten_exportieren").verschlossen


def test_ds02_im_browser_bringt_niemand_solche_datensaetze_ein(lies, voll):
    Organisation.objects.create(kennung="JC2", art="jobcenter")
    saetze: dict[str, set[str]] = {}
    for datei, _, _, satz in fehler(lies(voll, nutzer=konto("JC2", "dqm"))):
        saetze.setdefault(datei, set()).add(satz)
    for name in DATEIEN:
        assert saetze[f"{name}.csv"] & {NUR_BEFEHL, NICHT_ERLAUBT}, name


def test_px13_das_einlesen_zurueckgenommen_laesst_nichts_uebrig(drin):
    zuruecknehmen(drin.datenimport, None, "falsche Lieferung")
    assert not any(modell.objects.exists() for modell in MODELLE)
