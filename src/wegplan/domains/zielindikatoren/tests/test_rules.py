"""The rule file: what it must say, and that the code knows every condition it names."""

import json
from datetime import date
from decimal import Decimal

import ibis
import pytest

from wegplan.domains.absolventenmanagement.rules import REGELWERKE
from wegplan.domains.zielindikatoren.bedingungen import bedingungen, faelle
from wegplan.domains.zielindikatoren.rules import DATEI, SCHEMA, quote, regelwerk_laden
from wegplan.kit.rules.fehler import RegelwerkFehler

TAG = date(2025, 12, 31)


def test_jps90_datei_code_und_schema_kennen_dieselben_bedingungen():
    regel = regelwerk_laden()
    im_code = bedingungen(faelle(regel, TAG), regel, TAG)
    im_schema = json.loads((REGELWERKE / SCHEMA).read_text(encoding="utf-8"))["$defs"]["bedingung"]["enum"]
    assert set(regel.bedingungen) == set(im_code) == set(im_schema)
    assert all(isinstance(wert, ibis.expr.types.BooleanValue) for wert in im_code.values())


def test_jps90_die_ziele_stehen_wie_im_programm():
    soll = {i.name: (i.soll, i.richtung) for i in regelwerk_laden().indikatoren(TAG) if i.soll}
    assert soll == {
        "QAB.teilnehmende": (Decimal("500.0"), "mindestens"),
        "QAB.verkuerzt": (Decimal("50.0"), "mindestens"),
        "QAB.abschluss": (Decimal("75.0"), "mindestens"),
        "QAB.vermittlungsquote_1": (Decimal("40.0"), "mindestens"),
        "QAB.vermittlungsquote_2": (Decimal("60.0"), "mindestens"),
        "EZU.teilnehmende": (Decimal("910.0"), "mindestens"),
        "EZU.abschluss": (Decimal("80.0"), "mindestens"),
        "EZU.vermittlungsquote_1": (Decimal("50.0"), "mindestens"),
        "EZU.vermittlungsquote_2": (Decimal("75.0"), "mindestens"),
        "IEB.teilnehmende": (Decimal("1100.0"), "mindestens"),
        "IEB.beendet": (Decimal("80.0"), "mindestens"),
        "IEB.abbruchquote": (Decimal("20.0"), "hoechstens"),
        "IEB.vermittlungsquote_1": (Decimal("35.0"), "mindestens"),
        "IEB.vermittlungsquote_1a": (Decimal("75.0"), "mindestens"),
        "VDB.teilnehmende": (Decimal("1000.0"), "mindestens"),
        "VDB.abbruchquote": (Decimal("20.0"), "hoechstens"),
        "VDB.anschlussperspektive": (Decimal("70.0"), "mindestens"),
        "VDB.ausbildung_qualifizierung": (Decimal("30.0"), "mindestens"),
    }


@pytest.mark.parametrize(
    ("zaehler", "nenner", "gedruckt"),
    [(551, 758, "72.7"), (428, 551, "77.7"), (451, 1495, "30.2"), (581, 2323, "25.0"), (1031, 1683, "61.3")],
)
def test_aw04_kaufmaennisch_wie_in_den_ergebnissen_gedruckt(zaehler, nenner, gedruckt):
    assert quote(zaehler, nenner) == Decimal(gedruckt)


def test_eine_unbekannte_bedingung_nennt_ihre_zeile(tmp_path):
    for name in (DATEI, SCHEMA):
        ziel = tmp_path / name
        ziel.parent.mkdir(parents=True, exist_ok=True)
        ziel.write_text((REGELWERKE / name).read_text(encoding="utf-8").replace("zaehler: [vorzeitig]", "zaehler: [x]"))
    with pytest.raises(RegelwerkFehler) as fehler:
        regelwerk_laden(tmp_path)
    assert len(fehler.value.befunde) == 4 and fehler.value.befunde[0].zeile > 1
    assert "„x“ ist nicht erlaubt" in str(fehler.value)
