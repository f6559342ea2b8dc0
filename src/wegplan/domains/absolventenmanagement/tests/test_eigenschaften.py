"""Properties on random packages: what must hold whatever the data are (AM-09, AM-15, AM-17)."""

import tempfile
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wegplan.domains.absolventenmanagement.antworten import zehntel
from wegplan.domains.absolventenmanagement.befehl import FALL_SPALTEN, QUOTEN_ROH, VORSCHAU_SPALTEN
from wegplan.domains.absolventenmanagement.gestalt import GRUPPEN, Gestalt
from wegplan.domains.absolventenmanagement.ordner import Ordner
from wegplan.domains.absolventenmanagement.quelle import DATENBANK, ORDNER
from wegplan.domains.absolventenmanagement.rules import prozent
from wegplan.domains.absolventenmanagement.uebersetzung import anweisung

from .paket import Paket

JAHRE = {"von": date(2024, 1, 1), "bis": date(2025, 12, 31)}
STICHTAG = date(2025, 1, 31)
AUSTRITT = date(2025, 3, 31)
# around every edge: exit, window, after-run
VERSATZ = (-92, -91, -90, -90, -89, -60, -40, -31, -10, -1, 0, 0, 1, 7, 13, 14, 15, 16)
DAUER = (200, 200, 200, 200, 89, 90, 91, 180, 181, 182)
# mostly a case that is counted and fulfilled, so that both sides of every edge occur
WAHRHEIT = (True,) * 8 + (False, None)
# bytes, not a language, decide order and ties
ZEICHEN = ("a", "B", "b", "ä", "Z", "-", "_", "1", "10", "9", " x")
ORTE = {"jobcenter": (None, "JC1", "JC2"), "team": (None, "T-1", "T_1", "tä")}
wenige = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))


def paket_wuerfeln(wurf: Random, personen: int) -> Paket:
    """A package of `personen` persons around the edges of the rules."""
    stellen = {"JC1": "jobcenter", "JC2": "jobcenter", "BDL": "bildungsdienstleister"}
    paket = Paket(
        organisationen=[{"kennung": kennung, "art": art} for kennung, art in stellen.items()],
        teams=[{"kennung": k, "organisation": "JC1"} for k in ("T-1", "T_1", "tä")],
    )

    def id_(nummer):
        return f"{wurf.choice(ZEICHEN)}{nummer}"

    for nummer in range(personen):
        person = {"kundennummer": f"K{nummer}"}
        paket.personen.append(person | {name: wurf.choice(werte) for name, werte in ORTE.items()})
        for teil in range(wurf.choice((1, 1, 2))):
            kennung = id_(f"{nummer}-{teil}")
            paket.massnahmen.append(massnahme_wuerfeln(wurf, kennung))
            paket.teilnahmen.append(person | teilnahme_wuerfeln(wurf, kennung))
        for teil in range(wurf.choice((0, 1, 1, 2, 3))):
            paket.vereinbarungen.append(person | vereinbarung_wuerfeln(wurf, id_(f"{nummer}-{teil}")))
        for teil in range(wurf.choice((0, 1, 1, 2, 3))):
            paket.vermittlungen.append(person | vermittlung_wuerfeln(wurf, id_(f"{nummer}-{teil}")))
    return paket


def massnahme_wuerfeln(wurf, kennung):
    return {
        "massnahmenummer": f"M{kennung}",
        "beginn": date(2020, 1, 1),
        "foerderart": wurf.choice(("FbW", "FbW", "MAT", "BaE", "BvB", "REHA", "AGH")),
        "traeger": wurf.choice((None, "BDL")),
    }


def teilnahme_wuerfeln(wurf, kennung):
    ende = AUSTRITT + timedelta(days=wurf.choice((0, 0, 0, -1, 1, -60, 14)))
    return {
        "teilnahme_id": kennung,
        "massnahmenummer": f"M{kennung}",
        "eintritt": ende - timedelta(days=wurf.choice(DAUER)),
        "geplantes_ende": wurf.choice((ende, ende, ende + timedelta(days=30), None)),
        "austritt": wurf.choice((ende, ende, ende, None)),
        "austrittsgrund": wurf.choice(("regulaer", "regulaer", "regulaer", None, "ziel_vorzeitig_erreicht", "abbruch")),
        **{name: wurf.choice((None, *werte)) for name, werte in ORTE.items()},
    }


