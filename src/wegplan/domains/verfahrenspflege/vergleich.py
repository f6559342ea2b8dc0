"""Two versions of a procedure side by side (VF-10): values in, differences out."""

from collections.abc import Sequence
from dataclasses import dataclass

from wegplan.domains.verfahren.rules import Schritt, Verfahren

from .worte import zeilen

NEU, GEAENDERT, ENTFALLEN = "neu", "geändert", "entfallen"


@dataclass(frozen=True)
class Unterschied:
    """A step that differs. `art`: NEU, GEAENDERT or ENTFALLEN; `zeilen`: name, before, after."""

    schluessel: str
    titel: str
    art: str
    zeilen: Sequence[tuple[str, str, str]]


def unterschiede(alt: Verfahren, neu: Verfahren) -> list[Unterschied]:
    """What `neu` changes against `alt`, in the order of `neu`, dropped steps last."""
    vorher = {s.schluessel: s for s in alt.schritte}
    nachher = {s.schluessel: s for s in neu.schritte}
    gefunden = []
    for schluessel in [*nachher, *(s for s in vorher if s not in nachher)]:
        links, rechts = vorher.get(schluessel), nachher.get(schluessel)
        if links != rechts:
            gefunden.append(_unterschied(schluessel, links, rechts))
    return gefunden


def _unterschied(schluessel: str, alt: Schritt | None, neu: Schritt | None) -> Unterschied:
    links = dict(zeilen(alt)) if alt else {}
    rechts = dict(zeilen(neu)) if neu else {}
    namen = [*rechts, *(name for name in links if name not in rechts)]
    geaendert = [(n, links.get(n, ""), rechts.get(n, "")) for n in namen if links.get(n) != rechts.get(n)]
    art = NEU if not alt else GEAENDERT if neu else ENTFALLEN
    titel = rechts.get("Titel") or links.get("Titel", schluessel)
    return Unterschied(schluessel, titel, art, geaendert)
