"""Rules on proposals: values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Stand, Wegfall
from wegplan.kit.ui.textfilter import datum

from .arten import BISHER, Vorschlagsart
from .models import Aenderungsvorschlag


class Schrittlage(Protocol):
    """A step, or an entry of its history: what it says at one moment."""

    @property
    def verfahren(self) -> str: ...

    @property
    def schluessel(self) -> str: ...

    @property
    def lauf(self) -> int: ...

    @property
    def faellig_bis(self) -> date: ...

    @property
    def stand(self) -> str: ...

    @property
    def grund(self) -> str: ...


@dataclass(frozen=True)
class Bewegung:
    """What a moved date does to one step: its state before and after, None where there was or is none."""

    vorher: Schrittlage | None
    nachher: Schrittlage

    @property
    def alter_tag(self) -> date | None:
        return self.vorher.faellig_bis if self.vorher and self.vorher.stand != Stand.ENTFALLEN else None

    @property
    def neuer_tag(self) -> date | None:
        return self.nachher.faellig_bis if self.nachher.stand != Stand.ENTFALLEN else None

    @property
    def wort(self) -> tuple[str, str]:
        """In a word, with the state of the badge."""
        if self.neuer_tag is None:
            return "entfällt", "ruhig"
        if self.alter_tag is None:
            return ("neu", "info") if self.vorher is None else ("wieder offen", "info")
        if self.nachher.stand == Stand.ERLEDIGT:
            return "erledigt", "gut"
        return ("später", "info") if self.neuer_tag > self.alter_tag else ("früher", "achtung")

    @property
    def warum(self) -> str:
        """Why it falls away."""
        return str(Wegfall(self.nachher.grund).label) if self.nachher.stand == Stand.ENTFALLEN else ""


Schluessel = tuple[str, int]


def nach_schluessel(lagen: Iterable[Schrittlage]) -> dict[Schluessel, Schrittlage]:
    """Steps of one Teilnahme by what tells them apart."""
    return {(lage.schluessel, lage.lauf): lage for lage in lagen}


def bewegungen(vorher: Mapping[Schluessel, Schrittlage], nachher: Mapping[Schluessel, Schrittlage]) -> list[Bewegung]:
    """The steps of one Teilnahme whose due day or state is another one, by their new day."""
    alle = [Bewegung(vorher.get(schluessel), lage) for schluessel, lage in nachher.items()]
    return sorted(
        (b for b in alle if b.vorher is None or _lage(b.vorher) != _lage(b.nachher)),
        key=lambda b: (b.neuer_tag or b.nachher.faellig_bis, b.nachher.schluessel, b.nachher.lauf),
    )


def _lage(lage: Schrittlage) -> tuple[date, str]:
    return lage.faellig_bis, lage.stand


def bisheriger_tag(teilnahme: Teilnahme, art: str) -> date | None:
    """The date that a proposal of this kind would move away from."""
    tag: date | None = getattr(teilnahme, BISHER[Vorschlagsart(art)][0])
    return tag


def jetziger_tag(teilnahme: Teilnahme, art: str) -> date | None:
    """The date that an accepted proposal of this kind has set: an early end sets the exit."""
    return teilnahme.austritt if art == Vorschlagsart.VORZEITIGES_ENDE else bisheriger_tag(teilnahme, art)


def hindernis(vorschlag: Aenderungsvorschlag, teilnahme: Teilnahme) -> str:
    """Why the proposal cannot be accepted as things stand; "" when it can."""
    if teilnahme.austritt is not None:
        return f"Die Teilnahme hat inzwischen einen Austritt am {teilnahme.austritt:%d.%m.%Y}."
    jetzt = bisheriger_tag(teilnahme, vorschlag.art)
    if jetzt != vorschlag.altes_datum:
        name = BISHER[Vorschlagsart(vorschlag.art)][1]
        return (
            f"Beim Vorschlag galt als {name}: {_tag(vorschlag.altes_datum)}; inzwischen gilt: {_tag(jetzt)}. "
            "Lehnen Sie ihn ab, oder lassen Sie ihn neu stellen."
        )
    return ""


def tag_pruefen(art: str, altes: date | None, neues: date, eintritt: date, ende: date | None) -> str:
    """Why `neues` is no sensible date for a proposal of this kind; "" when it is."""
    if art == Vorschlagsart.ANDERER_BEGINN:
        if neues == altes:
            return "Das ist der bisherige Eintritt. Nennen Sie einen anderen Tag."
        return f"Der Eintritt läge nach dem geplanten Ende am {ende:%d.%m.%Y}." if ende and neues > ende else ""
    if neues < eintritt:
        return f"Dieser Tag liegt vor dem Eintritt am {eintritt:%d.%m.%Y}."
    if art == Vorschlagsart.VERLAENGERUNG and altes and neues <= altes:
        return f"Eine Verlängerung endet nach dem bisherigen geplanten Ende am {altes:%d.%m.%Y}."
    if art == Vorschlagsart.VORZEITIGES_ENDE and altes and neues >= altes:
        return f"Ein vorzeitiges Ende liegt vor dem geplanten Ende am {altes:%d.%m.%Y}."
    return ""


def _tag(tag: date | None) -> str:
    return datum(tag) if tag else "ohne Tag"
