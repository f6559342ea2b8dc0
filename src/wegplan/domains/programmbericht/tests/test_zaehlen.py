"""Every number of the report by hand, and the same from every engine (JPS-95, AW-01, AW-02)."""

import pytest

from wegplan.domains.absolventenmanagement.rules import REGELWERKE
from wegplan.domains.programmbericht.ausdruck import SPALTEN, als_sql, gezaehltes
from wegplan.domains.programmbericht.ordner import Ordner
from wegplan.domains.programmbericht.rules import DATEI, SCHEMA, berichtsregel_laden, quote_in_worten, zahl_in_worten
from wegplan.domains.programmbericht.zaehlen import GESAMT, alle_zaehlen
from wegplan.kit.rules.fehler import RegelwerkFehler

from .paket import TAG, Postgres, grundlage, ordner_schreiben, zufaellig

REGEL = berichtsregel_laden()


def gezaehlt(quelle):
    """{table: {(number, group): count}}"""
    return {g.tafel.schluessel: g.werte for g in alle_zaehlen(quelle, REGEL, TAG)}


@pytest.fixture
def zaehle(tmp_path):
    def von(**zeilen):
        tabellen = grundlage()
        for name, mehr in zeilen.items():
            tabellen[name] = [*tabellen[name], *mehr]
        return gezaehlt(Ordner(ordner_schreiben(tabellen, tmp_path)))

    return von


def teilnahme(nr, massnahme, eintritt="2019-03-01", austritt=None, grund=None, person=None):
    return {
        "teilnahme_id": f"T{nr}",
        "kundennummer": person or f"K{nr}",
        "massnahmenummer": massnahme,
        "eintritt": eintritt,
        "austritt": austritt,
        "austrittsgrund": grund,
    }


def zuweisung(nr, person, rb, tag, beendet=None, ergebnis=None):
    zeile = {"zuweisung_id": f"Z{nr}", "kundennummer": person, "regionalbuero": rb, "zugewiesen_am": tag}
    return zeile | {"beendet_am": beendet, "ergebnis": ergebnis}


def test_aw01_jede_zahl_jeder_tafel_nennt_bedingungen_die_es_gibt_und_hat_eine_definition_in_worten():
    verwendet = set()
    im_code = {basis: gezaehltes(basis, REGEL, TAG).schema() for basis in SPALTEN}
    assert all(str(typ) == "boolean" for b, s in im_code.items() for n, typ in s.items() if n not in SPALTEN[b])
    for tafel in REGEL.tafeln(TAG):
        for zahl in tafel.zahlen:
            einfach = {b for b in zahl.bedingungen if "=" not in b}
            assert einfach <= set(im_code[zahl.basis]), (tafel.schluessel, zahl.schluessel)
            verwendet |= einfach
            assert zahl_in_worten(zahl, tafel, REGEL)
        namen = {z.schluessel for z in tafel.zahlen}
        for quote in tafel.quoten:
            assert {quote.zaehler, quote.nenner} <= namen and " / " in quote_in_worten(quote, tafel)
        assert set(tafel.bild) <= namen | {q.schluessel for q in tafel.quoten}
        assert tafel.fundstelle
    eigene = set(REGEL.worte) - set(REGEL.ziele.bedingungen)
    assert eigene <= verwendet, "a condition that no table uses"


def test_aw01_eine_falsche_tafel_nennt_ihre_zeile(tmp_path):
    for name in (DATEI, SCHEMA):
        ziel = tmp_path / name
        ziel.parent.mkdir(parents=True, exist_ok=True)
        ziel.write_text((REGELWERKE / name).read_text(encoding="utf-8").replace("basis: zuweisungen", "basis: x"))
    with pytest.raises(RegelwerkFehler) as fehler:
        berichtsregel_laden(tmp_path)
    assert fehler.value.befunde[0].zeile > 1


def test_jps95_zuweisungen_und_beginne_je_regionalbuero(zaehle):
    werte = zaehle(
        zuweisungen=[
            zuweisung(1, "K1", "RB1", "2019-01-01"),
            zuweisung(2, "K1", "RB1", "2020-01-01"),
            zuweisung(3, "K2", "RB2", "2022-05-02"),
            zuweisung(4, "K3", "RB2", "2022-05-03"),  # after the reference day
        ],
        teilnahmen=[teilnahme(1, "I"), teilnahme(2, "V", eintritt="2022-05-03")],
    )["aufnahme"]
    assert [werte["zuweisungen", g] for g in (GESAMT, "RB1", "RB2")] == [3, 2, 1]
    assert [werte["begonnen", g] for g in (GESAMT, "RB1", "RB2")] == [1, 1, 0]


