"""Hand-worked cases: what is owed when (JPS-20, JPS-21)."""

from datetime import date
from typing import Any

import pytest

from wegplan.domains.qualifizierungsplan.darstellung import stand
from wegplan.domains.qualifizierungsplan.rules import Lage, dringend, luecken, pflichten
from wegplan.domains.qualifizierungsplan.vorgaben import REGELWERKE, wechselmonate, wochen
from wegplan.kit.rules.pruefen import geprueft_lesen

DATEI = REGELWERKE / "jobperspektive" / "faelle" / "qualifizierungsplan" / "pflichten.yaml"
INHALT, _ = geprueft_lesen(DATEI, REGELWERKE / "schema" / "qualifizierungsplanfaelle.schema.json")
TAGE = ("eintritt", "geplantes_ende", "beginn", "uebergeben_am", "abgestimmt_am", "verkuerzung_am")


def lage(werte: dict[str, Any]) -> Lage:
    tage = {name: date.fromisoformat(werte[name]) for name in TAGE if name in werte}
    wechsel = {int(m): date.fromisoformat(tag) for m, tag in werte.get("wechsel", {}).items()}
    return Lage(stufe=werte["stufe"], wechsel=wechsel, **tage)


@pytest.mark.parametrize("fall", INHALT["faelle"], ids=lambda f: f["fall"])
def test_jps20_was_geschuldet_wird(fall: dict[str, Any]) -> None:
    stichtag = date.fromisoformat(fall["stichtag"])
    gefunden = pflichten(lage(fall["lage"]), fall.get("wochen", wochen()), wechselmonate())
    assert [
        [f"{p.art} {p.monate}".removesuffix(" 0"), p.faellig.isoformat(), stand(p, stichtag)[0]] for p in gefunden
    ] == fall["pflichten"]


def test_jps20_die_vorgaben_stehen_in_der_checkliste() -> None:
    assert (wochen(), wechselmonate()) == (4, (12, 24))


def test_jps20_am_dringendsten_ist_was_zuerst_faellig_ist() -> None:
    offen = pflichten(Lage("QAB-K", date(2025, 9, 1), uebergeben_am=date(2025, 9, 2)), 4, (12, 24))
    gefunden = dringend(offen)
    assert gefunden is not None and gefunden.art == "abstimmung"
    assert dringend([]) is None


def test_jps20_was_zur_uebergabe_fehlt_wird_genannt() -> None:
    assert luecken("Lager", "Versand", "Praktikum", 3) == []
    assert luecken("", "Versand", "Praktikum", 0) == [
        "Es fehlt das Qualifizierungsziel.",
        "Es fehlen die Module mit ihren Stunden.",
    ]
