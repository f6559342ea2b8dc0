"""Rules on plans: values in, values out. The terms stand in regelwerke/jobperspektive/verfahren.yaml."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wegplan.domains.massnahme.models import Programmstufe
from wegplan.domains.verbleib.rules import monate_weiter

from .arten import EZU, QAB

PLAN, ABSTIMMUNG, VERKUERZUNG, WECHSEL = "plan", "abstimmung", "verkuerzung", "wechsel"


@dataclass(frozen=True)
class Lage:
    """What is known of one Teilnahme. `beginn`: of its training, None where that is not known; `wechsel`: day of each
    yearly check that was done, by its months."""

    stufe: str
    eintritt: date
    geplantes_ende: date | None = None
    beginn: date | None = None
    uebergeben_am: date | None = None
    abgestimmt_am: date | None = None
    verkuerzung_am: date | None = None
    wechsel: Mapping[int, date] | None = None

    @property
    def ab(self) -> date:
        """Where the terms begin: the training where there is one and it is known, else the entry."""
        return self.beginn if self.stufe in QAB and self.beginn else self.eintritt


@dataclass(frozen=True)
class Pflicht:
    """Something owed for a Teilnahme. `monate` only of a yearly check."""

    art: str
    faellig: date
    erfuellt_am: date | None
    monate: int = 0

    @property
    def offen(self) -> bool:
        return self.erfuellt_am is None

    def ueberfaellig(self, stichtag: date) -> bool:
        """Whether it is owed and its day is over."""
        return self.offen and self.faellig < stichtag


def pflichten(lage: Lage, wochen: int, wechselmonate: Sequence[int]) -> list[Pflicht]:
    """Everything owed, by day: the plan (JPS-20); of QAB its agreement and the check of a shortened training on the
    same day, of QAB klassisch the yearly checks that fall into the planned time (JPS-21). EZU owes nothing here."""
    if lage.stufe == EZU:
        return []
    am = lage.ab + timedelta(weeks=wochen)
    alle = [Pflicht(PLAN, am, lage.uebergeben_am)]
    if lage.stufe in QAB:
        alle += [Pflicht(ABSTIMMUNG, am, lage.abgestimmt_am), Pflicht(VERKUERZUNG, am, lage.verkuerzung_am)]
    if lage.stufe == Programmstufe.QAB_K:
        for monate in wechselmonate:
            tag = monate_weiter(lage.ab, monate)
            if lage.geplantes_ende is None or lage.geplantes_ende > tag:
                alle.append(Pflicht(WECHSEL, tag, (lage.wechsel or {}).get(monate), monate))
    return alle


def dringend(pflichten: Iterable[Pflicht]) -> Pflicht | None:
    """The open one that is due first; None where all is done."""
    return min((p for p in pflichten if p.offen), key=lambda p: p.faellig, default=None)


def luecken(ziel: str, inhalte: str, praxis: str, module: int) -> list[str]:
    """What a version lacks before it is handed over, as German sentences (JPS-20)."""
    fragen = (
        (ziel, "Es fehlt das Qualifizierungsziel."),
        (inhalte, "Es fehlt, welche fachlichen Inhalte die Person lernt."),
        (praxis, "Es fehlt, was zur Praxis geplant ist."),
        (module, "Es fehlen die Module mit ihren Stunden."),
    )
    return [satz for da, satz in fragen if not da]


def pruefsumme(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form of a version: keys in order, days as 2026-03-05, hexadecimal."""
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()
