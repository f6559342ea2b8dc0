"""What must hold for any package: groups add up to the whole, and nothing exceeds its denominator (AW-01)."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wegplan.domains.zielindikatoren.ordner import Ordner
from wegplan.domains.zielindikatoren.quelle import PAKET
from wegplan.domains.zielindikatoren.rules import regelwerk_laden
from wegplan.domains.zielindikatoren.zeilen import zielindikatoren
from wegplan.kit.exchange.schema import laden

from .faelle import schreiben

STICHTAG = date(2025, 6, 30)
TAGE = st.dates(date(2024, 6, 1), date(2025, 12, 31)).map(date.isoformat)
STUFEN = st.sampled_from(["QAB-D", "QAB-K", "EZU", "IEB", "VDB", None])
MASSNAHMEN = st.lists(
    st.tuples(STUFEN, st.sampled_from(["B1", "B2", None]), st.sampled_from(["R1", "R2"])), min_size=1, max_size=4
)


def code(tabelle: str, spalte: str) -> Any:
    return st.sampled_from([*laden()[tabelle].spalte(spalte).werte, None])


ja = st.sampled_from([True, False, None])
TEILNAHME = st.tuples(
    st.integers(0, 3), TAGE, st.none() | TAGE, code("teilnahmen", "austrittsgrund"), st.none() | STUFEN
)
ERGEBNIS = st.none() | st.tuples(code("ergebnisse", "ergebnis"), ja, ja, ja, ja, code("ergebnisse", "anschluss"))
VERBLEIB = st.tuples(
    st.sampled_from(["austritt", "nach_6_monaten"]),
    st.sampled_from(laden()["verbleibe"].spalte("status").werte),
    st.none() | TAGE,
)
FALL = st.tuples(TEILNAHME, ERGEBNIS, st.lists(VERBLEIB, max_size=3, unique_by=lambda v: v[:2]), st.none() | ja)


@st.composite
def pakete(draw: Any) -> dict[str, list[tuple[Any, ...]]]:
    """A random small programme."""
    zeilen: dict[str, list[tuple[Any, ...]]] = {name: [] for name in PAKET}
    massnahmen = draw(MASSNAHMEN)
    zeilen["massnahmen"] = [(f"M{nr}", *rest) for nr, rest in enumerate(massnahmen)]
    for nr, ((m, eintritt, austritt, grund, stufe), ergebnis, verbleibe, praktikum) in enumerate(
        draw(st.lists(FALL, max_size=12))
    ):
        k = f"T{nr}"
        zeilen["teilnahmen"].append((k, f"M{m % len(massnahmen)}", eintritt, austritt, grund, stufe))
        zeilen["ergebnisse"] += [(k, *ergebnis)] if ergebnis else []
        zeilen["verbleibe"] += [(k, *verbleib) for verbleib in verbleibe]
        zeilen["praktika"] += [(f"P{nr}", k, eintritt, praktikum)] if praktikum is not None else []
    return zeilen


def summen(zeilen: list[tuple[Any, ...]], gruppen: int) -> dict[tuple[str, str], tuple[int, ...]]:
    """Numerator, denominator, answered, summed by stage and indicator."""
    summe: dict[tuple[str, str], tuple[int, ...]] = {}
    for zeile in zeilen:
        name, zaehler, nenner, *_, erhoben, _ = zeile[gruppen:]
        bisher = summe.get((zeile[0], name), (0, 0, 0))
        teile = (zaehler, nenner or 0, erhoben or 0)
        summe[zeile[0], name] = tuple(a + b for a, b in zip(bisher, teile, strict=True))
    return summe


@given(zeilen=pakete())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_aw01_gruppen_ergeben_zusammen_das_ganze(zeilen):
    with tempfile.TemporaryDirectory() as ort:
        quelle = Ordner(schreiben(zeilen, Path(ort)))
    regel = regelwerk_laden()
    ganz = zielindikatoren(quelle, regel, STICHTAG, ())
    for gruppen in (("stufe", "traeger"), ("stufe", "regionalbuero", "massnahme")):
        assert summen(zielindikatoren(quelle, regel, STICHTAG, gruppen), len(gruppen)) == summen(ganz, 1)
    for _, _, zaehler, nenner, *_, erhoben, faellig in ganz:
        assert nenner is None or 0 <= zaehler <= erhoben <= nenner == faellig
