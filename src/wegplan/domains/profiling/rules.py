"""Rules on a Gutachten: values in, values out."""

from collections.abc import Mapping

from wegplan.domains.uebergang.arten import Profilingergebnis

from .arten import ABSCHNITTE, Gutachtenart


def luecken(art: str, texte: Mapping[str, str], ergebnis: str) -> list[str]:
    """What a draft lacks before it can be finished with `ergebnis`, as German sentences.

    Where the person shall not take part, nobody needs a plan of goals."""
    ohne_ziel = art == Gutachtenart.KURZGUTACHTEN and ergebnis == Profilingergebnis.NICHT_GEEIGNET
    noetig = {"immer"} if ohne_ziel else {"immer", "geeignet"}
    return [f"Es fehlt: {a.titel}." for a in ABSCHNITTE[art] if a.pflicht in noetig and not texte.get(a.schluessel)]
