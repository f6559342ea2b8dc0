"""Figures from counts: rates, verdict, what is hidden from whom sees no persons (AW-04, AW-06)."""

from decimal import Decimal
from itertools import product

import pytest

from wegplan.domains.zielvereinbarung.zahlen import Zahl, klein, summe, urteil, verdeckte


def test_aw04_kaufmaennisch_gerundet_und_kein_fall_ist_keine_quote():
    assert Zahl(1, 16, 16).ist == Decimal("6.3")
    assert Zahl(0, 0, 0).ist is None and urteil(None, Decimal(50), "mindestens") == ""
    assert Zahl(7).ist == Decimal(7) and Zahl(7).n == 7


def test_jps91_offene_nachfragen_zaehlen_streng_und_stehen_daneben():
    z = Zahl(3, 8, 6)
    assert (z.ist, z.ist_erhoben) == (Decimal("37.5"), Decimal("50.0"))


def test_aw04_kleine_gruppen_tragen_ihr_intervall():
    assert Zahl(1, 4, 4).intervall == (Decimal("4.6"), Decimal("69.9"))
    assert Zahl(10, 30, 30).intervall is None and Zahl(0, 0, 0).intervall is None and Zahl(5).intervall is None


@pytest.mark.parametrize(
    ("ist", "richtung", "erwartet"),
    [("20.0", "hoechstens", "erreicht"), ("20.1", "hoechstens", "verfehlt"), ("20.0", "mindestens", "erreicht")],
)
def test_jps90_am_soll_selbst_ist_es_erreicht(ist, richtung, erwartet):
    assert urteil(Decimal(ist), Decimal("20.0"), richtung) == erwartet


def test_projekte_zusammen_sind_die_summe_ihrer_faelle_nicht_der_quoten():
    z = summe([Zahl(1, 2, 1, {"abbruch": 1}), Zahl(1, 8, 8, {"abbruch": 0, "stufenwechsel": 1})])
    assert (z.zaehler, z.nenner, z.erhoben, z.gruende) == (2, 10, 9, {"abbruch": 1, "stufenwechsel": 1})
    assert z.ist == Decimal("20.0") and summe([Zahl(3), Zahl(4)]) == Zahl(7)


@pytest.mark.parametrize(
    ("zahl", "erwartet"),
    [
        (Zahl(0, 5, 5), False),
        (Zahl(2, 9, 9), True),
        (Zahl(7, 9, 9), True),  # two did not
        (Zahl(4, 9, 8), True),  # one was not asked
        (Zahl(3, 9, 6), False),
        (Zahl(3, 9, 9, {"stufenwechsel": 1, "abbruch": 2}), True),
        (Zahl(2), True),
    ],
)
def test_aw06_klein_ist_auch_was_sich_abziehen_laesst(zahl, erwartet):
    assert klein(zahl) is erwartet


def test_aw06_keine_summe_verraet_ein_verdecktes_projekt():
    """In every shown total none or at least two of its projects are hidden, whatever the figures."""
    gruppen = [frozenset({1, 2}), frozenset({3, 4}), frozenset({1, 2, 3, 4})]
    for werte in product((1, 5, 9), repeat=4):
        zahlen = {pk: Zahl(n) for pk, n in enumerate(werte, 1)}
        verdeckt = verdeckte(zahlen, gruppen)
        assert {pk for pk, z in zahlen.items() if z.n < 3} <= verdeckt
        assert all(len(gruppe & verdeckt) != 1 for gruppe in gruppen)


def test_aw06_wo_nichts_klein_ist_wird_nichts_verdeckt():
    assert verdeckte({1: Zahl(5), 2: Zahl(6)}, [frozenset({1, 2})]) == set()
