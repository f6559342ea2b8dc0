"""Warning signs against hand-worked cases (JPS-61, JPS-64)."""

from datetime import date

import pytest

from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.domains.stufenwechsel.rules import REGELWERKE, Lage, warnzeichen
from wegplan.kit.rules.pruefen import geprueft_lesen

DATEI = REGELWERKE / "jobperspektive" / "faelle" / "warnzeichen" / "warnzeichen.yaml"
INHALT, _ = geprueft_lesen(DATEI, REGELWERKE / "schema" / "warnzeichenfaelle.schema.json")


def tag(wert):
    return date.fromisoformat(wert) if wert else None


def lage(angaben):
    werte = INHALT["regelfall"] | angaben
    return Lage(
        eintritt=tag(werte["eintritt"]),
        unentschuldigt=[tag(t) for t in werte["unentschuldigt"]],
        soll=werte["soll"],
        fehltage=werte["fehltage"],
        letztes_gespraech=tag(werte["letztes_gespraech"]),
        plan_bis=tag(werte["plan_bis"]),
        ruht=[Zeit(tag(z["von"]), tag(z.get("bis"))) for z in werte["ruht"]],
        berichte=[(tag(b[:10]), b.endswith(" ja")) for b in werte["berichte"]],
    )


@pytest.mark.parametrize("fall", INHALT["faelle"], ids=lambda f: f["fall"])
def test_jps61_regelfall(fall):
    gefunden = warnzeichen(lage(fall.get("lage", {})), tag(fall["stichtag"]))
    assert [z.kennung for z in gefunden] == fall["erwartet"]
    assert all(z.beleg for z in gefunden)


def test_jps61_wer_keine_gespraeche_liest_wird_nicht_wegen_fehlender_gewarnt():
    angaben = Lage(eintritt=date(2025, 1, 15), mit_gespraechen=False)
    assert warnzeichen(angaben, date(2025, 9, 1)) == []


def test_jps61_jedes_zeichen_nennt_seinen_beleg():
    fall = next(f for f in INHALT["faelle"] if f["fall"].startswith("Mehrere"))
    belege = [z.beleg for z in warnzeichen(lage(fall["lage"]), tag(fall["stichtag"]))]
    assert belege == [
        "3 Tage in 30: 07.07., 08.07., 09.07.",
        "30 von 100 Tagen seit dem Eintritt, mehr als 20 %",
        "seit über 8 Wochen, das letzte am 02.06.2025",
        "zu überprüfen war er am 01.07.2025",
    ]
