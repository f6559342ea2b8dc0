"""Required talks against hand-worked cases (JPS-17, JPS-40, JPS-41, JPS-64)."""

from datetime import date

import pytest

from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.domains.gespraech.rules import REGELWERKE, Verlauf, pflicht_projekt, pflichten, quartalsende
from wegplan.kit.rules.pruefen import geprueft_lesen

DATEI = REGELWERKE / "jobperspektive" / "faelle" / "gespraech" / "pflichten.yaml"
INHALT, _ = geprueft_lesen(DATEI, REGELWERKE / "schema" / "gespraechsfaelle.schema.json")


def tag(wert):
    return date.fromisoformat(wert) if wert else None


def verlauf(angaben):
    v = INHALT["regelfall"] | angaben
    ruht = [Zeit(tag(z["von"]), tag(z.get("bis"))) for z in v.get("ruht", [])]
    return Verlauf(tag(v["beginn"]), tag(v["geplantes_ende"]), tag(v["ende"]), v["stufe"], ruht)


@pytest.mark.parametrize("fall", INHALT["faelle"], ids=lambda f: f["fall"])
def test_jps41_regelfall(fall):
    gefuehrt = [(art, tag(t)) for art, tage in fall.get("gespraeche", {}).items() for t in tage]
    stichtag, weg = tag(fall["stichtag"]), verlauf(fall.get("verlauf", {}))
    alle = [*pflichten(weg, gefuehrt, stichtag), pflicht_projekt(weg, gefuehrt, stichtag)]
    for art, soll in fall["erwartet"].items():
        p = next(p for p in alle if p.art == art)
        assert (p.gefordert, p.gefuehrt, p.faellig) == (soll["gefordert"], soll["gefuehrt"], tag(soll["faellig"])), art
        assert p.ueberfaellig(stichtag) is soll["ueberfaellig"], art


@pytest.mark.parametrize(
    ("heute", "ende"),
    [
        (date(2025, 1, 1), date(2025, 3, 31)),
        (date(2025, 6, 30), date(2025, 6, 30)),
        (date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_jps41_das_kalendervierteljahr(heute, ende):
    assert quartalsende(heute) == ende
