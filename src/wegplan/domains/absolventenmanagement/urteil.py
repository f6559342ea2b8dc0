"""What a page shows of one Teilnahme: the verdict with its windows and every record in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .befund import DA_ENG, ELEMENTE, ZAEHLT_ENG, ZAEHLT_ERFASST, ZAEHLT_WEIT


@dataclass(frozen=True)
class Beleg:
    """A Vereinbarung or Vermittlung dated in the wide window. `schluessel` is its number in the database (0 from a
    folder); `nachgetragen`: it counts in the narrow window, but was entered after its end (PX-03);
    `maengel` why a Vermittlung does not count: names of the conditions of AM-10 it does not fulfil."""

    element: str
    id: str
    schluessel: int
    art: str
    tag: date
    gueltig_bis: date | None
    erfasst_am: date | None
    im_engen_fenster: bool
    zaehlt_ies: bool
    zaehlt_iws: bool
    nachgetragen: bool
    maengel: tuple[str, ...]


@dataclass(frozen=True)
class Urteil:
    """The answer AM-12, AM-13 for an ended Teilnahme, or AM-20 for a running one (`laeuft`: then `ende` is the planned
    end and nothing dated after `stichtag` was looked at). Made by the one definition; nothing is judged here.

    `ab` to `ende` is the narrow window, `ab` to `nach` the wide one. `erfuellt_…` and `gruende_…` are None where they
    do not apply. `vereinbarung`, `vermittlung`: states of AM-20. `belege` by day and id, oldest first."""

    regelwerk: str
    teilnahme_id: str
    teilnahme: int
    person: int
    stichtag: date
    laeuft: bool
    foerderart: str | None
    eintritt: date
    geplantes_ende: date | None
    austritt: date | None
    austrittsgrund: str
    ende: date | None
    ab: date | None
    nach: date | None
    ausschlussgrund: str | None
    erfuellt_ies: bool | None
    gruende_ies: tuple[str, ...] | None
    erfuellt_iws: bool | None
    gruende_iws: tuple[str, ...] | None
    vereinbarung_id: str | None
    vermittlung_id: str | None
    vereinbarung: str
    vermittlung: str
    belege: tuple[Beleg, ...]

    @property
    def gezaehlt(self) -> bool:
        return self.ausschlussgrund is None

    @property
    def hat_iws(self) -> bool:
        return self.erfuellt_iws is not None

    def belege_fuer(self, element: str, weit: bool = False) -> tuple[Beleg, ...]:
        """The records of one element in the narrow (or wide) window."""
        return tuple(b for b in self.belege if b.element == element and (weit or b.im_engen_fenster))

    @property
    def massgebend(self) -> tuple[Beleg, ...]:
        """The records that fulfilled it (AM-13)."""
        ids = {"vereinbarung": self.vereinbarung_id, "vermittlung": self.vermittlung_id}
        return tuple(b for b in self.belege if b.id == ids[b.element])

    @property
    def nachgetragen(self) -> tuple[Beleg, ...]:
        """Records that count though they were entered after the end with an earlier day (AM-20, PX-03)."""
        return tuple(b for b in self.belege if b.nachgetragen)


Zeile = dict[str, Any]


def aus_zeilen(zeilen: Iterable[Zeile], stichtag: date) -> list[Urteil]:
    """Verdicts from the rows of the question `urteile` (one per Teilnahme and record, any order), each with its
    `regelwerk`."""
    je_teilnahme: dict[str, list[Zeile]] = {}
    for zeile in zeilen:
        je_teilnahme.setdefault(zeile["teilnahme_id"], []).append(zeile)
    return [_urteil(gruppe, stichtag) for gruppe in je_teilnahme.values()]


def _urteil(zeilen: list[Zeile], stichtag: date) -> Urteil:
    z = zeilen[0]
    belege = sorted((_beleg(zeile) for zeile in zeilen if zeile["beleg_id"]), key=lambda b: (b.tag, b.id))
    return Urteil(
        regelwerk=z["regelwerk"],
        teilnahme=z.get("schluessel", 0),
        person=z["p"] if "schluessel" in z else 0,
        stichtag=stichtag,
        gruende_ies=_liste(z["gruende_ies"]) if z["erfuellt_ies"] is not None else None,
        gruende_iws=_liste(z["gruende_iws"]) if z["erfuellt_iws"] is not None else None,
        ab=_tag(z["ab"]),
        nach=_tag(z["nach"]),
        ende=_tag(z["ende"]),
        laeuft=bool(z["laeuft"]),
        austrittsgrund=z["austrittsgrund"] or "",
        belege=tuple(belege),
        **{name: z[name] for name in _UNVERAENDERT},
    )


_UNVERAENDERT = (
    "teilnahme_id",
    "foerderart",
    "eintritt",
    "geplantes_ende",
    "austritt",
    "ausschlussgrund",
    "erfuellt_ies",
    "erfuellt_iws",
    "vereinbarung_id",
    "vermittlung_id",
    "vereinbarung",
    "vermittlung",
)


def _beleg(z: Zeile) -> Beleg:
    element = next(name for name, faktor in ELEMENTE.items() if faktor == z["element"])
    bits = z["beleg_bits"] // z["element"]
    zaehlt = bool(bits & ZAEHLT_ENG)
    return Beleg(
        element=element,
        id=z["beleg_id"],
        schluessel=z.get("beleg_schluessel", 0),
        art=z["beleg_art"],
        tag=z["beleg_tag"],
        gueltig_bis=z["gueltig_bis"],
        erfasst_am=z.get("erfasst_am"),
        im_engen_fenster=bool(bits & DA_ENG),
        zaehlt_ies=zaehlt,
        zaehlt_iws=bool(bits & ZAEHLT_WEIT),
        nachgetragen=zaehlt and "erfasst_am" in z and not bits & ZAEHLT_ERFASST,
        maengel=tuple(z["maengel"].split()),
    )


def _liste(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _tag(wert: date | None) -> date | None:
    """PostgreSQL gives a moment where days are subtracted from a day."""
    return wert.date() if isinstance(wert, datetime) else wert
