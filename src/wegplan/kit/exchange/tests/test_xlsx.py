"""Tables for people: nothing in them runs (DP-03)."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from wegplan.kit.exchange.xlsx import tabelle_xlsx


def lesen(spalten, zeilen, blatt="Tabelle"):
    return openpyxl.load_workbook(io.BytesIO(tabelle_xlsx(spalten, zeilen, blatt))).active


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUMME(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_dp03_was_eine_tabelle_rechnen_wuerde_bleibt_text(text):
    zelle = lesen(["Name"], [[text]])["A2"]
    assert zelle.data_type == "s"
    assert zelle.quotePrefix
    assert zelle.value.replace("_x000D_", "\r") == text


def test_dp03_tage_zahlen_und_ja_nein_kommen_als_solche_an():
    blatt = lesen(["a"] * 6, [[date(2026, 3, 5), 5, Decimal("1.5"), True, None, "x" * 40_000]])
    werte = [zelle.value for zelle in next(blatt.iter_rows(min_row=2))]
    assert werte[:5] == [datetime(2026, 3, 5), 5, 1.5, "ja", None]
    assert len(werte[5]) == 32_767


def test_dp03_zeiten_stehen_in_ortszeit():
    zeit = timezone.make_aware(datetime(2026, 7, 1, 12, 0))
    assert lesen(["t"], [[zeit]])["A2"].value == datetime(2026, 7, 1, 12, 0)


def test_dp03_unerlaubte_zeichen_im_blattnamen_stoeren_nicht():
    assert lesen(["t"], [], "Team [1]: a/b? " + "x" * 40).title.startswith("Team 1 ab")
