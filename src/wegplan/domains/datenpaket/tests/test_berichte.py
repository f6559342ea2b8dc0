"""Released Entwicklungsberichte travel with what was frozen in them; the program vouches for none of it (JPS-50, 52).

What nobody can show is refused by line, and what an account of this system stands for stays (ADR 0067)."""

import csv
import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from wegplan.domains.bericht.inhaltsform import KEIN_JSON, KEIN_TEXT, ZU_TIEF
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import gesiegelt
from wegplan.domains.bericht.rules import pruefsumme
from wegplan.domains.datenpaket.ausgabe import exportieren, paket_schreiben
from wegplan.domains.datenpaket.auszug import Auszug
from wegplan.domains.datenpaket.ruecknahme import hindernisse, zuruecknehmen
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.paketabgleich.fest import EIGENES, FERTIG, NUR_BEFEHL
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.exchange.schema import laden

from .conftest import tabelle

INHALT = {
    "kopf": {
        "name": "Korn, Anna",
        "kundennummer": "K004",
        "projekt": "M1",
        "beginn": "2025-01-06",
        "geplantes_ende": "2026-01-05",
        "austritt": None,
        "stufe": "IEB",
        "stelle": "Jobcenter",
        "traeger": "Träger",
    },
    "fehlzeiten": {
        "bis": "2025-03-31",
        "eintraege": 60,
        "offene_monate": ["2025-03-01"],
        "zeilen": [{"ort": "gesamt", "soll": 60, "fehltage": 3, "unentschuldigt": 0, "prozent": "5.0"}],
    },
    "praktika": {"zeilen": []},
    "foerderung": {
        "zeilen": [{"quelle": "L1", "art": "weitere", "tag": "2025-02-03", "inhalt": 'Üben, "laut"', "minuten": 90}]
    },
    "zertifikate": {"zeilen": []},
    "plan": {"fassung": None, "vom": None, "zeilen": []},
    "intervention": {"zeilen": []},
}
ZEILE = {
    "teilnahme_id": "T4",
    "quartal": "2025-01-01",
    "fassung": "1",
    "von": "2025-03-01",
    "bis": "2025-03-31",
    "stand": "uebermittelt",
    "ziel_gefaehrdet": "true",
    "vorzeitiger_austritt": "false",
    "stufenwechsel": "",
    "theorie": "Rechnet sicher, auch mit Brüchen.",
    "pruefungszulassung": "false",
    "kenntnisnahme": "einverstanden",
    "kenntnis_am": "2025-04-03",
    "ort": "Auenmark",
    "freigegeben_am": "2025-04-03",
    "empfang": "rb",
    "empfaenger": "RB1",
    "kopie": "JC1",
    "weg": "portal",
    "uebermittelt_am": "2025-04-04",
    "inhalt": json.dumps(INHALT),
}
ZURUECK = {"stand": "zurueckgegeben", "entschieden_am": "2025-04-20", "rueckgabegrund": "Mehr zum Praktikum, bitte."}
OFFEN = {"uebermittelt_am": ""}


def zeile(**anders):
    return ZEILE | anders


def schreibe(ordner, *zeilen):
    """entwicklungsberichte.csv with all columns of the table, but for the checksum unless a row has one."""
    spalten = [s.name for s in laden()["entwicklungsberichte"].spalten]
    spalten = [s for s in spalten if s != "pruefsumme" or any(s in z for z in zeilen)]
    with (ordner / "entwicklungsberichte.csv").open("w", encoding="utf-8", newline="") as f:
        schreiber = csv.DictWriter(f, spalten, restval="")
        schreiber.writeheader()
        schreiber.writerows(zeilen)


@pytest.fixture
def voll(paket):
    """The example package with a returned report, its second version that was sent, and one that was released only."""
    schreibe(
        paket,
        zeile(**ZURUECK),
        zeile(fassung="2", uebermittelt_am="2025-04-25", theorie='Zwei Zeilen,\n"so"'),
        zeile(quartal="2025-04-01", von="2025-04-01", bis="2025-06-30", stand="freigegeben", **OFFEN)
        | {"freigegeben_am": "2025-07-01", "kenntnis_am": "2025-07-01"},
    )
    return paket


