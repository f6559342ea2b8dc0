from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from wegplan.kit.ui import textfilter

STICHTAG = date(2026, 3, 5)


def test_ein_tag_steht_wie_in_aemtern_ueblich():
    assert textfilter.datum(STICHTAG) == "05.03.2026"
    assert textfilter.datum_wochentag(STICHTAG) == "Do, 05.03.2026"
    assert textfilter.datum(None) == textfilter.datum_wochentag(None) == textfilter.datum_zeit(None) == "–"


def test_ein_zeitpunkt_steht_in_ortszeit():
    assert textfilter.datum_zeit(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "02.07.2026, 00:30 Uhr"


@pytest.mark.parametrize(
    ("tag", "wort"),
    [(5, "heute"), (6, "morgen"), (4, "gestern"), (8, "in 3 Tagen"), (1, "seit 4 Tagen")],
)
def test_der_abstand_zum_stichtag_steht_in_worten(tag, wort):
    assert textfilter.tage_relativ(date(2026, 3, tag), STICHTAG) == wort


def test_am15_eine_quote_hat_eine_stelle_und_ist_nie_0_ohne_faelle():
    assert textfilter.prozent(Decimal("87.45")) == "87,5 %"
    assert textfilter.prozent(Decimal("0")) == "0,0 %"
    assert textfilter.prozent(None) == "keine Fälle"


def test_grosse_zahlen_tragen_punkte():
    assert textfilter.zahl(5000) == "5.000"
    assert textfilter.zahl(None) == "–"
