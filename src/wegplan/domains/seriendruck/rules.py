"""What a sheet needs before it is printed. Values in, values out."""

from collections.abc import Mapping
from typing import Any

from .arten import Seriendruckart

_PERSON = (("name", "Name"), ("geburtsdatum", "Geburtsdatum"))
NOETIG: dict[str, tuple[tuple[str, str], ...]] = {
    Seriendruckart.TEILNAHME: (*_PERSON, ("bis", "Ende der Teilnahme"), ("tage", "Tage der Anwesenheit")),
    Seriendruckart.ZERTIFIKAT: (*_PERSON, ("qualifizierungen", "abgeschlossene Qualifizierung mit Tag")),
    Seriendruckart.BRIEF: (("name", "Name"),),
}


def was_fehlt(art: str, inhalt: Mapping[str, Any]) -> list[str]:
    """German words for what is missing, in the order of the sheet."""
    return [wort for name, wort in NOETIG[art] if not inhalt[name]]


def naechste_nummern(stelle: str, jahr: int, vergeben: int, anzahl: int) -> list[str]:
    """The numbers that follow `vergeben` ones of an office in a year, such as "BDL-01-2026-0007"."""
    return [f"{stelle}-{jahr}-{nr:04}" for nr in range(vergeben + 1, vergeben + anzahl + 1)]
