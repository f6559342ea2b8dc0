"""Rows and columns that the lists of the evaluation share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wegplan.domains.absolventenmanagement import worte
from wegplan.domains.absolventenmanagement.queries import Fall, Listenzeile, Vorschauzeile
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, datum_wochentag, tage_relativ

from .stellen import Stellen, namen


@dataclass
class Zeile:
    """A row of the definition's answer (`a`) with the names that the page shows beside it."""

    a: Any
    team: str
    traeger: str
    zustaendig: list[tuple[int, str]] = field(default_factory=list)
    belege: dict[str, int] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return self.a.pk

    @property
    def person_id(self) -> int:
        return self.a.person_id

    @property
    def name(self) -> str:
        return f"{self.a.nachname}, {self.a.vorname}"


def zeilen(antworten: Iterable[Listenzeile], stellen: Stellen, zustaendig: dict[int, Any] | None = None) -> list[Zeile]:
    """Answers with names; `zustaendig` by person."""
    je_person = zustaendig or {}
    return [
        Zeile(
            a,
            stellen.name("team", a.team),
            stellen.name("traeger", a.traeger),
            je_person.get(a.person_id, []),
        )
        for a in antworten
    ]


@lru_cache
def _muster(name: str) -> str:
    return reverse(name, args=[0])


def person_url(pk: int, name: str = "akte:person") -> str:
    """The page of a person; much cheaper than reverse()."""
    return _muster(name).replace("/0/", f"/{pk}/")


def tag_zelle(tag: date | None, stichtag: date) -> SafeString:
    """A day with its weekday, and how far away it is."""
    return zweizeilig(datum_wochentag(tag), tage_relativ(tag, stichtag))


def liste_zelle(texte: list[str]) -> SafeString:
    """Several short texts, one under the other."""
    return mark_safe("<br>".join(escape(text) for text in texte))


def zustand_zelle(worte_: dict[str, tuple[str, str]], code: str) -> SafeString:
    return abzeichen(*worte_[code])


def ergebnis(fall: Fall) -> tuple[str, str]:
    return worte.ergebnis(fall.gezaehlt, fall.erfuellt_ies, fall.erfuellt_iws)


def gruende(fall: Fall) -> list[str]:
    """In words why a case is not fulfilled, or not counted."""
    if fall.ausschlussgrund:
        return [worte.AUSSCHLUSS[fall.ausschlussgrund]]
    return [worte.GRUENDE[code] for code in fall.gruende_ies]


NACHGETRAGEN = "nachträglich erfasst"


def person_spalten() -> tuple[Spalte, ...]:
    """Who, in which measure."""
    return (
        Spalte(
            "name",
            "Name",
            wert=lambda z: z.name,
            zelle=lambda z: zweizeilig(verweis(person_url(z.person_id), z.name), namen(z.zustaendig)),
            sortierung=lambda z: (z.a.sortierung, z.pk),
            fest=True,
        ),
        Spalte("kundennummer", "Kundennummer", wert="a.kundennummer", sortierung=True, klasse="eng", standard=False),
        Spalte(
            "massnahme",
            "Maßnahme",
            wert=lambda z: z.a.massnahme_titel or z.a.massnahme,
            zelle=lambda z: zweizeilig(
                z.a.massnahme_titel or z.a.massnahme, " · ".join(t for t in (z.a.foerderart, z.traeger) if t)
            ),
            sortierung=True,
        ),
        Spalte("nummer", "Maßnahmenummer", wert="a.massnahme", sortierung=True, standard=False, klasse="eng"),
        Spalte("foerderart", "Förderart", wert="a.foerderart", sortierung=True, standard=False),
        Spalte("traeger", "Träger", wert="traeger", sortierung=True, standard=False),
        Spalte("eintritt", "Eintritt", wert="a.eintritt", sortierung=True, standard=False, klasse="eng"),
    )


def team_spalte(standard: bool) -> Spalte:
    return Spalte("team", "Team", wert="team", sortierung=True, standard=standard)


def zustaendig_spalte() -> Spalte:
    """On screen the names stand below that of the person."""
    return Spalte("zustaendig", "Zuständig", wert=lambda z: namen(z.zustaendig), sortierung=True, standard=False)


def vorschau_spalten(stichtag: date) -> tuple[Spalte, ...]:
    def strategie(a: Vorschauzeile) -> str:
        return f"seit {a.strategie_seit:%d.%m.%Y}" if a.strategie_seit else "nein"

    return (
        Spalte(
            "ende",
            "Ende geplant",
            wert="a.geplantes_ende",
            zelle=lambda z: tag_zelle(z.a.geplantes_ende, stichtag),
            sortierung=lambda z: (z.a.geplantes_ende, z.a.sortierung),
            klasse="eng",
        ),
        Spalte("tage", "Tage bis zum Ende", wert="a.tage_bis_ende", sortierung=True, klasse="zahl", standard=False),
        Spalte(
            "vereinbarung",
            "Vereinbarung",
            wert=lambda z: worte.VEREINBARUNG[z.a.vereinbarung][0],
            zelle=lambda z: zustand_zelle(worte.VEREINBARUNG, z.a.vereinbarung),
            sortierung=True,
        ),
        Spalte(
            "vermittlung",
            "Vermittlung",
            wert=lambda z: worte.VERMITTLUNG[z.a.vermittlung][0],
            zelle=lambda z: zustand_zelle(worte.VERMITTLUNG, z.a.vermittlung),
            sortierung=True,
        ),
        Spalte(
            "strategie",
            "Strategie",
            wert=lambda z: strategie(z.a),
            zelle=lambda z: zweizeilig("seit", datum(z.a.strategie_seit)) if z.a.strategie_seit else "nein",
            sortierung=lambda z: z.a.strategie_seit,
            klasse="eng",
        ),
        Spalte(
            "nachgetragen",
            "Erfassung",
            wert=lambda z: NACHGETRAGEN if z.a.nachgetragen else "",
            sortierung=True,
            standard=False,
        ),
    )
