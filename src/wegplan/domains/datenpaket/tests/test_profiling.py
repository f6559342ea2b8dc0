"""What the Regionalbüro writes before the measure travels: Gutachten with their protected part, opening talks, events
with their invitations (JPS-01 to 03, DP-01, DP-03, ADR 0067)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from wegplan.domains.datenpaket.anhaenge import NICHT_ERLAUBT
from wegplan.domains.datenpaket.ausgabe import exportieren, paket_schreiben
from wegplan.domains.datenpaket.auszug import Auszug
from wegplan.domains.datenpaket.ruecknahme import zuruecknehmen
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import EIGENES, NUR_BEFEHL
from wegplan.domains.paketform.kind import Textteil, kinder
from wegplan.domains.person.models import Person
from wegplan.domains.profiling.arten import ABSCHNITTE, GESCHUETZT
from wegplan.domains.profiling.models import Auftaktgespraech, Einladung, Gutachten, Schutzteil, Veranstaltung
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.kit.exchange.schema import laden

from .conftest import schreibe, tabelle

ZUWEISUNGEN = (
    "zuweisung_id,kundennummer,regionalbuero,jobcenter,stufe,zugewiesen_am,beendet_am,ergebnis",
    "Z1,K001,RB1,JC1,IEB,2024-11-04,2025-01-15,eintritt",
    "Z2,K002,RB1,JC1,EZU,2024-12-02,,",
)
TEXTE = "zuweisung_id,art,nummer,abschnitt,text"
DATEIEN = {
    "veranstaltungen": (
        "kennung,regionalbuero,am,ort,amt,plaetze",
        'V1,RB1,2024-11-11,"Rathaus, Saal 2",JC1,20',
        "V2,RB1,2024-12-11,Regionalbüro,,5",
    ),
    "einladungen": (
        "zuweisung_id,veranstaltung,eingeladen_am,besuch",
        "Z1,V1,2024-11-05,entschuldigt",
        "Z1,V2,2024-11-12,gekommen",
        "Z2,V2,2024-12-03,eingeladen",
    ),
    "auftaktgespraeche": (
        "zuweisung_id,mit_rb,mit_bdl,mit_tn,qualifizierung,betreuung,unterstuetzung",
        "Z1,Frau Lind,Herr Berg,true,Zuerst Metall,Schuldnerberatung,Fahrkarte",
    ),
    "gutachten": (
        "zuweisung_id,art,nummer,begonnen_am,ergebnis,stufe,massnahmenummer,abgeschlossen_am,name_fachkraft",
        "Z1,kurzgutachten,1,2024-11-05,warteschleife,,,2024-11-20,Rita Lind",
        "Z1,kurzgutachten,2,2024-12-05,geeignet,QAB-D,M2,2024-12-20,Rita Lind",
        "Z2,unterstuetzungsbedarf,1,2024-12-05,,,,2024-12-06,Rita Lind",
    ),
    "gutachtentexte": (
        TEXTE,
        "Z1,kurzgutachten,1,begruendung,Noch kein Platz",
        "Z1,kurzgutachten,1,verfahren,Zwei Gespräche",
        'Z1,kurzgutachten,2,begruendung,"Passt, sagt ""sie""\nund wir auch"',
        "Z1,kurzgutachten,2,verfahren,Arbeitsprobe",
        "Z2,unterstuetzungsbedarf,1,ziele,Prüfung bestehen",
    ),
    "gutachtenschutz": (
        TEXTE,
        "Z1,kurzgutachten,2,gesundheit,Rücken schonen",
        "Z1,kurzgutachten,2,lebenslage,Schulden",
    ),
}
MODELLE = (Einladung, Veranstaltung, Auftaktgespraech, Schutzteil, Gutachten)


@pytest.fixture
def voll(paket):
    """The example package with the records of the Profiling."""
    schreibe(paket / "zuweisungen.csv", *ZUWEISUNGEN)
    for name, zeilen in DATEIEN.items():
        schreibe(paket / f"{name}.csv", *zeilen)
    return paket


@pytest.fixture
def rb(lies, voll):
    """An account of the Regionalbüro whose records came in."""
    ergebnis = lies(voll, herkunft="Altverfahren")
    assert ergebnis.gelungen, fehler(ergebnis)
    return Nutzer.objects.create_user("rb9", rolle="rb", organisation=Organisation.objects.get(kennung="RB1"))


def fehler(ergebnis):
    return [(f.datei, f.zeile, f.spalte, f.satz) for f in ergebnis.bericht.fehler]


def entwurf(rb):
    zuweisung = Zuweisung.objects.get(zuweisung_id="Z2")
    neu = Gutachten.objects.create(
        person_id=zuweisung.person_id, zuweisung=zuweisung, art="unterstuetzungsbedarf", nummer=2, angelegt_von=rb,
        begonnen_am=date(2025, 1, 7), texte={"verlauf": "Entwurf", "ziele": ""},
    )  # fmt: skip
    Schutzteil.objects.create(gutachten=neu, texte={"gesundheit": "Entwurf"})
    return neu


def test_dp03_profiling_geht_hinaus_in_eine_leere_datenbank_herein_und_gleich_wieder_hinaus(lies, voll, rb, tmp_path):
    entwurf(rb)
    exportieren(tmp_path / "aus")
    for name in DATEIEN:
        assert tabelle(tmp_path / "aus" / f"{name}.csv") == tabelle(voll / f"{name}.csv"), f"{name}: no drafts"
    noch_einmal = lies(tmp_path / "aus").zahlen
    assert all(noch_einmal[name].neu == noch_einmal[name].geaendert == 0 for name in DATEIEN)
    for modell in MODELLE:
        modell.objects.all().delete()
    ergebnis = lies(tmp_path / "aus")
    assert {name: ergebnis.zahlen[name].neu for name in DATEIEN} == {n: len(z) - 1 for n, z in DATEIEN.items()}
    exportieren(tmp_path / "wieder")
    for name in DATEIEN:
        assert (tmp_path / "aus" / f"{name}.csv").read_bytes() == (tmp_path / "wieder" / f"{name}.csv").read_bytes()


def test_jps02_ein_mitgebrachtes_gutachten_ist_fertig_ohne_konto_und_pruefsumme_und_sagt_woher_es_kommt(rb):
    for gutachten in Gutachten.objects.all():
        assert (gutachten.stand, gutachten.angelegt_von, gutachten.pruefsumme) == ("abgeschlossen", None, "")
        assert gutachten.herkunft_satz.startswith("mitgebracht aus „Altverfahren“, eingelesen am ")
    zweite = Gutachten.objects.get(art="kurzgutachten", nummer=2)
    assert zweite.texte == {"begruendung": 'Passt, sagt "sie"\nund wir auch', "verfahren": "Arbeitsprobe"}
    assert zweite.schutzteil.texte == {"gesundheit": "Rücken schonen", "lebenslage": "Schulden"}
    assert zweite.massnahme.massnahmenummer == "M2"
    assert Auftaktgespraech.objects.get().erfasst_von is None


def test_jps02_die_seiten_und_der_druck_nennen_die_herkunft_statt_einer_pruefsumme(rb, client, als_dienst):
    from wegplan.domains.profiling.dokument import dokumentdaten

    with als_dienst():
        Zuweisung.objects.filter(zuweisung_id="Z1").update(beendet_am=None, ergebnis="")
        gutachten = Gutachten.objects.get(art="kurzgutachten", nummer=2)
        with connection.cursor() as c:
            c.execute("select sicht_neu()")
    client.force_login(rb)
    seite = client.get(reverse("profiling:gutachten", args=[gutachten.pk])).content.decode()
    assert "mitgebracht aus „Altverfahren“" in seite
    assert "Prüfsumme" not in seite and "unverändert" not in seite
    akte = client.get(reverse("profiling:person", args=[gutachten.person_id])).content.decode()
    assert akte.count("mitgebracht aus „Altverfahren“") == 3, "two versions and the opening talk"
    assert client.get(reverse("profiling:pdf", args=[gutachten.pk])).content.startswith(b"%PDF")
    assert dokumentdaten(gutachten, None)["herkunft"] == gutachten.herkunft_satz
    geschuetzt = client.post(reverse("profiling:geschuetzt", args=[gutachten.pk]), {"grund": "Übergabe vorbereiten"})
    assert "Rücken schonen" in geschuetzt.content.decode()
    assert "passt nicht zur Prüfsumme" not in geschuetzt.content.decode()


def test_jps02_an_ein_mitgebrachtes_gutachten_schreibt_ausser_dem_einlesen_niemand(rb):
    """Also not with the rights of the database's owner, and the import not a second time."""
    mit, ohne = Gutachten.objects.get(art="kurzgutachten", nummer=2), Gutachten.objects.get(nummer=1, ergebnis="")
    for rolle, sql, nummer in (
        ("wegplan_eigner", "insert into profiling_schutzteil (gutachten_id, texte) values (%s, '{}')", ohne.pk),
        ("wegplan_dienst", "update profiling_schutzteil set texte = '{}' where gutachten_id = %s", mit.pk),
        ("wegplan_dienst", "insert into profiling_schutzteil (gutachten_id, texte) values (%s, '{}')", mit.pk),
        ("wegplan_dienst", "update profiling_gutachten set texte = '{}' where id = %s", mit.pk),
        ("wegplan_dienst", "update profiling_gutachten set pruefsumme = 'x' where id = %s", mit.pk),
        ("wegplan_dienst", "update profiling_auftaktgespraech set eingelesen_am = null where zuweisung_id = %s",
         mit.zuweisung_id),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
            c.execute("select set_config('role', %s, true)", [rolle])
            c.execute(sql, [nummer])


def test_dp01_an_einem_gespeicherten_gutachten_und_an_eigenem_aendert_ein_paket_nichts(lies, voll, rb):
    Auftaktgespraech.objects.update(erfasst_von=rb)
    assert lies(voll).gelungen, "the same once more is nothing new"
    for name, alt, neu in (
        ("auftaktgespraeche", "Metall", "Holz"),
        ("gutachten", "QAB-D", "IEB"),
        ("gutachtentexte", "Noch kein Platz", "Ein Platz"),
        ("gutachtenschutz", "Rücken", "Knie"),
    ):
        datei = voll / f"{name}.csv"
        datei.write_text(datei.read_text(encoding="utf-8").replace(alt, neu), encoding="utf-8")
    with (voll / "gutachtenschutz.csv").open("a", encoding="utf-8") as f:
        f.write("Z2,unterstuetzungsbedarf,1,gesundheit,x\n")
    assert [(d, z, s) for d, z, _, s in fehler(lies(voll))] == [
        ("auftaktgespraeche.csv", 2, EIGENES),
        ("gutachten.csv", 3, EIGENES),
        ("gutachtentexte.csv", 2, EIGENES),
        ("gutachtenschutz.csv", 2, EIGENES),
        ("gutachtenschutz.csv", 4, EIGENES),
    ]


def test_dp01_einen_entwurf_dieses_systems_schliesst_ein_paket_nicht(lies, voll, rb):
    entwurf(rb)
    with (voll / "gutachten.csv").open("a", encoding="utf-8") as f:
        f.write("Z2,unterstuetzungsbedarf,2,2025-01-07,,,,2025-01-08,Rita Lind\n")
    with (voll / "gutachtentexte.csv").open("a", encoding="utf-8") as f:
        f.write("Z2,unterstuetzungsbedarf,2,verlauf,Fertig\n")
    assert [(d, s) for d, _, _, s in fehler(lies(voll))] == [
        ("gutachten.csv", EIGENES),
        ("gutachtentexte.csv", EIGENES),
    ]


def test_jps03_wer_ein_mitgebrachtes_auftaktgespraech_berichtigt_steht_von_da_an_dafuer_ein(rb, als_dienst):
    from wegplan.domains.profiling.services import auftakt_festhalten
    from wegplan.kit.eingabe.stand import stand_von

    gespraech = Auftaktgespraech.objects.get()
    Zuweisung.objects.filter(pk=gespraech.zuweisung_id).update(beendet_am=None, ergebnis="")
    felder = ("mit_rb", "mit_bdl", "mit_tn", "betreuung", "unterstuetzung")
    werte = {name: getattr(gespraech, name) for name in felder} | {"qualifizierung": "Zuerst Holz"}
    auftakt_festhalten(rb, gespraech.zuweisung_id, stand_von(gespraech), **werte)
    gespraech.refresh_from_db()
    assert (gespraech.qualifizierung, gespraech.erfasst_von) == ("Zuerst Holz", rb)


def test_jps01_besuch_und_ort_aendert_ein_paket_wie_bei_anderem_ohne_konto(lies, voll, rb):
    for name, alt, neu in (("einladungen", "eingeladen\n", "gekommen\n"), ("veranstaltungen", "Saal 2", "Saal 3")):
        datei = voll / f"{name}.csv"
        datei.write_text(datei.read_text(encoding="utf-8").replace(alt, neu), encoding="utf-8")
    zahlen = lies(voll).zahlen
    assert (zahlen["einladungen"].geaendert, zahlen["veranstaltungen"].geaendert) == (1, 1)
    assert Einladung.objects.get(zuweisung__zuweisung_id="Z2").besuch == "gekommen"


FALSCH = {
    "veranstaltungen": [
        ("V1,BDL1,2024-11-11,Rathaus,,20", "regionalbuero", "Diese Organisation ist kein Regionalbüro."),
        ("V2,RB1,2024-11-11,Rathaus,RB1,20", "amt", "Diese Organisation ist weder Jobcenter noch Agentur."),
        ("V3,RB1,2024-11-11,Rathaus,,0", "plaetze", "zwischen 1 und"),
        ("V4,RB9,2024-11-11,Rathaus,,1", "regionalbuero", "Diese Organisation gibt es weder"),
    ],
    "einladungen": [
        ("Z9,V1,2024-11-05,gekommen", "zuweisung_id", "Diese Zuweisung gibt es weder"),
        ("Z1,V9,2024-11-05,gekommen", "veranstaltung", "Diese Veranstaltung gibt es weder"),
        ("Z1,V1,2024-11-05,kommt", "besuch", "nicht vorgesehen"),
    ],
    "auftaktgespraeche": [
        ("Z9,a,b,true,c,d,e", "zuweisung_id", "Diese Zuweisung gibt es weder"),
        ("Z1,a,b,,c,d,", "mit_tn", "Hier fehlt ein Wert"),
        ("Z1,a,b,true,c,d,e", "zuweisung_id", "steht schon in Zeile 3"),
    ],
    "gutachten": [
        ("Z9,kurzgutachten,1,2024-11-05,geeignet,,,2024-11-20,R", "zuweisung_id", "Diese Zuweisung gibt es weder"),
        ("Z1,kurzgutachten,1,2024-11-05,,,,2024-11-20,R", "ergebnis", "Ein Kurzgutachten hat ein Ergebnis."),
        ("Z1,kurzgutachten,2,2024-11-05,geeignet,,,2024-11-04,R", "abgeschlossen_am", "liegt vor"),
        ("Z1,kurzgutachten,3,2024-11-05,geeignet,,,2024-11-05,", "name_fachkraft", "Hier fehlt ein Wert"),
        ("Z1,kurzgutachten,4,2024-11-05,geeignet,,M9,2024-11-05,R", "massnahmenummer", "Diese Maßnahme gibt es"),
        ("Z2,unterstuetzungsbedarf,1,2024-11-05,,,,,R", "abgeschlossen_am", "Hier fehlt ein Wert"),
    ],
    "gutachtentexte": [
        ("Z1,kurzgutachten,1,verlauf,x", "abschnitt", "Art „Kurzgutachten mit Zielplanung“ nicht"),
        ("Z2,unterstuetzungsbedarf,1,anlass,x", "abschnitt", "Art „Individueller Unterstützungsbedarf“ nicht"),
        ("Z1,kurzgutachten,1,gesundheit,x", "abschnitt", "nicht vorgesehen"),
        ("Z1,kurzgutachten,8,anlass,x", "zuweisung_id", "Dieses Gutachten gibt es weder"),
        ("Z1,kurzgutachten,1,anlass,", "text", "Hier fehlt ein Wert"),
    ],
    "gutachtenschutz": [
        ("Z1,kurzgutachten,1,anlass,x", "abschnitt", "nicht vorgesehen"),
        ("Z1,kurzgutachten,9,gesundheit,x", "zuweisung_id", "Dieses Gutachten gibt es weder"),
    ],
}


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, voll):
    for name, zeilen in FALSCH.items():
        schreibe(voll / f"{name}.csv", DATEIEN[name][0], *(zeile for zeile, _, _ in zeilen))
    gefunden = fehler(lies(voll))
    for name, zeilen in FALSCH.items():
        for nr, (zeile, spalte, satz) in enumerate(zeilen, 2):
            passende = [s for d, z, sp, s in gefunden if (d, z, sp) == (f"{name}.csv", nr, spalte)]
            assert any(satz in s for s in passende), (zeile, passende)
    assert not any(modell.objects.exists() for modell in MODELLE)


