"""Texts of a step, and which form records its proof: values in, values out."""

from dataclasses import dataclass
from functools import lru_cache

from wegplan.domains.vorgang.arten import Vorgangsart

VERBINDLICHKEIT = {
    "zwingend": ("zwingend", "achtung"),
    "soll": ("soll", "ruhig"),
    "bei_bedarf": ("bei Bedarf", "ruhig"),
}


@dataclass(frozen=True)
class Formular:
    """An entry form that proves a step. `ansicht`: name of its address; `art`: what the form is filled in with;
    `aktion`: what its user must be allowed."""

    wort: str
    ansicht: str
    aktion: str
    art: str = ""


FORMULARE = {
    "vereinbarung": Formular("Vereinbarung", "akte:vereinbarung_neu", "vermittlung_erfassen"),
    "vermittlung": Formular("Vermittlung", "akte:vermittlung_neu", "vermittlung_erfassen"),
    "strategie": Formular("Beginn der Handlungsstrategie", "akte:strategie_neu", "vermittlung_erfassen"),
    "strategie_ende": Formular("Ende der Handlungsstrategie", "akte:vermittlung", "vermittlung_erfassen"),
}


@lru_cache(maxsize=512)
def formulare(belege: tuple[str, ...]) -> tuple[Formular, ...]:
    """The entry forms behind the keys of records (`vorgang:gespraech_fg`, `vereinbarung:EV`), each once."""
    gefunden: dict[tuple[str, str], Formular] = {}
    for beleg in belege:
        sorte, _, art = beleg.partition(":")
        if sorte == "vorgang":
            form = Formular(Vorgangsart(art).label, "akte:vorgang_neu", "vorgang_erfassen", art)
        else:
            form = FORMULARE[sorte]
        gefunden[form.ansicht, form.art] = form
    return tuple(gefunden.values())
