"""What an import does to single columns, assignments and rights (DP-01, DS-02, DS-10, DS-11)."""

import io

import openpyxl
import pytest
from django.db import connection
from pghistory.models import Context

from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung

from .conftest import schreibe

PERSONEN = "kundennummer,nachname,vorname,geburtsdatum,geschlecht,jobcenter,team"
ZUSTAENDIG = "kundennummer,rolle,benutzer,von,bis"
EV = "vereinbarung_id,kundennummer,art,abgeschlossen_am,gueltig_bis"


@pytest.fixture
def bestand(lies, paket):
    """The example is stored; the folder is empty for the next delivery."""
    assert lies(paket).gelungen
    for datei in paket.iterdir():
        datei.unlink()
    return paket


def konto(name: str, stelle: str = "JC1", rolle: str = "pap", **mehr) -> Nutzer:
    return Nutzer.objects.create_user(name, rolle=rolle, organisation=Organisation.objects.get(kennung=stelle), **mehr)


def test_dp01_ein_paket_aus_einer_datei_bezieht_sich_auf_den_bestand(lies, bestand):
    schreibe(bestand / "vereinbarungen.csv", EV, "E9,K002,EV,2025-03-01,")
    assert lies(bestand).gelungen
    assert Vereinbarung.objects.get(vereinbarung_id="E9").person.kundennummer == "K002"


def test_dp01_was_anders_ist_wird_an_seinem_platz_geaendert(lies, bestand):
    vorher = Vereinbarung.objects.get(vereinbarung_id="E1")
    schreibe(bestand / "vereinbarungen.csv", EV, "E1,K001,EV,2025-04-10,2025-12-31", "E2,K001,KOOP,2025-10-10,")
    zahlen = lies(bestand).zahlen["vereinbarungen"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (0, 1, 1)
    nachher = Vereinbarung.objects.get(vereinbarung_id="E1")
    assert (nachher.pk, str(nachher.gueltig_bis)) == (vorher.pk, "2025-12-31")
    assert nachher.erfasst_am == vorher.erfasst_am


def test_dp01_eine_fehlende_spalte_bleibt_wie_sie_ist_eine_leere_wird_geleert(lies, bestand):
    kopf = f"{EV},vorgaenger"
    schreibe(bestand / "vereinbarungen.csv", kopf, "E2,K001,KOOP,2025-10-10,,E1")
    assert lies(bestand).gelungen
    schreibe(bestand / "vereinbarungen.csv", EV, "E2,K001,KOOP,2025-10-10,")
    assert lies(bestand).zahlen["vereinbarungen"].geaendert == 0
    assert Vereinbarung.objects.get(vereinbarung_id="E2").vorgaenger.vereinbarung_id == "E1"
    schreibe(bestand / "vereinbarungen.csv", kopf, "E2,K001,KOOP,2025-10-10,,")
    assert lies(bestand).gelungen
    assert Vereinbarung.objects.get(vereinbarung_id="E2").vorgaenger is None


def test_px03_der_tag_der_erfassung_kommt_mit_oder_ist_heute(lies, bestand):
    kopf = "handlungsstrategie_id,kundennummer,art,begonnen_am,beendet_am,erfasst_am"
    schreibe(
        bestand / "handlungsstrategien.csv",
        kopf,
        "H1,K001,absolventenmanagement,2025-01-01,,2025-01-03",
        "H2,K002,absolventenmanagement,2025-01-01,,",
    )
    assert lies(bestand).gelungen
    with connection.cursor() as c:
        c.execute(
            "select handlungsstrategie_id, (erfasst_am at time zone 'Europe/Berlin')::date::text, erfasst_am = now()"
            " from vermittlung_handlungsstrategie order by 1"
        )
        assert c.fetchall()[0] == ("H1", "2025-01-03", False)
    assert Handlungsstrategie.objects.filter(erfasst_am__year=2025).count() == 1


def test_dp01_eine_verkuerzte_teilnahme_macht_platz_fuer_eine_neue(lies, bestand):
    schreibe(
        bestand / "teilnahmen.csv",
        "teilnahme_id,kundennummer,massnahmenummer,eintritt,geplantes_ende,austritt,austrittsgrund",
        "T0,K001,M1,2025-05-01,2025-06-30,,",
        "T1,K001,M1,2025-01-01,2025-06-30,2025-04-30,abbruch",
    )
    ergebnis = lies(bestand)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    assert Teilnahme.objects.filter(person__kundennummer="K001").count() == 3


def test_dp01_zwei_teilnahmen_tauschen_ihre_zeit(lies, bestand):
    schreibe(
        bestand / "teilnahmen.csv",
        "teilnahme_id,kundennummer,massnahmenummer,eintritt,geplantes_ende,austritt,austrittsgrund,vorherige_teilnahme",
        "T2,K001,M1,2025-01-01,2025-06-30,,,",
        "T1,K001,M1,2025-07-01,2025-12-31,,,T2",
    )
    ergebnis = lies(bestand)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    assert str(Teilnahme.objects.get(teilnahme_id="T2").eintritt) == "2025-01-01"


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        ("T1,K001,M1,2026-01-01,2026-06-30,,", "Die vorherige Teilnahme von T2 ist jünger."),
        ("T1,K002,M2,2025-01-01,2025-06-30,,", "Die vorherige Teilnahme von T2 gehört zu einer anderen Person."),
        ("T2,K002,M2,2025-07-01,2025-12-31,,", "Die vorherige Teilnahme von T2 gehört zu einer anderen Person."),
    ],
)
def test_dp01_ein_gespeicherter_bezug_wird_nicht_falsch_gemacht(lies, bestand, zeile, satz):
    """T2 names T1 as its predecessor; the file says nothing about it, but would make it wrong."""
    kopf = "teilnahme_id,kundennummer,massnahmenummer,eintritt,geplantes_ende,austritt,austrittsgrund"
    schreibe(bestand / "teilnahmen.csv", kopf, zeile)
    assert [(f.zeile, f.satz) for f in lies(bestand).bericht.fehler] == [(2, satz)]


