"""Steps in words: who owes them, and the text of their rule."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Protocol

from .fassungen import verfahren_nach_kennung
from .rules import Schritt, UnbekanntesVerfahren

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


def notiz_voran(neu: str, bisher: str) -> str:
    """The note of a step with the newest line first; what does not fit is kept by the history alone."""
    return "\n".join(teil for teil in (neu.strip(), bisher) if teil)[:NOTIZLAENGE]


class HatRegel(Protocol):
    """A stored step: which step of which procedure it is."""

    @property
    def verfahren(self) -> str: ...

    @property
    def schluessel(self) -> str: ...


class Regeltexte:
    """The rules of the steps of one page; every rule file is looked up once."""

    def __init__(self) -> None:
        self._je_verfahren: dict[str, Mapping[str, Schritt]] = {}

    def __call__(self, schritt: HatRegel) -> Schritt:
        """The rule of a step; for one that its procedure does not hold any more, its key as the title."""
        if schritt.verfahren not in self._je_verfahren:
            try:
                schritte = verfahren_nach_kennung(schritt.verfahren).schritte
            except UnbekanntesVerfahren:
                schritte = ()
            self._je_verfahren[schritt.verfahren] = {s.schluessel: s for s in schritte}
        return self._je_verfahren[schritt.verfahren].get(schritt.schluessel) or _ohne_regel(schritt.schluessel)

    def mit_anlass(self, kennungen: set[str]) -> list[Schritt]:
        """What these procedures ask for on an occasion, without a day."""
        gefunden = []
        for kennung in sorted(kennungen):
            with suppress(UnbekanntesVerfahren):
                gefunden += [s for s in verfahren_nach_kennung(kennung).schritte if s.anlass]
        return gefunden


def _ohne_regel(schluessel: str) -> Schritt:
    satz = "Diesen Schritt gibt es in der heutigen Fassung des Verfahrens nicht mehr."
    return Schritt(schluessel, schluessel, "", (), "soll", False, (), "", None, satz, "", "")
