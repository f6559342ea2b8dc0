"""What the public page names and until when links stand, from `regelwerke/jobperspektive/veroeffentlichung.yaml`."""

from datetime import date
from functools import cache
from typing import Any

from wegplan.domains.zielvereinbarung.rules import REGELWERKE
from wegplan.kit.rules.laden import laden

DATEI = REGELWERKE / "jobperspektive" / "veroeffentlichung.yaml"
SCHEMA = REGELWERKE / "schema" / "veroeffentlichung.schema.json"


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def stufen(tag: date) -> list[str]:
    """The stages whose projects are named."""
    return list(_werte()["stufen"].am(tag))


def verlinkt(tag: date) -> bool:
    """Whether links are shown on a day: until the end of the programme, that day included."""
    return tag <= date.fromisoformat(_werte()["programmende"].am(tag))