def test_ds02_zustaendigkeiten_geben_zugriff_und_ihr_ende_nimmt_ihn(lies, bestand):
    anna = konto("anna")
    schreibe(
        bestand / "zustaendigkeiten.csv",
        ZUSTAENDIG,
        "K001,pap,anna,2025-01-01,",
        "K002,vertretung,anna,2025-01-01,2099-12-31",
    )
    zahlen = lies(bestand).zahlen["zustaendigkeiten"]
    assert (zahlen.neu, zahlen.geaendert) == (2, 0)
    assert set(Zustaendigkeit.objects.values_list("grund", "rolle")) == {
        ("fachkraft", "pap"),
        ("vertretung", "vertretung"),
    }
    assert {p.kundennummer for p in Person.objects.fuer(anna)} == {"K001", "K002"}
    schreibe(bestand / "zustaendigkeiten.csv", ZUSTAENDIG, "K001,pap,anna,2025-01-01,2025-02-01")
    assert lies(bestand).zahlen["zustaendigkeiten"].geaendert == 1
    assert {p.kundennummer for p in Person.objects.fuer(anna)} == {"K002"}
    assert lies(bestand).zahlen["zustaendigkeiten"].unveraendert == 1


def test_ds02_ein_neuer_traeger_der_massnahme_sieht_deren_personen(lies, bestand):
    schreibe(
        bestand / "organisationen.csv", "kennung,art,name,uebergeordnet,bundesland", "BDL2,bildungsdienstleister,Neu,,"
    )
    kopf = "massnahmenummer,titel,foerderart,programmstufe,traeger,regionalbuero,beginn,ende,plaetze,gruppenmassnahme"
    schreibe(bestand / "massnahmen.csv", kopf, "M2,,ESF,QAB-D,BDL2,RB1,2024-01-01,,,")
    assert lies(bestand).gelungen
    nachher = konto("bdl", "BDL2", "bdl")
    assert [p.kundennummer for p in Person.objects.fuer(nachher)] == ["K003"]


def test_ds11_der_verlauf_nennt_wer_eingelesen_hat(lies, bestand):
    dqm = konto("dqm", rolle="dqm", sieht_alle=True)
    schreibe(bestand / "vereinbarungen.csv", EV, "E9,K002,EV,2025-03-01,")
    datenimport = lies(bestand, nutzer=dqm, herkunft="e.csv").datenimport
    kontext = Context.objects.get(pk=datenimport.kontext)
    assert (kontext.metadata["nutzer"], kontext.metadata["rolle"]) == (dqm.pk, "dqm")
    assert kontext.metadata["lauf"] == "Datenpaket einlesen"


def test_ds10_ein_einlesen_hinterlaesst_genau_eine_spur_mit_allen_personen(lies, bestand):
    dqm = konto("dqm", rolle="dqm", sieht_alle=True)
    schreibe(bestand / "vereinbarungen.csv", EV, "E9,K002,EV,2025-03-01,", "E8,K001,EV,2025-03-01,")
    lies(bestand, nutzer=dqm)
    schreibe(bestand / "vereinbarungen.csv", EV, "E9,K002,EV,2025-03-32,")
    lies(bestand, nutzer=dqm)
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_eigner', true)")
        c.execute("select art, cardinality(personen) from audit_zugriff where nutzer_id = %s", [dqm.pk])
        assert c.fetchall() == [("einlesen", 2)]
        c.execute("select set_config('role', 'wegplan_dienst', true)")