def test_jps95_erste_eintritte_und_alle(zaehle):
    werte = zaehle(
        zuweisungen=[
            zuweisung(1, "K1", "RB1", "2019-01-01", "2019-02-01", "eintritt"),
            zuweisung(2, "K1", "RB2", "2020-01-01"),  # again: an entry, not the first
            zuweisung(3, "K2", "RB2", "2021-01-01", "2021-02-01", "nicht_erschienen"),  # never arrived
            zuweisung(4, "K2", "RB2", "2021-06-01", "2021-07-01", "arbeit"),
            zuweisung(5, "K3", "RB2", "2022-04-01", "2022-05-03", "nicht_erschienen"),  # not known yet
        ],
        teilnahmen=[
            teilnahme(1, "I", person="K1"),  # has assignments: no further entry
            teilnahme(4, "V", person="K4"),  # came without one
            teilnahme(5, "I", eintritt="2021-01-01", person="K4"),  # and again
        ],
    )
    eintritte = werte["eintritte"]
    assert [eintritte["erste", g] for g in (GESAMT, "RB1", "RB2")] == [4, 1, 3]
    assert [eintritte["alle", g] for g in (GESAMT, "RB1", "RB2")] == [6, 2, 4]
    assert werte["uebergaenge"]["aus_eignungsfeststellung", GESAMT] == 1


def test_jps95_status_beim_austritt_mit_und_ohne_vorzeitiges_ende(zaehle):
    def verbleib(nr, *status):
        return [{"teilnahme_id": f"T{nr}", "zeitpunkt": "austritt", "status": s} for s in status]

    werte = zaehle(
        teilnahmen=[
            teilnahme(1, "I", austritt="2021-03-01", grund="abbruch"),
            teilnahme(2, "I2", austritt="2021-03-01", grund="arbeitsaufnahme"),
            teilnahme(3, "I", austritt="2021-03-01", grund="regulaer"),
            teilnahme(4, "I", austritt="2022-05-03", grund="abbruch"),  # still there on the day
            teilnahme(5, "QD", austritt="2021-03-01"),  # no reason: neither table
        ],
        verbleibe=[
            *verbleib(1, "arbeitsuchend"),
            *verbleib(2, "minijob", "elternzeit"),
            *verbleib(3, "sv_beschaeftigt", "selbststaendig"),
            *verbleib(4, "arbeitsuchend"),
            *verbleib(5, "weiterfuehrende_massnahme"),
        ],
    )
    vorzeitig, abgeschlossen = werte["abbruch_status"], werte["abschluss_status"]
    namen = ("n", "elternzeit", "arbeitsuchend", "weiterfuehrend", "erwerbstaetig", "sonstiges", "summe")
    assert [vorzeitig[name, "IEB"] for name in namen] == [2, 1, 1, 0, 1, 0, 3]
    assert [abgeschlossen[name, "IEB"] for name in namen] == [1, 0, 0, 0, 1, 0, 1]
    assert vorzeitig["n", "QAB"] == abgeschlossen["n", "QAB"] == 0
    assert werte["uebergaenge"]["in_arbeit", GESAMT] == 2
    assert werte["uebergaenge"]["weiterfuehrend", GESAMT] == 1
    bestand_ = werte["bestand"]
    assert [bestand_[name, "IEB"] for name in ("begonnen", "laufend", "beendet", "vorzeitig")] == [4, 1, 3, 2]


def test_jps95_wen_das_programm_erreicht_hat(zaehle):
    def merkmal(nr, name, wert, tag="2019-03-01"):
        return {"teilnahme_id": f"T{nr}", "merkmal": name, "wert": wert, "stichtag": tag}

    werte = zaehle(
        personen=[
            {"kundennummer": "K1", "geschlecht": "w", "geburtsdatum": "1994-03-01"},  # 25 on the day of entry
            {"kundennummer": "K2", "geschlecht": "m", "geburtsdatum": "1994-03-02"},  # 24
            {"kundennummer": "K3", "geschlecht": "x", "geburtsdatum": "1964-03-01"},  # 55, sex not told
            {"kundennummer": "K4", "geschlecht": "d"},
        ],
        teilnahmen=[teilnahme(1, "QD"), teilnahme(2, "QD"), teilnahme(3, "QD"), teilnahme(4, "QD")],
        merkmale=[
            merkmal(1, "langzeitarbeitslos", "nein"),
            merkmal(1, "langzeitarbeitslos", "ja", "2020-01-01"),  # the later answer holds
            merkmal(2, "langzeitarbeitslos", "nein"),
            merkmal(3, "langzeitarbeitslos", "unbekannt"),  # no answer
            merkmal(4, "langzeitarbeitslos", "ja", "2022-05-03"),  # not known yet
            merkmal(1, "leistungsbezug", "alg1"),
            merkmal(2, "leistungsbezug", "ohne"),
            merkmal(3, "leistungsbezug", "alg2"),
        ],
    )["erreicht"]
    assert [werte[n, "QAB-D"] for n in ("begonnen", "weiblich", "geschlecht")] == [4, 1, 3]
    assert [werte[n, "QAB-D"] for n in ("unter_25", "a25_34", "ab_55", "alter")] == [1, 1, 1, 3]
    assert [werte[n, "QAB-D"] for n in ("lza", "lza_n")] == [1, 2]
    assert [werte[n, "QAB-D"] for n in ("alg", "ohne", "leistung_n")] == [1, 1, 3]
    assert werte["begonnen", GESAMT] == 4 and werte["begonnen", "QAB-K"] == 0