def test_dp01_die_abschnitte_der_dateien_sind_die_des_programms():
    erlaubt = {name: list(laden()[name].spalte("abschnitt").werte) for name in ("gutachtentexte", "gutachtenschutz")}
    assert erlaubt["gutachtentexte"] == [a.schluessel for abschnitte in ABSCHNITTE.values() for a in abschnitte]
    assert erlaubt["gutachtenschutz"] == [a.schluessel for a in GESCHUETZT]


def test_dp01_erlaubte_werte_sind_die_der_modelle():
    for kind in kinder().values():
        for spalte in kind.tabelle.spalten if kind.modell in MODELLE and not isinstance(kind, Textteil) else ():
            if spalte.werte:
                feld = kind.modell._meta.get_field(spalte.name)
                assert set(spalte.werte) == {wert for wert, _ in feld.flatchoices}, spalte.name


def test_dp01_ein_gutachten_ohne_texte_kommt_auch_herein(lies, voll):
    (voll / "gutachtentexte.csv").unlink()
    assert lies(voll).gelungen
    assert [g.texte for g in Gutachten.objects.all()] == [{}, {}, {}]


def test_dp01_wechselt_die_zuweisung_mit_dem_paket_die_person_folgt_was_an_ihr_haengt(lies, voll):
    schreibe(voll / "zuweisungen.csv", *(z.replace("K002", "K003") for z in ZUWEISUNGEN))
    for name in DATEIEN:
        (voll / f"{name}.csv").rename(voll / f"{name}.weg")
    assert lies(voll).gelungen
    schreibe(voll / "zuweisungen.csv", *ZUWEISUNGEN)
    for name in DATEIEN:
        (voll / f"{name}.weg").rename(voll / f"{name}.csv")
    ergebnis = lies(voll)
    assert ergebnis.gelungen, fehler(ergebnis)
    assert Gutachten.objects.get(zuweisung__zuweisung_id="Z2").person.kundennummer == "K002"