@pytest.fixture
def bdl(lies, voll):
    """An account of the provider whose reports came in."""
    ergebnis = lies(voll, herkunft="Altverfahren")
    assert ergebnis.gelungen, fehler(ergebnis)
    return Nutzer.objects.create_user("bdl9", rolle="bdl", organisation=Organisation.objects.get(kennung="BDL1"))


def fehler(ergebnis):
    return [(f.datei, f.zeile, f.spalte, f.satz) for f in ergebnis.bericht.fehler]


def entwurf(bdl, quartal, bis):
    t = Teilnahme.objects.get(teilnahme_id="T4")
    rahmen = {"person_id": t.person_id, "teilnahme": t, "angelegt_von": bdl, "fassung": 1, "theorie": "Rechnet."}
    neu = Entwicklungsbericht.objects.create(**rahmen, quartal=quartal, von=quartal, bis=bis)
    return Entwicklungsbericht.objects.get(pk=neu.pk)


def eigener(bdl):
    """A report that was released here."""
    b = entwurf(bdl, date(2025, 7, 1), date(2025, 9, 30))
    b.stand, b.inhalt, b.freigegeben_von, b.freigegeben_am = "freigegeben", INHALT, bdl, date(2025, 10, 2)
    b.kenntnisnahme, b.kenntnis_am, b.ort = "einverstanden", date(2025, 10, 2), "Auenmark"
    b.empfang, b.weg, b.empfaenger = "rb", "portal", Organisation.objects.get(kennung="RB1")
    b.pruefsumme = pruefsumme(gesiegelt(b))
    b.save()
    return b


def test_dp03_berichte_gehen_hinaus_in_eine_leere_datenbank_herein_und_gleich_wieder_hinaus(lies, voll, bdl, tmp_path):
    eigener(bdl)
    entwurf(bdl, date(2025, 10, 1), date(2025, 12, 31))
    exportieren(tmp_path / "aus")
    heraus = tabelle(tmp_path / "aus" / "entwicklungsberichte.csv")
    gelesen = [{**z, "inhalt": json.loads(z["inhalt"])} for z in heraus[:3]]
    assert gelesen == [{**z, "inhalt": INHALT} for z in tabelle(voll / "entwicklungsberichte.csv")]
    assert [z["quartal"] for z in heraus[3:]] == ["2025-07-01"], "the own one, no draft"
    noch_einmal = lies(tmp_path / "aus")
    assert noch_einmal.gelungen, fehler(noch_einmal)
    zahlen = noch_einmal.zahlen["entwicklungsberichte"]
    assert (zahlen.neu, zahlen.geaendert, zahlen.unveraendert) == (0, 0, 4)
    Entwicklungsbericht.objects.all().delete()
    ergebnis = lies(tmp_path / "aus")
    assert ergebnis.gelungen and not [w for w in ergebnis.bericht.warnungen if "berichte" in w.datei]
    exportieren(tmp_path / "wieder")
    aus, wieder = ((tmp_path / ordner / "entwicklungsberichte.csv").read_bytes() for ordner in ("aus", "wieder"))
    assert aus == wieder


def test_jps52_ein_mitgebrachter_bericht_hat_weder_konto_noch_pruefsumme_und_sagt_woher_er_kommt(lies, paket):
    schreibe(paket, zeile(pruefsumme="a" * 64), zeile(**ZURUECK, fassung="2"))
    assert lies(paket, herkunft="Altverfahren").gelungen
    for b in Entwicklungsbericht.objects.all():
        assert (b.pruefsumme, b.angelegt_von, b.freigegeben_von, b.entschieden_von) == ("", None, None, None)
        assert b.herkunft_satz.startswith("mitgebracht aus „Altverfahren“, eingelesen am ")
        assert b.inhalt == INHALT
    assert lies(paket).zahlen["entwicklungsberichte"].unveraendert == 2, "the same once more, checksum or not"


