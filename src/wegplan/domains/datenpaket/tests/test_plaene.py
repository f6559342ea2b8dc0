"""Closed versions of plans travel with all they say; the program vouches for nothing of it (JPS-10 to 13, JPS-20)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from wegplan.domains.datenpaket.ausgabe import exportieren, paket_schreiben
from wegplan.domains.datenpaket.auszug import Auszug
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
from wegplan.domains.foerderplan.models import Foerderziel, Planfassung
from wegplan.domains.massnahme.models import Feldklasse, Massnahme
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import EIGENES
from wegplan.domains.person.models import Person
from wegplan.domains.qualifizierungsplan.models import Katalogmodul, Qualifizierungsplan
from wegplan.domains.teilnahme.models import Teilnahme

from .conftest import schreibe, tabelle

DATEIEN = {
    "foerderplaene": (
        "teilnahme_id,nummer,pruefung_am,unterschrieben_am,name_teilnehmend,name_fachkraft,stufenfrage,stufengrund",
        "T4,1,2025-04-10,2025-01-10,Anna Korn,Rita Lind,,",
        "T4,2,2025-07-01,2025-04-01,Anna Korn,Rita Lind,wechsel,Reif für mehr",
    ),
    "foerderziele": (
        "teilnahme_id,nummer,kennung,horizont,bereich,wortlaut,fachsprache,methode,verantwortlich,verantwortlich_name,"
        "bis,zielstand,ergebnis",
        'T4,1,z1,nah,persoenlich,"Ich will pünktlich sein, jeden Tag.",,Wecker,teilnehmende,,2025-03-01,offen,',
        'T4,2,z1,nah,persoenlich,"Ich will pünktlich sein, jeden Tag.",,Wecker,dritte,Frau Berg,2025-06-01,erreicht,Ja',
    ),
    "zielschritte": (
        "teilnahme_id,nummer,ziel,kennung,text,verantwortlich,verantwortlich_name,bis,erledigt_am",
        "T4,1,z1,s1,Wecker kaufen,teilnehmende,,2025-01-20,2025-01-15",
        "T4,2,z1,s2,Zweiten Wecker kaufen,bdl,,2025-04-20,",
    ),
    "einschaetzungen": (
        "teilnahme_id,nummer,bereich,selbst_stufe,selbst_text,fach_stufe,fach_text",
        "T4,1,hindernisse,2,Ich habe Schulden.,3,",
    ),
    "berufswuensche": ("teilnahme_id,nummer,inhalte,alternativen,wochenstunden", "T4,1,Lager,,30"),
    "aushaendigungen": ("teilnahme_id,nummer,am,weg", "T4,1,2025-01-12,persoenlich"),
    "qualifizierungsplaene": (
        "teilnahme_id,nummer,ziel,inhalte,praxis,uebergeben_am,name_fachkraft",
        "T4,1,Fachkraft Lager,Umschlag,Betrieb,2025-01-20,Rita Lind",
    ),
    "lernmodule": (
        "teilnahme_id,nummer,kennung,reihe,bezeichnung,lernziel,art,stunden,nach_ordnung,teilqualifikation,geplant_bis",
        "T4,1,m1,1,Stapler,Fahren,fachlich,40,false,true,2025-03-01",
    ),
    "katalogmodule": (
        "massnahmenummer,kennung,reihe,bezeichnung,lernziel,art,stunden,nach_ordnung,teilqualifikation",
        "M1,m1,1,Stapler,Fahren,fachlich,40,false,true",
    ),
}
ENDE = date(2025, 12, 31)
OBEN = (Planfassung, Qualifizierungsplan, Katalogmodul)


@pytest.fixture
def voll(paket):
    """The example package with plans."""
    for name, zeilen in DATEIEN.items():
        schreibe(paket / f"{name}.csv", *zeilen)
    return paket


@pytest.fixture
def bdl(lies, voll):
    """An account of the provider whose plans came in."""
    ergebnis = lies(voll, herkunft="Altverfahren")
    assert ergebnis.gelungen, fehler(ergebnis)
    return Nutzer.objects.create_user("bdl9", rolle="bdl", organisation=Organisation.objects.get(kennung="BDL1"))


def fehler(ergebnis):
    return [(f.datei, f.zeile, f.spalte, f.satz) for f in ergebnis.bericht.fehler]


def entwurf(bdl):
    teilnahme = Teilnahme.objects.get(teilnahme_id="T4")
    plan = Planfassung.objects.create(
        person_id=teilnahme.person_id, teilnahme=teilnahme, nummer=3, angelegt_von=bdl, pruefung_am=date(2025, 8, 1)
    )
    Foerderziel.objects.create(
        fassung=plan, kennung="z9", horizont="fern", bereich="fachlich", wortlaut="x", verantwortlich="bdl", bis=ENDE
    )


def test_dp03_plaene_gehen_hinaus_in_eine_leere_datenbank_herein_und_gleich_wieder_hinaus(lies, voll, bdl, tmp_path):
    entwurf(bdl)
    exportieren(tmp_path / "aus")
    for name in DATEIEN:
        assert tabelle(tmp_path / "aus" / f"{name}.csv") == tabelle(voll / f"{name}.csv"), f"{name}: no drafts"
    noch_einmal = lies(tmp_path / "aus").zahlen
    assert all(noch_einmal[name].neu == noch_einmal[name].geaendert == 0 for name in DATEIEN)
    for modell in OBEN:
        modell.objects.all().delete()
    ergebnis = lies(tmp_path / "aus")
    assert ergebnis.gelungen, fehler(ergebnis)
    exportieren(tmp_path / "wieder")
    for name in DATEIEN:
        assert (tmp_path / "aus" / f"{name}.csv").read_bytes() == (tmp_path / "wieder" / f"{name}.csv").read_bytes()


def test_jps12_eine_mitgebrachte_fassung_hat_weder_konto_noch_pruefsumme_und_sagt_woher_sie_kommt(bdl):
    for plan in (*Planfassung.objects.all(), *Qualifizierungsplan.objects.all()):
        assert (plan.angelegt_von, plan.pruefsumme) == (None, "")
        assert plan.herkunft_satz.startswith("mitgebracht aus „Altverfahren“, eingelesen am ")


def test_jps12_die_seite_nennt_die_herkunft_statt_einer_pruefsumme(bdl, client):
    Massnahme.objects.update(zweckbindung=[Feldklasse.LEISTUNG])
    client.force_login(bdl)
    for name, modell in (("foerderplan:fassung", Planfassung), ("qualifizierungsplan:fassung", Qualifizierungsplan)):
        nummer = modell.objects.order_by("nummer").values_list("pk", flat=True)[0]
        seite = client.get(reverse(name, args=[nummer])).content.decode()
        assert "mitgebracht aus „Altverfahren“" in seite
        assert "passt nicht zur Prüfsumme" not in seite


def test_jps12_an_eine_mitgebrachte_fassung_schreibt_ausser_dem_einlesen_niemand(bdl):
    """Also not with the rights of the database's owner."""
    plan = Planfassung.objects.get(nummer=1)
    for rolle, sql in (
        (
            "wegplan_eigner",
            "insert into foerderplan_berufswunsch (fassung_id, inhalte, alternativen) values (%s, 'x', '')",
        ),
        ("wegplan_dienst", "update foerderplan_foerderziel set wortlaut = 'x' where fassung_id = %s"),
        ("wegplan_dienst", "update foerderplan_planfassung set pruefsumme = 'x' where id = %s"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
            c.execute("select set_config('role', %s, true)", [rolle])
            c.execute(sql, [plan.pk])


def test_dp01_an_einer_gespeicherten_fassung_aendert_ein_paket_nichts(lies, voll, bdl):
    for name, alt, neu in (
        ("foerderplaene", "Rita Lind,,", "Rita Berg,,"),
        ("foerderziele", "pünktlich", "fleißig"),
        ("zielschritte", "Wecker kaufen", "Uhr kaufen"),
        ("lernmodule", ",40,", ",50,"),
    ):
        datei = voll / f"{name}.csv"
        datei.write_text(datei.read_text(encoding="utf-8").replace(alt, neu, 1), encoding="utf-8")
    schreibe(voll / "berufswuensche.csv", *DATEIEN["berufswuensche"], "T4,2,Büro,,")
    assert [(d, z, s) for d, z, _, s in fehler(lies(voll))] == [
        ("foerderplaene.csv", 2, EIGENES),
        ("foerderziele.csv", 2, EIGENES),
        ("zielschritte.csv", 2, EIGENES),
        ("berufswuensche.csv", 3, EIGENES),
        ("lernmodule.csv", 2, EIGENES),
    ]


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, voll):
    falsch = {
        "foerderplaene": [
            ("T4,1,2025-01-10,2025-01-10,A,B,,", "pruefung_am"),
            ("T4,3,2025-01-10,,A,B,,", "unterschrieben_am"),
        ],
        "foerderziele": [("T4,1,z1,nah,sozial,Ziel,,,dritte,,2025-03-01,offen,", "verantwortlich_name")],
        "zielschritte": [("T4,1,z7,s1,x,bdl,,2025-01-20,", "teilnahme_id")],
        "einschaetzungen": [("T4,1,sozial,6,,,", "selbst_stufe"), ("T4,9,sozial,1,,,", "teilnahme_id")],
        "lernmodule": [("T4,1,m1,1,x,,fachlich,0,false,false,", "stunden")],
        "katalogmodule": [("M9,m1,1,x,,fachlich,1,false,false", "massnahmenummer")],
    }
    for name, zeilen in falsch.items():
        schreibe(voll / f"{name}.csv", DATEIEN[name][0], *(zeile for zeile, _ in zeilen))
    gefunden = {(datei, zeile, spalte) for datei, zeile, spalte, _ in fehler(lies(voll))}
    for name, zeilen in falsch.items():
        for nr, (zeile, spalte) in enumerate(zeilen, 2):
            assert (f"{name}.csv", nr, spalte) in gefunden, zeile
    assert not any(modell.objects.exists() for modell in OBEN)


def test_ds05_der_auszug_einer_stelle_enthaelt_keine_einschaetzungen(bdl, tmp_path):
    paket_schreiben(Auszug(list(Person.objects.values_list("pk", flat=True))), tmp_path)
    assert not (tmp_path / "einschaetzungen.csv").exists()
    assert (tmp_path / "foerderziele.csv").exists()


def test_px13_das_einlesen_zurueckgenommen_laesst_nichts_uebrig(lies, voll):
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    assert not any(modell.objects.exists() for modell in OBEN)