def test_ds05_der_auszug_einer_stelle_enthaelt_weder_geschuetzte_angaben_noch_auftaktgespraeche(rb, tmp_path):
    paket_schreiben(Auszug(list(Person.objects.values_list("pk", flat=True))), tmp_path)
    assert not (tmp_path / "gutachtenschutz.csv").exists() and not (tmp_path / "auftaktgespraeche.csv").exists()
    assert len(tabelle(tmp_path / "gutachtentexte.csv")) == 5


def test_ds02_im_browser_bringt_niemand_solche_datensaetze_ein_und_gibt_nur_aus_was_er_liest(lies, voll):
    jobcenter = Organisation.objects.create(kennung="JC1", art="jobcenter")
    dqm = Nutzer.objects.create_user("dqm9", rolle="dqm", organisation=jobcenter)
    gefunden = {(datei, satz) for datei, _, _, satz in fehler(lies(voll, nutzer=dqm))}
    assert {(f"{name}.csv", satz) for name in DATEIEN for satz in (NUR_BEFEHL, NICHT_ERLAUBT)} <= gefunden
    assert set(DATEIEN) <= Auszug.fuer(dqm, "daten_exportieren").verschlossen
    dqm.sieht_alle = True
    gefunden = {(datei, satz) for datei, _, _, satz in fehler(lies(voll, nutzer=dqm))}
    assert {(f"{name}.csv", NUR_BEFEHL) for name in DATEIEN} <= gefunden


def test_px13_das_einlesen_zurueckgenommen_laesst_nichts_uebrig(lies, voll):
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    assert not any(modell.objects.exists() for modell in MODELLE)