def vereinbarung_wuerfeln(wurf, kennung):
    am = AUSTRITT + timedelta(days=wurf.choice(VERSATZ))
    return {
        "vereinbarung_id": kennung,
        "art": wurf.choice(("EV", "KOOP")),
        "abgeschlossen_am": am,
        "gueltig_bis": wurf.choice((None, *(max(am, AUSTRITT + timedelta(days=n)) for n in (-1, 0, 1, 60)))),
    }


def vermittlung_wuerfeln(wurf, kennung):
    return {
        "vermittlung_id": kennung,
        "art": wurf.choice(("VV", "SI")),
        "unterbreitet_am": AUSTRITT + timedelta(days=wurf.choice(VERSATZ)),
        "stellenart": wurf.choice(("arbeit", "arbeit", "arbeit", "kuenstler", "minijob", None)),
        "sv_pflichtig": wurf.choice(WAHRHEIT),
        "stelle_betreut": wurf.choice(WAHRHEIT),
        "profil_betreut": wurf.choice(WAHRHEIT),
    }


WUERFE = st.integers(0, 2**32 - 1).map(Random)
PAKETE = st.builds(paket_wuerfeln, WUERFE, st.integers(1, 40))


def alles(quelle, form, regelwerk):
    """Cases, rates by every group, and the preventive list, as they go to the output."""
    gruppen = {"alle": (), **{name: (name,) for name in GRUPPEN}, "zwei": ("team", "monat")}
    ergebnis = {
        name: list(
            quelle.zeilen(anweisung(regelwerk, form, "quoten", Gestalt(gruppe)), JAHRE, (*gruppe, *QUOTEN_ROH), gruppe)
        )
        for name, gruppe in gruppen.items()
    }
    ordnung = ("teilnahme_id",)
    ergebnis["faelle"] = list(
        quelle.zeilen(anweisung(regelwerk, form, "faelle", Gestalt()), JAHRE, FALL_SPALTEN, ordnung)
    )
    ergebnis["vorschau"] = list(
        quelle.zeilen(
            anweisung(regelwerk, form, "vorschau", Gestalt()), {"stichtag": STICHTAG}, VORSCHAU_SPALTEN, ordnung
        )
    )
    return ergebnis


def aus_ordner(paket, regelwerk):
    with tempfile.TemporaryDirectory() as ort:
        return alles(Ordner(paket.als_ordner(Path(ort)), mit_personen=True), ORDNER, regelwerk)


def faelle(paket, regelwerk):
    return {zeile[0]: dict(zip(FALL_SPALTEN, zeile, strict=True)) for zeile in aus_ordner(paket, regelwerk)["faelle"]}


def test_die_pakete_enthalten_erfuellte_faelle_und_jeden_grund():
    """The properties below would hold for empty packages, too."""
    gesehen = set()

    for fall in faelle(paket_wuerfeln(Random(1), 300), "cottbus").values():
        gesehen.update(((fall["erfuellt_ies"], fall["erfuellt_iws"]), fall["gruende_ies"], fall["ausschlussgrund"]))
    assert {(True, True), (False, True), (False, False), (None, None)} <= gesehen
    assert {"keine_vereinbarung", "vereinbarung_abgelaufen", "keine_vermittlung", "vermittlung_zaehlt_nicht"} <= gesehen
    assert {"foerderart", "abbruch", "dauer"} <= gesehen


