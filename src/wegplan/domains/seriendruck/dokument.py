"""The print job as one file, a sheet for each participant: PDF/UA, or Word from an own template."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.kit.documents import satz
from wegplan.kit.vorlagen import serie

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
        "absaetze": _absaetze(angaben),
        "absender": str(nutzer),
        "blaetter": [b.inhalt | {"nummer": b.nummer, "zweitschrift": b.zweitschrift} for b in blaetter],
    }
    return satz(VORLAGE, daten, tag)


def word(vorlage: Briefvorlage, blaetter: Sequence[Blatt], angaben: Mapping[str, Any], nutzer: Any, tag: date) -> bytes:
    """The same in an own template, as one DOCX. Raises Vorlagenfehler."""
    return serie(bytes(vorlage.inhalt), [werte(vorlage.art, b, angaben, nutzer, tag) for b in blaetter])


def werte(art: str, blatt: Blatt, angaben: Mapping[str, Any], nutzer: Any, tag: date) -> dict[str, Any]:
    """By the placeholders of vorlage.arten; a test compares both."""
    inhalt = blatt.inhalt
    gemeinsam = {n: inhalt[n] for n in ("name", "massnahme", "nummer_massnahme", "traeger", "von", "bis")}
    if art == Seriendruckart.BRIEF:
        brief = {"betreff": angaben.get("betreff", ""), "absaetze": _absaetze(angaben), "tag": f"{tag:%d.%m.%Y}"}
        return gemeinsam | brief | {"absender": str(nutzer), "stelle": str(nutzer.organisation or "")}
    return gemeinsam | {
        "geburtsdatum": inhalt["geburtsdatum"],
        "beendet": inhalt["beendet"],
        "tage": str(inhalt["tage"]),
        "qualifizierungen": [{"bezeichnung": wort, "am": am} for wort, am in inhalt["qualifizierungen"]],
        "module": inhalt.get("module", ""),
        "nummer": blatt.nummer,
        "tag": inhalt["tag"],
        "zweitschrift": f"Zweitschrift, gedruckt am {tag:%d.%m.%Y}" if blatt.zweitschrift else "",
    }


def _absaetze(angaben: Mapping[str, Any]) -> list[str]:
    return [a.strip() for a in angaben.get("text", "").replace("\r\n", "\n").split("\n\n") if a.strip()]
