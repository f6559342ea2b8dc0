"""Target days and projected ends, worked out by hand (JPS-30, JPS-34, JPS-64). March 2025 begins on a Saturday."""

from datetime import date, timedelta

import pytest

from wegplan.domains.anwesenheit.rules import Anspruch, Massnahmekalender, Zeit, solltage, voraussichtliches_ende
from wegplan.kit.calendar.arbeitstage import feiertage

MAERZ = (date(2025, 3, 1), date(2025, 3, 31))
IMMER = Anspruch(date(2024, 1, 1), None)
VIERTAGE = Massnahmekalender(muster=((date(2024, 1, 1), frozenset({1, 2, 3, 4})),))


def tag(nummer: int) -> date:
    return date(2025, 3, nummer)


@pytest.mark.parametrize(
    ("kalender", "anspruch", "anzahl"),
    [
        (Massnahmekalender(), IMMER, 21),
        (VIERTAGE, IMMER, 17),  # 21 weekdays less four Fridays
        (
            Massnahmekalender(muster=((tag(17), frozenset({1, 3})),)),
            IMMER,
            15,
        ),  # 10 until the 16th, then 17 19 24 26 31
        (Massnahmekalender(muster=((tag(1), frozenset({6})), (tag(15), frozenset({7})))), IMMER, 5),  # 1 8, 16 23 30
        (Massnahmekalender(schliesszeiten=(Zeit(tag(7), tag(10)),)), IMMER, 19),  # Friday and Monday
        (Massnahmekalender(feiertage={tag(3): "Fasching"}), IMMER, 20),
        (Massnahmekalender(), Anspruch(tag(12), None), 14),  # late joiner: 12 13 14, 5, 5, 1
        (Massnahmekalender(), Anspruch(tag(1), tag(12)), 8),  # the day of the exit counts
        (Massnahmekalender(), Anspruch(tag(12), tag(12)), 1),
        (Massnahmekalender(), Anspruch(date(2025, 4, 1), None), 0),
        (Massnahmekalender(), Anspruch(tag(1), None, (Zeit(tag(10), tag(14)),)), 16),  # a week's leave
        (
            Massnahmekalender(),
            Anspruch(tag(1), None, (Zeit(tag(1), None, frozenset({2, 4})),)),
            13,
        ),  # four Tuesdays and Thursdays
        (Massnahmekalender(), Anspruch(tag(1), None, (Zeit(tag(20), None),)), 13),  # interruption, JPS-64
    ],
)
def test_jps30_solltage_im_maerz(kalender, anspruch, anzahl):
    assert len(solltage(kalender, anspruch, *MAERZ)) == anzahl


def test_jps30_feiertage_des_landes_sind_keine_solltage():
    mai = (date(2025, 10, 27), date(2025, 10, 31))
    sachsen = Massnahmekalender(feiertage=feiertage("DE-SN", range(2025, 2026)))
    hessen = Massnahmekalender(feiertage=feiertage("DE-HE", range(2025, 2026)))
    assert len(solltage(sachsen, IMMER, *mai)) == 4, "Reformationstag"
    assert len(solltage(hessen, IMMER, *mai)) == 5


def tage_da(anzahl: int) -> list[date]:
    ab = tag(3)
    return [ab + timedelta(days=nr) for nr in range(60) if (ab + timedelta(days=nr)).isoweekday() < 5][:anzahl]


@pytest.mark.parametrize(
    ("noetig", "da", "weg", "stichtag", "ende"),
    [
        # Monday to Thursday from 3 March: 8 days until 13 March
        (100, 8, [], tag(14), date(2025, 8, 21)),  # 92 more = 23 weeks from 17 March: Thursday of the 23rd
        (100, 8, [17, 18], tag(14), date(2025, 8, 26)),  # two missed days move it by two days of the pattern
        (10, 8, [], tag(14), tag(18)),
        (10, 8, [17, 18, 19], tag(14), tag(24)),  # known sick until Wednesday: 20 and 24
        (8, 8, [], tag(14), tag(13)),  # reached: the day on which it was
        (9, 8, [], tag(13), tag(17)),  # today is attended already
        (1, 0, [], tag(14), tag(17)),  # a Friday is no day of this measure
    ],
)
def test_jps34_das_ende_verschiebt_sich_um_jeden_fehltag(noetig, da, weg, stichtag, ende):
    gefehlt = [tag(nr) for nr in weg]
    assert voraussichtliches_ende(VIERTAGE, Anspruch(tag(3), None), noetig, tage_da(da), gefehlt, stichtag) == ende


def test_jps34_eine_unterbrechung_schiebt_das_ende_hinaus_und_ohne_tage_gibt_es_keines():
    pause = Anspruch(tag(3), None, (Zeit(tag(17), tag(28)),))
    assert voraussichtliches_ende(VIERTAGE, pause, 10, tage_da(8), [], tag(14)) == date(2025, 4, 1)
    nie = Massnahmekalender(muster=((date(2024, 1, 1), frozenset()),))
    assert voraussichtliches_ende(nie, Anspruch(tag(3), None), 10, [], [], tag(14)) is None