@wenige
@given(PAKETE)
def test_am09_ies_erfuellt_heisst_iws_erfuellt(paket):
    for fall in faelle(paket, "cottbus").values():
        if fall["erfuellt_ies"]:
            assert fall["erfuellt_iws"]
        if fall["gezaehlt"]:
            assert fall["erfuellt_ies"] == (fall["gruende_ies"] is None)
            assert fall["erfuellt_iws"] == (fall["gruende_iws"] is None)
            assert (fall["vereinbarung_id"] is None) == (fall["vermittlung_id"] is None) == (not fall["erfuellt_iws"])


@pytest.mark.parametrize("regelwerk", ["cottbus", "goslar"])
@wenige
@given(paket=PAKETE, wurf=WUERFE)
def test_am10_eine_weitere_vermittlung_macht_nie_aus_erfuellt_nicht_erfuellt(regelwerk, paket, wurf):
    vorher = faelle(paket, regelwerk)
    for person in paket.personen:
        neu = vermittlung_wuerfeln(wurf, f"neu{person['kundennummer']}")
        paket.vermittlungen.append(neu | {"kundennummer": person["kundennummer"]})
    nachher = faelle(paket, regelwerk)
    for name, fall in vorher.items():
        for sinn in ("erfuellt_ies", "erfuellt_iws"):
            assert not fall[sinn] or nachher[name][sinn]
        assert fall["gezaehlt"] == nachher[name]["gezaehlt"]


@wenige
@given(PAKETE)
def test_am15_quoten_sind_die_summe_der_faelle(paket):
    ergebnis = aus_ordner(paket, "cottbus")
    gezaehlt = [dict(zip(FALL_SPALTEN, z, strict=True)) for z in ergebnis["faelle"] if z[2]]
    for gruppe in ("alle", *GRUPPEN):
        spalten = [z[-5:] for z in ergebnis[gruppe]]
        assert sum(z[0] for z in spalten) == len(gezaehlt)
        assert sum(z[1] for z in spalten) == sum(fall["erfuellt_ies"] for fall in gezaehlt)
        assert sum(z[3] for z in spalten) == sum(fall["erfuellt_iws"] for fall in gezaehlt)


@pytest.mark.django_db
@pytest.mark.parametrize("regelwerk", ["cottbus", "goslar"])
@wenige
@given(paket=PAKETE)
def test_am17_postgresql_und_duckdb_stimmen_zelle_fuer_zelle_ueberein(regelwerk, als_dienst, paket):
    from django.db import transaction

    from wegplan.domains.absolventenmanagement.live import Datenbank

    with als_dienst(), transaction.atomic():
        paket.in_datenbank()
        aus_datenbank = alles(Datenbank(), DATENBANK, regelwerk)
        transaction.set_rollback(True)
    assert aus_datenbank == aus_ordner(paket, regelwerk)


def halb_auf(zaehler, nenner):
    return (Decimal(100 * zaehler) / nenner).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def zehntel_sql(dialekt):
    zahlen = ibis.table({"zaehler": "int64", "nenner": "int64"}, name="zahlen")
    return str(ibis.to_sql(zahlen.mutate(q=zehntel(zahlen.zaehler, zahlen.nenner)), dialect=dialekt))


ZAHLEN = (
    "with zahlen as (select z as zaehler, n as nenner from generate_series(1, 250) g(n), generate_series(0, g.n) h(z))"
)


def test_am15_quote_ist_in_duckdb_kaufmaennisch_gerundet():
    import duckdb

    zahlen = "with zahlen as (select unnest(range(0, n + 1)) as zaehler, n as nenner from range(1, 251) g(n))"
    for zaehler, nenner, q in duckdb.sql(f"{zahlen} {zehntel_sql('duckdb')}").fetchall():
        assert prozent(q) == halb_auf(zaehler, nenner), (zaehler, nenner)


@pytest.mark.django_db
def test_am15_quote_ist_in_postgresql_kaufmaennisch_gerundet():
    from django.db import connection

    with connection.cursor() as c:
        c.execute(f"{ZAHLEN} {zehntel_sql('postgres')}")
        for zaehler, nenner, q in c.fetchall():
            assert prozent(q) == halb_auf(zaehler, nenner), (zaehler, nenner)
