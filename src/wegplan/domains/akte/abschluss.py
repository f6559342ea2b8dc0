"""The end of a Teilnahme in the file: perspective, exit, result, status, questionnaires (JPS-70 to JPS-73)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.models import (
    Anschlussperspektive,
    Beteiligte,
    Einstiegsbegleitung,
    Ergebnis,
    Fragebogen,
    Fragebogenzeitpunkt,
    Verbleib,
    Zeitpunkt,
)
from wegplan.domains.verbleib.queries import eintraege_von, stufe_von
from wegplan.domains.verbleib.rules import anschluss_faellig, verbleib_faellig, verbleib_fruehestens

from .foerderung import im_programm, schreibbare


@dataclass(frozen=True)
class Erhebung:
    """The status at one time. `ab`: the first day on which it may be recorded; `zustand`: word and badge, if any."""

    zeitpunkt: Zeitpunkt
    verbleibe: list[Verbleib]
    ab: date | None
    bis: date | None
    zustand: tuple[str, str] | None

    @property
    def status(self) -> str:
        return ", ".join(v.get_status_display() for v in self.verbleibe)

    @property
    def arbeitgeber(self) -> str:
        return next((v.arbeitgeber for v in self.verbleibe if v.arbeitgeber), "")

    @property
    def erhoben_am(self) -> date | None:
        return self.verbleibe[0].erhoben_am if self.verbleibe else None


@dataclass
class Abschlussbild:
    """What the tab shows of one Teilnahme. `frageboegen`: (time, its record or None)."""

    teilnahme: Teilnahme
    darf_eintragen: bool
    ende_vorbei: bool
    stufe: str
    anschluss: Anschlussperspektive | None = None
    anschluss_bis: date | None = None
    ergebnis: Ergebnis | None = None
    begleitung: Einstiegsbegleitung | None = None
    erhebungen: list[Erhebung] = field(default_factory=list)
    frageboegen: list[tuple[Fragebogenzeitpunkt, Fragebogen | None]] = field(default_factory=list)

    @property
    def beteiligte(self) -> str:
        return ", ".join(Beteiligte(b).label for b in self.anschluss.beteiligt) if self.anschluss else ""


def abschlussbilder(nutzer: Any, teilnahmen: Sequence[Teilnahme], stichtag: date) -> list[Abschlussbild]:
    """Those of the programme, in the given order: five statements, one more for who may write."""
    gezeigt = im_programm(teilnahmen)
    schreibbar = schreibbare(nutzer, (t.pk for t in gezeigt), Aktion.VERBLEIB_ERFASSEN)
    eintraege = eintraege_von(t.pk for t in gezeigt)
    folgende = {t.vorherige_teilnahme_id for t in teilnahmen}

    def einer(modell: type, t: Teilnahme) -> Any:
        return next(iter(eintraege[modell].get(t.pk, [])), None)

    return [
        Abschlussbild(
            t,
            t.pk in schreibbar,
            t.austritt is None and t.geplantes_ende is not None and t.geplantes_ende < stichtag,
            stufe_von(t),
            einer(Anschlussperspektive, t),
            anschluss_faellig(t.eintritt, t.geplantes_ende) if t.geplantes_ende else None,
            einer(Ergebnis, t),
            einer(Einstiegsbegleitung, t),
            [] if t.pk in folgende else _erhebungen(t, eintraege[Verbleib].get(t.pk, []), stichtag),
            _frageboegen(eintraege[Fragebogen].get(t.pk, [])),
        )
        for t in gezeigt
    ]


def _erhebungen(t: Teilnahme, verbleibe: Sequence[Verbleib], stichtag: date) -> list[Erhebung]:
    """None before the exit. After a change of stage the journey goes on in the other Teilnahme."""
    if t.austritt is None:
        return []
    ergebnis = []
    for zeitpunkt in Zeitpunkt:
        danach = zeitpunkt == Zeitpunkt.NACH_6_MONATEN
        ab = verbleib_fruehestens(t.austritt) if danach else t.austritt
        bis = verbleib_faellig(t.austritt) if danach else t.austritt
        da = [v for v in verbleibe if v.zeitpunkt == zeitpunkt]
        zustand = None
        if not da and stichtag > bis:
            zustand = ("überfällig", "schlecht") if danach else ("fehlt", "achtung")
        elif not da and stichtag >= ab:
            zustand = ("fällig", "achtung")
        ergebnis.append(Erhebung(zeitpunkt, da, ab if ab <= stichtag else None, bis, zustand))
    return ergebnis


def _frageboegen(vorhanden: Sequence[Fragebogen]) -> list[tuple[Fragebogenzeitpunkt, Fragebogen | None]]:
    je_zeitpunkt = {f.zeitpunkt: f for f in vorhanden}
    return [(z, je_zeitpunkt.get(z)) for z in Fragebogenzeitpunkt]
