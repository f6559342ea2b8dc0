"""The print job as one PDF/UA, a sheet for each participant."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wegplan.kit.documents import satz

from .arten import Seriendruckart
from .services import Blatt

VORLAGE = "domains/seriendruck/dokumente/serie.typ"


def druck(art: str, blaetter: Sequence[Blatt], angaben: Mapping[str, Any], nutzer: Any, tag: date) -> bytes:
    """`angaben` hold `betreff` and `text` of a letter; a text's paragraphs are divided by empty lines."""
    daten = {
        "art": art,
        "titel": Seriendruckart(art).label,
        "stelle": str(nutzer.organisation or ""),
        "tag": f"{tag:%d.%m.%Y}",
        "betreff": angaben.get("betreff", ""),
        "absaetze": [a.strip() for a in angaben.get("text", "").replace("\r\n", "\n").split("\n\n") if a.strip()],
        "absender": str(nutzer),
        "blaetter": [b.inhalt | {"nummer": b.nummer, "zweitschrift": b.zweitschrift} for b in blaetter],
    }
    return satz(VORLAGE, daten, tag)