MASSNAHMEN = "massnahmenummer,titel,foerderart,programmstufe,traeger,regionalbuero,beginn,ende,plaetze,gruppenmassnahme"
FREMDES = [
    (
        "personen.csv",
        PERSONEN,
        "K003,x,,,,JC1,",
        "kundennummer",
    ),
    (
        "personen.csv",
        PERSONEN,
        "NEU,x,,,,JC2,",
        "jobcenter",
    ),
    ("personen.csv", PERSONEN, "NEU,x,,,,,", "jobcenter"),
    ("vereinbarungen.csv", EV, "NEU,K003,EV,2025-01-01,", "kundennummer"),
    ("vereinbarungen.csv", EV, "E3,K001,EV,2025-01-01,", "vereinbarung_id"),
    ("zustaendigkeiten.csv", ZUSTAENDIG, "K003,pap,anna,2025-01-01,", "kundennummer"),
    ("zustaendigkeiten.csv", ZUSTAENDIG, "K001,pap,fremd,2025-01-01,", "benutzer"),
    ("organisationen.csv", "kennung,art,name,uebergeordnet,bundesland", "JC2,jobcenter,Umbenannt,,", "kennung"),
    ("teams.csv", "kennung,organisation,name", "JC2-T1,JC2,Umbenannt", "kennung"),
    ("teams.csv", "kennung,organisation,name", "NEU,JC2,Neu", "organisation"),
    ("massnahmen.csv", MASSNAHMEN, "M2,,ESF,QAB-D,,,2024-01-01,,,", "massnahmenummer"),
]


@pytest.mark.parametrize(("datei", "kopf", "zeile", "spalte"), FREMDES)
def test_ds02_ein_jobcenter_aendert_nichts_ausserhalb_seiner_selbst(lies, bestand, datei, kopf, zeile, spalte):
    dqm = konto("dqm", rolle="dqm")
    konto("anna")
    konto("fremd", "JC2")
    schreibe(bestand / datei, kopf, zeile)
    fehler = lies(bestand, nutzer=dqm).bericht.fehler
    assert [(f.datei, f.zeile, f.spalte) for f in fehler] == [(datei, 2, spalte)]


def test_ds02_ein_jobcenter_liest_das_eigene_ein(lies, bestand):
    dqm = konto("dqm", rolle="dqm")
    konto("anna")
    schreibe(bestand / "vereinbarungen.csv", EV, "NEU,K001,EV,2025-01-01,")
    schreibe(bestand / "zustaendigkeiten.csv", ZUSTAENDIG, "K001,pap,anna,2025-01-01,")
    schreibe(
        bestand / "organisationen.csv",
        "kennung,art,name,uebergeordnet,bundesland",
        "JC2,jobcenter,Jobcenter Beispielau,,DE-NI",
    )
    schreibe(bestand / "massnahmen.csv", MASSNAHMEN, "NEU,,MAT,,BDL1,,2025-01-01,,,")
    ergebnis = lies(bestand, nutzer=dqm)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]


def test_dp04_eine_arbeitsmappe_mit_blaettern_in_beliebiger_folge(lies, bestand):
    buch = openpyxl.Workbook()
    buch.active.title = "Notizen"
    for name, zeilen in (
        ("vereinbarungen", [EV.split(","), ["E9", "K900", "EV", "2025-03-01", None]]),
        ("personen", [PERSONEN.split(","), ["K900"]]),
    ):
        blatt = buch.create_sheet(name)
        for zeile in zeilen:
            blatt.append(zeile)
    puffer = io.BytesIO()
    buch.save(puffer)
    (bestand / "lieferung.xlsx").write_bytes(puffer.getvalue())
    ergebnis = lies(bestand)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    assert [w.datei for w in ergebnis.bericht.warnungen if "keiner Tabelle" in w.satz] == [
        "lieferung.xlsx, Blatt Notizen"
    ]


def test_dp01_dieselbe_tabelle_zweimal_ist_ein_fehler(lies, bestand):
    schreibe(bestand / "teams.csv", "kennung,organisation,name", "NEU,JC1,")
    buch = openpyxl.Workbook()
    buch.active.append(["kennung", "organisation", "name"])
    puffer = io.BytesIO()
    buch.save(puffer)
    (bestand / "teams.xlsx").write_bytes(puffer.getvalue())
    assert "steht schon in teams.csv" in lies(bestand).bericht.fehler[0].satz
