"""The schemas: as chapter 80 says, valid for others, and the same in code, description and database (DP-01, DP-03)."""

from pathlib import Path

import pytest
from frictionless import Schema

from wegplan.kit.exchange.beschreibung import erneuern, tabellenschema
from wegplan.kit.exchange.schema import REIHENFOLGE, laden, roh

WURZEL = Path(__file__).resolve().parents[5]
# chapter 80, columns without the optional ones
KAPITEL_80 = {
    "organisationen": "kennung art name uebergeordnet bundesland",
    "teams": "kennung organisation name",
    "personen": "kundennummer nachname vorname geburtsdatum geschlecht jobcenter team",
    "zustaendigkeiten": "kundennummer rolle benutzer von bis",
    "massnahmen": "massnahmenummer titel foerderart programmstufe traeger regionalbuero beginn ende plaetze"
    " gruppenmassnahme",
    "teilnahmen": "teilnahme_id kundennummer massnahmenummer eintritt geplantes_ende austritt austrittsgrund",
    "vereinbarungen": "vereinbarung_id kundennummer art abgeschlossen_am gueltig_bis",
    "vermittlungen": "vermittlung_id kundennummer art unterbreitet_am stellenart sv_pflichtig stelle_betreut"
    " profil_betreut",
    "anwesenheiten": "teilnahme_id datum lernort status",
    "praktika": "praktikum_id teilnahme_id unternehmen beginn ende taetigkeit selbst_gesucht auswertung_erfolgt"
    " erster_arbeitsmarkt",
    "verbleibe": "teilnahme_id zeitpunkt erhoben_am status",
    "ergebnisse": "teilnahme_id ergebnis verkuerzbar verkuerzt in_arbeit_nach_qualifizierung"
    " in_arbeit_ende_einstiegsbegleitung anschluss",
    "zuweisungen": "zuweisung_id kundennummer regionalbuero jobcenter stufe zugewiesen_am beendet_am ergebnis",
    "merkmale": "teilnahme_id merkmal stichtag wert",
    "verlaengerungen": "teilnahme_id beschlossen_am altes_ende neues_ende grund",
}


def test_dp01_die_spalten_sind_die_des_kapitels():
    assert {n: " ".join(s.name for s in laden()[n].spalten if not s.darf_fehlen) for n in KAPITEL_80} == KAPITEL_80


def test_dp01_jede_schemadatei_ist_eine_tabelle():
    dateien = {p.stem for p in (Path(__file__).parents[1] / "schemas").glob("*.json")}
    assert dateien == set(REIHENFOLGE) == {roh(n)["name"] for n in REIHENFOLGE}


@pytest.mark.parametrize("name", REIHENFOLGE)
def test_dp03_ein_fremdes_werkzeug_versteht_das_schema(name):
    tabelle = laden()[name]
    schema = Schema.from_descriptor(tabellenschema(name, [s.name for s in tabelle.spalten], set(REIHENFOLGE)))
    assert schema.field_names == [s.name for s in tabelle.spalten]
    assert schema.primary_key == list(tabelle.schluessel)


def test_dp01_verweise_zeigen_auf_fruehere_tabellen_und_deren_schluessel():
    for nummer, tabelle in enumerate(laden().values()):
        for verweis in tabelle.verweise:
            assert REIHENFOLGE.index(verweis.tabelle) <= nummer
            assert laden()[verweis.tabelle].schluessel == (verweis.ziel,)


def test_die_beschreibung_fuer_andere_verfahren_ist_die_der_schemas():
    text = (WURZEL / "docs" / "datenpaket.md").read_text(encoding="utf-8")
    assert text == erneuern(text), "python -m wegplan.kit.exchange.beschreibung docs/datenpaket.md"
