"""Rule files: what is wrong is said with file and line; the value of a day is the one in force on it."""

import json
from datetime import date

import pytest

from wegplan.kit.rules.fehler import RegelwerkFehler
from wegplan.kit.rules.laden import laden

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "werte"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]+$"},
        "art": {"enum": ["eins", "zwei"]},
        "werte": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["einheit", "eintraege"],
                "properties": {
                    "einheit": {"const": "Tage"},
                    "eintraege": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["gilt_ab", "wert", "fundstelle"],
                            "properties": {"wert": {"type": ["integer", "null", "array"], "minimum": 1}},
                        },
                    },
                },
            },
        },
    },
}
GUT = """name: probe
werte:
  dauer:
    einheit: Tage
    eintraege:
      - gilt_ab: 2020-01-01
        wert: 91
        fundstelle: Abschnitt 1
      - gilt_ab: 2024-07-01
        wert: 92
        fundstelle: Abschnitt 2
        lesart: anders gelesen
"""


@pytest.fixture
def lesen(tmp_path):
    """Loads a rule file with the given text."""
    schema = tmp_path / "probe.schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    datei = tmp_path / "probe.yaml"

    def von(text):
        datei.write_text(text, encoding="utf-8")
        return laden(datei, schema)

    return von


def test_am12_der_wert_des_tages_ist_der_in_kraft_stehende(lesen):
    kopf, werte = lesen(GUT)
    dauer = werte["dauer"]
    assert kopf == {"name": "probe"}
    assert (dauer.einheit, dauer.beginn) == ("Tage", date(2020, 1, 1))
    assert dauer.am(date(2024, 6, 30)) == 91
    assert dauer.am(date(2024, 7, 1)) == 92
    assert dauer.eintrag(date(2025, 1, 1)).lesart == "anders gelesen"
    assert list(dauer.alle()) == [91, 92]


def test_vor_dem_ersten_eintrag_gilt_der_erste(lesen):
    assert lesen(GUT)[1]["dauer"].am(date(1999, 1, 1)) == 91


def test_listen_sind_unveraenderlich(lesen):
    assert lesen(GUT.replace("wert: 91", "wert: [91, [1]]"))[1]["dauer"].am(date(2020, 1, 1)) == (91, (1,))


@pytest.mark.parametrize(
    ("alt", "neu", "zeile", "satz"),
    [
        ("        fundstelle: Abschnitt 1\n", "", 6, "es fehlt „fundstelle“"),
        ("wert: 91", "wert: viele", 7, "erwartet wird eine ganze Zahl oder leer oder eine Liste, nicht „viele“"),
        ("wert: 91", "wert: 0", 7, "0 ist nicht möglich, mindestens 1"),
        ("einheit: Tage", "einheit: Wochen", 4, "hier muss „Tage“ stehen, nicht „Wochen“"),
        ("name: probe", "name: Probe 1", 1, "hat nicht die erwartete Form"),
        ("name: probe", "name: probe\nart: drei", 2, "„drei“ ist nicht erlaubt; möglich sind eins, zwei"),
        ("name: probe", "name: probe\nneu: 1", 1, "unbekannte Angabe „neu“"),
        ("gilt_ab: 2020-01-01", "gilt_ab: 2020-02-30", 6, "„2020-02-30“ ist kein Tag im Kalender"),
        ("gilt_ab: 2024-07-01", "gilt_ab: 2019-01-01", 9, "müssen nach „gilt_ab“ aufsteigen"),
        ("gilt_ab: 2024-07-01", "gilt_ab: 2020-01-01", 9, "müssen nach „gilt_ab“ aufsteigen"),
        ("wert: 91", "wert: 91\n        wert: 92", 8, "„wert“ steht hier doppelt"),
        ("name: probe", "name: [probe", 2, "kein gültiges YAML"),
        ("name: probe", "name: @probe", 1, "kein gültiges YAML"),
    ],
)
def test_ein_fehler_wird_mit_datei_und_zeile_genannt(lesen, alt, neu, zeile, satz):
    assert alt in GUT
    with pytest.raises(RegelwerkFehler) as fehler:
        lesen(GUT.replace(alt, neu))
    assert f"probe.yaml, Zeile {zeile}: " in str(fehler.value)
    assert satz in str(fehler.value)


def test_alle_fehler_werden_genannt(lesen):
    with pytest.raises(RegelwerkFehler) as fehler:
        lesen(GUT.replace("einheit: Tage", "einheit: Wochen").replace("wert: 92", "wert: viele"))
    assert [befund.zeile for befund in fehler.value.befunde] == [4, 10]


@pytest.mark.parametrize("text", ["", "nur Text", "- eine\n- Liste"])
def test_eine_datei_ohne_inhalt_ist_ein_satz_und_kein_absturz(lesen, text):
    with pytest.raises(RegelwerkFehler, match="Zeile 1: Datei: erwartet wird ein Block mit Angaben"):
        lesen(text)


def test_eine_fehlende_datei_ist_ein_satz(tmp_path):
    with pytest.raises(RegelwerkFehler, match="nicht lesbar"):
        laden(tmp_path / "fehlt.yaml", tmp_path / "probe.schema.json")