def test_jps95_berufsfelder_jahrgaenge_und_uebergang_in_arbeit(zaehle):
    def ergebnis(nr, was, **mehr):
        return {"teilnahme_id": f"T{nr}", "ergebnis": was, **mehr}

    werte = zaehle(
        teilnahmen=[
            teilnahme(1, "QD", austritt="2021-03-01", grund="regulaer"),
            teilnahme(2, "QK", austritt="2021-03-01", grund="regulaer"),
            teilnahme(3, "QK", austritt="2021-03-01", grund="regulaer"),
            teilnahme(4, "E", "2017-09-01", "2020-07-31", "regulaer"),
            teilnahme(5, "E", "2018-09-01"),
        ],
        ergebnisse=[
            ergebnis(1, "berufsabschluss", berufsfeld="Büro"),
            ergebnis(2, "teilqualifikation", berufsfeld="Metall"),
            ergebnis(3, "ohne", berufsfeld="Metall"),
            ergebnis(4, "berufsabschluss"),
        ],
        verbleibe=[{"teilnahme_id": f"T{nr}", "zeitpunkt": "austritt", "status": "minijob"} for nr in (1, 3, 4)],
    )
    felder, arbeit, jahre = werte["berufsfelder"], werte["arbeit_berufsfeld"], werte["ezu_jahrgang"]
    assert [felder[n, "Büro"] for n in ("dual", "klassisch", "zusammen")] == [1, 0, 1]
    assert [felder[n, "Metall"] for n in ("dual", "klassisch", "zusammen")] == [0, 1, 1]
    assert (arbeit["in_arbeit", "Büro"], arbeit["in_arbeit", "Metall"], arbeit["zusammen", GESAMT]) == (1, 0, 2)
    assert [jahre[n, "2017"] for n in ("begonnen", "abschluss", "in_arbeit")] == [1, 1, 1]
    assert [jahre[n, "2018"] for n in ("begonnen", "abschluss", "in_arbeit")] == [1, 0, 0]


def test_jps95_einstiegsbegleitung_praktikum_verlaengerung_und_laufender_einstieg(zaehle):
    placed, ende = "in_arbeit_nach_qualifizierung", "in_arbeit_ende_einstiegsbegleitung"
    aus = {"austritt": "2021-03-01", "grund": "regulaer"}
    werte = zaehle(
        teilnahmen=[
            teilnahme(1, "I", **aus),
            teilnahme(2, "I", **aus),
            teilnahme(3, "I2", **aus),
            teilnahme(4, "V", **aus),
            teilnahme(5, "V"),
        ],
        ergebnisse=[
            {"teilnahme_id": "T1", placed: True, ende: True},
            {"teilnahme_id": "T2", placed: True, ende: False},
            {"teilnahme_id": "T3", placed: True},  # without Einstiegsbegleitung
        ],
        praktika=[
            {"praktikum_id": f"P{nr}", "teilnahme_id": f"T{nr}", "beginn": "2020-01-01", "erster_arbeitsmarkt": True}
            for nr in (4, 5)
        ],
        verlaengerungen=[
            {"teilnahme_id": "T5", "beschlossen_am": tag} for tag in ("2020-01-01", "2021-01-01", "2023-01-01")
        ],
    )
    ieb = werte["ieb_region"]
    namen = ("beendet", "vermittelt", "danach_in_arbeit", "danach_ohne")
    assert [ieb[n, "RB1"] for n in namen] == [2, 2, 1, 1]
    assert [ieb[n, "RB2"] for n in namen] == [1, 1, 0, 0]
    assert [werte["praktikum"][n, GESAMT] for n in ("beendet", "praktikum")] == [1, 1]
    assert [werte["verlaengerungen"][n, GESAMT] for n in ("begonnen", "verlaengert")] == [2, 1]
    assert [werte["durchlaufend"][n, "2019"] for n in ("begonnen", "durchlaufend")] == [3, 2]
    massnahmen = werte["massnahmen"]
    assert [massnahmen[n, "IEB"] for n in ("laufend", "geendet", "zusammen", "traeger")] == [1, 1, 2, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("samen", [1, 2])
def test_aw02_duckdb_und_postgresql_zaehlen_zelle_fuer_zelle_gleich(samen, tmp_path, als_dienst):
    tabellen = zufaellig(samen, 60)
    ordner = gezaehlt(Ordner(ordner_schreiben(tabellen, tmp_path)))
    with als_dienst():
        postgres = gezaehlt(Postgres(tabellen))
    assert ordner == postgres
    assert sum(wert > 0 for werte in ordner.values() for wert in werte.values()) > 150


def test_aw02_beide_sprachen_kennen_jeden_bestand():
    for basis in SPALTEN:
        ausdruck = gezaehltes(basis, REGEL, TAG)
        for dialekt in ("duckdb", "postgres"):
            assert als_sql(ausdruck, dialekt).startswith(("SELECT", "WITH"))
