"""The projects of a user with their duties; and what of them concerns whom. Two statements, whatever the number."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.teilnahme.models import Teilnahme

from .akten import pflichten_des_projekts
from .rules import plus_monate
from .urteil import (
    ERLEDIGT,
    OFFEN,
    UEBERFAELLIG,
    VERSAEUMT,
    VERSPAETET,
    VORHER,
    Pflicht,
    ampel,
    nach_schritt,
    wartet_seit,
)
from .vorgaben import Punkt, punkte, regeln, wert
from .worte import SEITEN


@dataclass(frozen=True)
class Punktstand:
    """A numbered item in a project: its light and its duties."""

    punkt: Punkt
    pflichten: list[Pflicht]
    ampel: str


@dataclass(frozen=True)
class Projekt:
    """A project with all its duties on a day. `liste`: which Checkliste holds (`stufen`, `ezu`)."""

    massnahme: Massnahme
    liste: str
    pflichten: tuple[Pflicht, ...]
    tag: date
    ampel: str

    @property
    def pk(self) -> int:
        return self.massnahme.pk

    @property
    def name(self) -> str:
        return self.massnahme.titel or self.massnahme.massnahmenummer

    def anzahl(self, stand: str, wer: str = "") -> int:
        return sum(p.stand == stand and (not wer or p.wer == wer) for p in self.pflichten)

    @property
    def gefuehrt(self) -> tuple[date, str] | None:
        """From when on it is kept here and the number of the tick that says so, where duties fell away by that."""
        vorher = next((p for p in self.pflichten if p.grund == VORHER), None)
        return (vorher.seit, vorher.beleg.partition(":")[2]) if vorher and vorher.seit else None

    @property
    def rechtzeitig(self) -> Decimal | None:
        """The share done in time of all that is done, overdue or missed, in percent; None without any."""
        gezaehlt = self.anzahl(ERLEDIGT) + sum(self.anzahl(stand) for stand in (VERSPAETET, UEBERFAELLIG, VERSAEUMT))
        return Decimal(100 * self.anzahl(ERLEDIGT)) / gezaehlt if gezaehlt else None

    @property
    def bald(self) -> list[Pflicht]:
        """What is due within the days of the yellow light."""
        gelb = wert("gelb", self.tag)
        return [p for p in self.pflichten if p.stand == OFFEN and (p.faellig - self.tag).days <= gelb]

    @property
    def naechste(self) -> date | None:
        """The next due day."""
        return min((p.faellig for p in self.pflichten if p.stand == OFFEN), default=None)

    def punkte(self) -> list[Punktstand]:
        """The items of both lists that occur here, each with its light, in the order of the lists."""
        je = nach_schritt(self.pflichten)
        gelb = wert("gelb", self.tag)
        listen = dict.fromkeys([self.liste, *(regeln()[schritt].liste for schritt in je)])
        staende = []
        for punkt in (p for liste in listen for p in punkte(liste)):
            seine = [p for regel in punkt.regeln for p in je.get(regel.schluessel, ())]
            if seine or punkt.liste == self.liste:
                staende.append(Punktstand(punkt, seine, ampel(seine, self.tag, gelb)))
        return staende


def projekte_laden(nutzer: Any, tag: date, massnahmen: Collection[int] | None = None) -> list[Projekt]:
    """The projects of the programme that have begun and did not end too long ago, or these of them, with their duties,
    as far as the user sees them; two statements."""
    if not nutzer.darf(Aktion.CHECKLISTE_SEHEN):
        return []
    gewaehlt = massnahmen_fuer(nutzer).filter(foerderart=Foerderart.ESF)
    if massnahmen is not None:
        gewaehlt = gewaehlt.filter(pk__in=massnahmen)
    projekte = {m.pk: m for m in gewaehlt.select_related("traeger", "regionalbuero").order_by("titel", "pk")}
    akten = {pk: (lage, inhalt) for pk, lage, inhalt, _ in _akten(tag, list(projekte))}
    return [_projekt(m, *akten[pk], tag) for pk, m in projekte.items() if pk in akten]


def _akten(tag: date, massnahmen: list[int] | None) -> list[tuple[int, str, str, dict[str, int]]]:
    """What the database gathers of projects, or (None) of all that the user may see."""
    seit = plus_monate(tag, -wert("rueckblick", tag))
    with connection.cursor() as c:
        c.execute(
            "select massnahme, lage, inhalt, schritte::text from checkliste_akten(%s, %s, %s)", [massnahmen, tag, seit]
        )
        return [(pk, lage, inhalt, json.loads(schritte)) for pk, lage, inhalt, schritte in c.fetchall()]


def _projekt(m: Massnahme, lage: str, inhalt: str, tag: date) -> Projekt:
    liste, alle = pflichten_des_projekts(m.pk, lage, inhalt, tag)
    return Projekt(m, liste, alle, tag, ampel(alle, tag, wert("gelb", tag)))


def teilnahmen_zu(nutzer: Any, pflichten: Iterable[Pflicht]) -> dict[int, Teilnahme]:
    """The Teilnahmen behind duties that the user may see, with their persons, by number; one statement."""
    nummern = {p.teilnahme for p in pflichten if p.teilnahme}
    if not nummern or not nutzer.darf(Aktion.PERSON_LESEN):
        return {}
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.CHECKLISTE_SEHEN).filter(pk__in=nummern)
    return {t.pk: t for t in erlaubt.select_related("person")}


def seite_von(nutzer: Any) -> str:
    """Which side of a project the user stands on: bdl, rb, or empty."""
    return SEITEN.get(Rolle(nutzer.rolle), "") if nutzer.rolle else ""


def aelteste(projekte: Iterable[Projekt], stand: str) -> list[tuple[Projekt, Pflicht]]:
    """Everything that stands so (overdue, missed), the oldest first."""
    alle = [(projekt, p) for projekt in projekte for p in projekt.pflichten if p.stand == stand]
    return sorted(alle, key=lambda paar: (paar[1].faellig, paar[0].name, paar[1].schritt))


def wartendes(projekte: Iterable[Projekt]) -> list[tuple[Projekt, Pflicht]]:
    """Where somebody waits for somebody, since the longest first."""
    alle = [(projekt, p) for projekt in projekte for p in projekt.pflichten if wartet_seit(p)]
    return sorted(alle, key=lambda paar: (paar[1].seit or date.max, paar[0].name, paar[1].schritt))


@dataclass(frozen=True)
class Kurz:
    """What the start page says of the own side: duties overdue and due soon, how often somebody waits for it, steps of
    interventions that are due."""

    ueberfaellig: int
    bald: int
    wartend: int
    schritte: int


def kurz(nutzer: Any, tag: date) -> Kurz | None:
    """The figures of the own side, None for who has none; one statement."""
    seite = seite_von(nutzer)
    if not seite or not nutzer.darf(Aktion.CHECKLISTE_SEHEN):
        return None
    akten = _akten(tag, None)
    gelb = tag + timedelta(days=wert("gelb", tag))
    eigene = [
        p for pk, lage, inhalt, _ in akten for p in pflichten_des_projekts(pk, lage, inhalt, tag)[1] if p.wer == seite
    ]
    return Kurz(
        ueberfaellig=sum(p.stand == UEBERFAELLIG for p in eigene),
        bald=sum(p.stand == OFFEN and p.faellig <= gelb for p in eigene),
        wartend=sum(wartet_seit(p) is not None for p in eigene),
        schritte=sum(schritte.get(seite, 0) for *_, schritte in akten),
    )
