"""When a question counts as overdue, from regelwerke/fragen.yaml."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from wegplan.kit.rules.laden import laden
from wegplan.kit.rules.werte import Wert

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"


@cache
def _antwort() -> Wert:
    return laden(REGELWERKE / "fragen.yaml", REGELWERKE / "schema" / "fragen.schema.json")[1]["antwort"]


def antwort_bis(wartet_seit: date) -> date:
    """The last day on which an answer is in time."""
    return wartet_seit + timedelta(days=_antwort().am(wartet_seit))