def test_jps52_konto_oder_marke_pruefsumme_oder_marke_verlangt_die_tabelle(bdl):
    eigen, marke = eigener(bdl), {"eingelesen_am": date(2025, 1, 1), "herkunft": "x"}
    ohne_konto = {"angelegt_von": None, "freigegeben_von": None, "pruefsumme": ""}
    neu = {f.name: getattr(eigen, f.name) for f in eigen._meta.concrete_fields if f.name != "id"} | {"fassung": 2}
    for werte in (
        {"pruefsumme": ""},
        {"freigegeben_von": None},
        {"angelegt_von": None},
        marke,
        ohne_konto,
        ohne_konto | marke | {"herkunft": ""},
        ohne_konto | marke | {"pruefsumme": "a" * 64},
        ohne_konto | marke | {"freigegeben_von": bdl},
    ):
        with pytest.raises(IntegrityError, match=r"bericht_(freigabe_ganz|von_jemand)"), transaction.atomic():
            Entwicklungsbericht.objects.create(**neu | werte)
    Entwicklungsbericht.objects.create(**neu | ohne_konto | marke)


def test_dp01_was_nach_der_freigabe_geschah_sagt_ein_spaeteres_paket_den_inhalt_aendert_keins(lies, voll, bdl):
    schreibe(
        voll,
        zeile(
            fassung="2",
            theorie='Zwei Zeilen,\n"so"',
            stand="angenommen",
            uebermittelt_am="2025-04-25",
            entschieden_am="2025-05-02",
        ),
    )
    zahlen = lies(voll).zahlen["entwicklungsberichte"]
    assert (zahlen.neu, zahlen.geaendert) == (0, 1)
    assert Entwicklungsbericht.objects.get(fassung=2).stand == "angenommen"
    anderer = json.dumps(INHALT | {"plan": {"fassung": 3, "vom": "2025-02-01", "zeilen": []}})
    for anders in ({"theorie": "Neu"}, {"inhalt": anderer}, {"kopie": ""}, {"freigegeben_am": "2025-04-02"}):
        schreibe(voll, zeile(fassung="9"), zeile(fassung="3"), zeile(**ZURUECK) | anders)
        assert fehler(lies(voll)) == [("entwicklungsberichte.csv", 4, "teilnahme_id", FERTIG)], anders


def test_dp01_was_hier_jemand_verantwortet_aendert_ein_paket_nicht(lies, voll, bdl, tmp_path):
    eigener(bdl)
    exportieren(tmp_path / "aus")
    Entwicklungsbericht.objects.filter(fassung=2).update(
        stand="angenommen", entschieden_am=date(2025, 5, 2), entschieden_von=bdl
    )
    datei = tmp_path / "aus" / "entwicklungsberichte.csv"
    datei.write_text(datei.read_text(encoding="utf-8").replace("Rechnet.", "Rechnet sicher."), encoding="utf-8")
    gefunden = [(spalte, satz) for _, _, spalte, satz in fehler(lies(tmp_path / "aus"))]
    assert gefunden == [("teilnahme_id", EIGENES)] * 2, "the one decided here, the one released here"


