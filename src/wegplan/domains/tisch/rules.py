"""Texts of a step, and which form records its proof: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from wegplan.domains.verfahren.rules import Schritt, verfahren, verfahren_laden
from wegplan.domains.vorgang.arten import Vorgangsart

VERBINDLICHKEIT = {
    "zwingend": ("zwingend", "achtung"),
    "soll": ("soll", "ruhig"),
    "bei_bedarf": ("bei Bedarf", "ruhig"),
}
ROLLEN = {
    "pap": "persönliche Ansprechperson",
    "ifk": "Integrationsfachkraft",
    "ifk_bae": "Integrationsfachkraft BaE",
    "bov": "bewerberorientierte Vermittlung",
    "mb": "Maßnahmebetreuung",
    "ags": "Arbeitgeber-Service",
    "bb": "Berufsberatung",
    "tl": "Teamleitung",
    "bl": "Bereichsleitung",
    "dqm": "Datenqualitätsmanagement",
    "bdl": "Bildungsdienstleister",
    "rb": "Regionalbüro",
}
NOTIZLAENGE = 500


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


class HatRegel(Protocol):
    """A stored step: which step of which procedure it is."""

    @property
    def verfahren(self) -> str: ...

    @property
    def schluessel(self) -> str: ...


class Regeltexte:
    """The rules of the steps of one page; every rule file is looked up once."""

    def __init__(self) -> None:
        self._bekannt = frozenset(verfahren())
        self._je_verfahren: dict[str, Mapping[str, Schritt]] = {}

    def __call__(self, schritt: HatRegel) -> Schritt:
        """The rule of a step; for one that its rule file does not hold any more, its key as the title."""
        if schritt.verfahren not in self._je_verfahren:
            bekannt = schritt.verfahren in self._bekannt
            schritte = verfahren_laden(schritt.verfahren).schritte if bekannt else ()
            self._je_verfahren[schritt.verfahren] = {s.schluessel: s for s in schritte}
        return self._je_verfahren[schritt.verfahren].get(schritt.schluessel) or _ohne_regel(schritt.schluessel)


def _ohne_regel(schluessel: str) -> Schritt:
    satz = "Diesen Schritt gibt es in der heutigen Fassung des Verfahrens nicht mehr."
    return Schritt(schluessel, schluessel, "", (), "soll", False, (), "", None, satz, "", "")


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


def notiz_voran(neu: str, bisher: str) -> str:
    """The note of a step with the newest line first; what does not fit is kept by the history alone."""
    return "\n".join(teil for teil in (neu.strip(), bisher) if teil)[:NOTIZLAENGE]