def test_jps52_an_einem_mitgebrachten_bericht_aendert_niemand_den_inhalt_und_die_marke(bdl):
    pk = Entwicklungsbericht.objects.get(fassung=2).pk
    for rolle, sql in (
        ("wegplan_dienst", "update bericht_entwicklungsbericht set theorie = 'x' where id = %s"),
        ("wegplan_dienst", "update bericht_entwicklungsbericht set herkunft = 'x' where id = %s"),
        ("wegplan_dienst", "update bericht_entwicklungsbericht set stand = 'entwurf' where id = %s"),
        ("wegplan_eigner", "update bericht_entwicklungsbericht set stand = 'freigegeben' where id = %s"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as c:
            c.execute("select set_config('role', %s, true)", [rolle])
            c.execute(sql, [pk])


def test_jps52_ein_entwurf_traegt_keine_marke_und_bekommt_bei_der_freigabe_keine(bdl):
    pk = entwurf(bdl, date(2025, 7, 1), date(2025, 9, 30)).pk
    marke = {"eingelesen_am": date(2025, 1, 1), "herkunft": "x"}
    frei = {"stand": "freigegeben", "inhalt": INHALT, "kenntnisnahme": "gelesen", "freigegeben_am": date(2025, 10, 2)}
    frei |= {"empfaenger": Organisation.objects.get(kennung="RB1")}
    for werte in (marke, marke | frei):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entwicklungsbericht.objects.filter(pk=pk).update(**werte)


ZEILENFEHLER = [
    ({"quartal": "2025-02-01", "von": "2025-02-03"}, "quartal"),
    ({"von": "2024-12-31"}, "von"),
    ({"bis": "2025-01-05"}, "bis"),
    ({"bis": "2025-04-01"}, "bis"),
    ({"stand": "entwurf", **OFFEN}, "stand"),
    ({"kenntnisnahme": ""}, "kenntnisnahme"),
    ({"kenntnisnahme": "verweigert"}, "kenntnis_grund"),
    ({"kenntnis_am": ""}, "kenntnis_am"),
    ({"freigegeben_am": ""}, "freigegeben_am"),
    ({"freigegeben_am": "2025-04-05"}, "uebermittelt_am"),
    ({"uebermittelt_am": ""}, "uebermittelt_am"),
    ({"stand": "freigegeben"}, "uebermittelt_am"),
    ({"uebermittelt_am": "2099-01-01"}, "uebermittelt_am"),
    ({"stand": "angenommen"}, "entschieden_am"),
    ({"entschieden_am": "2025-04-20"}, "entschieden_am"),
    (ZURUECK | {"rueckgabegrund": ""}, "rueckgabegrund"),
    (ZURUECK | {"entschieden_am": "2025-04-01"}, "entschieden_am"),
    ({"empfaenger": ""}, "empfaenger"),
    ({"empfaenger": "RB9"}, "empfaenger"),
    ({"kopie": "JC9"}, "kopie"),
    ({"weg": ""}, "weg"),
    ({"teilnahme_id": "T99"}, "teilnahme_id"),
    ({"pruefungszulassung": ""}, "pruefungszulassung"),
    ({"fassung": "0"}, "fassung"),
    ({"inhalt": ""}, "inhalt"),
]


def test_dp02_jeder_fehler_nennt_zeile_und_spalte_und_nichts_ist_geschrieben(lies, paket):
    faelle = [zeile(fassung=str(nr)) | anders for nr, (anders, _) in enumerate(ZEILENFEHLER, 1)]
    schreibe(paket, *faelle)
    gefunden = {(nr, spalte) for _, nr, spalte, _ in fehler(lies(paket))}
    for nr, (anders, spalte) in enumerate(ZEILENFEHLER, 2):
        assert (nr, spalte) in gefunden, anders
    assert gefunden == {(nr, spalte) for nr, (_, spalte) in enumerate(ZEILENFEHLER, 2)}
    assert not Entwicklungsbericht.objects.exists()


def ohne(teil, feld=""):
    inhalt = json.loads(json.dumps(INHALT))
    del (inhalt[teil] if feld else inhalt)[feld or teil]
    return json.dumps(inhalt)


def mit(alt, neu):
    text = json.dumps(INHALT)
    assert alt in text
    return text.replace(alt, neu)


NICHT_ZU_ZEIGEN = {
    "kein JSON": ("{", KEIN_JSON),
    "kein Block": ("[]", "Angaben aus der Akte: erwartet wird ein Block mit Angaben, nicht „[]“."),
    "ein Teil fehlt": (ohne("plan"), "Angaben aus der Akte: es fehlt „plan“."),
    "ein Feld fehlt": (ohne("kopf", "name"), "kopf: es fehlt „name“."),
    "zu viel": (mit('"minuten"', '"lohn": 1, "minuten"'), "foerderung.zeilen.0: unbekannte Angabe „lohn“."),
    "falsche Art": (mit('"soll": 60', '"soll": "60"'), "soll: erwartet wird eine ganze Zahl, nicht „60“."),
    "Kommazahl": (mit('"soll": 60', '"soll": 60.0'), "soll: erwartet wird eine ganze Zahl, nicht „60.0“."),
    "keine Zahl": (mit('"soll": 60', '"soll": NaN'), KEIN_JSON),
    "falscher Tag": (mit("2025-01-06", "2025-02-30"), "beginn: „2025-02-30“ ist kein Tag"),
    "kein Tag": (mit("2025-01-06", "6. Januar"), "beginn: „6. Januar“ ist kein Tag"),
    "unbekannte Leistung": (mit('"weitere"', '"reiten"'), "„reiten“ ist nicht erlaubt; möglich sind"),
    "Prozent": (mit('"5.0"', '"fünf"'), "prozent: „fünf“ hat nicht die erwartete Form"),
    "Plan ohne Tag": (mit('"fassung": null', '"fassung": 2'), "plan.vom: erwartet wird ein Text"),
    "zu tief": ("[" * 60_000 + "]" * 60_000, ZU_TIEF),
    "tief": ('{"kopf": ' + "[" * 60 + "]" * 60 + "}", ZU_TIEF),
    "doppelt": (mit('"plan"', '"plan": ' + "[" * 9 + "]" * 9 + ', "plan"'), KEIN_JSON),
    "Nullzeichen": (mit("Korn", "Ko\\u0000rn"), KEIN_TEXT),
    "halbes Zeichen": (mit("Korn", "Ko\\ud800rn"), KEIN_TEXT),
}


def test_dp02_was_keine_seite_zeigen_koennte_wird_nach_zeile_abgelehnt(lies, paket):
    schreibe(
        paket,
        zeile(),
        *(zeile(fassung=str(nr), inhalt=text) for nr, (text, _) in enumerate(NICHT_ZU_ZEIGEN.values(), 2)),
    )
    gefunden = {(nr, spalte): satz for _, nr, spalte, satz in fehler(lies(paket))}
    assert set(gefunden) == {(nr, "inhalt") for nr in range(3, len(NICHT_ZU_ZEIGEN) + 3)}
    for nr, (fall, (_, satz)) in enumerate(NICHT_ZU_ZEIGEN.items(), 3):
        assert satz in gefunden[nr, "inhalt"], fall
    assert not Entwicklungsbericht.objects.exists()


def test_dp02_ein_kaputter_inhalt_zu_einem_gespeicherten_bericht_ist_derselbe_fehler(lies, voll, bdl):
    schreibe(voll, zeile(**ZURUECK, inhalt="{"))
    assert (("entwicklungsberichte.csv", 2, "inhalt", KEIN_JSON)) in fehler(lies(voll))


def test_px13_das_einlesen_zurueckgenommen_laesst_nichts_uebrig(lies, voll):
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    assert not Entwicklungsbericht.objects.exists()


def test_px13_ein_schritt_den_ein_paket_brachte_geht_zurueck_ausser_jemand_hat_seitdem_gehandelt(lies, voll, bdl):
    schreibe(
        voll,
        zeile(
            fassung="2",
            theorie='Zwei Zeilen,\n"so"',
            stand="angenommen",
            uebermittelt_am="2025-04-25",
            entschieden_am="2025-05-02",
        ),
    )
    zuruecknehmen(lies(voll).datenimport, None, "falsche Lieferung")
    bericht = Entwicklungsbericht.objects.get(fassung=2)
    assert (bericht.stand, bericht.entschieden_am) == ("uebermittelt", None)
    schreibe(voll, zeile(fassung="2", theorie='Zwei Zeilen,\n"so"', stand="uebermittelt", uebermittelt_am="2025-04-26"))
    spaeter = lies(voll).datenimport
    Entwicklungsbericht.objects.filter(fassung=2).update(
        stand="angenommen", entschieden_am=date(2025, 5, 2), entschieden_von=bdl
    )
    assert hindernisse(spaeter) == ["Entwicklungsberichte: 1 Datensätze sind seitdem geändert oder gelöscht worden."]


def test_ds02_im_browser_bringt_niemand_berichte_ein_und_kein_auszug_enthaelt_sie(lies, voll, bdl, tmp_path):
    dqm = Nutzer.objects.create_user("dqm9", rolle="dqm", organisation=Organisation.objects.get(kennung="JC1"))
    Entwicklungsbericht.objects.all().delete()
    saetze = {d: s for d, _, _, s in fehler(lies(voll, nutzer=dqm))}
    assert saetze["entwicklungsberichte.csv"] == NUR_BEFEHL
    assert lies(voll).gelungen
    paket_schreiben(Auszug(list(Person.objects.values_list("pk", flat=True))), tmp_path)
    assert not (tmp_path / "entwicklungsberichte.csv").exists()
