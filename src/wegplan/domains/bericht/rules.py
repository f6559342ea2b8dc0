"""Rules on reports: quarters, due days, what a release asks for. Values in, values out (JPS-50 to JPS-52)."""

import calendar
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


def quartal_von(tag: date) -> date:
    """The first day of the quarter of a day."""
    return date(tag.year, (tag.month - 1) // 3 * 3 + 1, 1)


def quartalsende(quartal: date) -> date:
    """The last day of the quarter that begins on `quartal`."""
    monat = quartal.month + 2
    return date(quartal.year, monat, calendar.monthrange(quartal.year, monat)[1])


def davor(quartal: date) -> date:
    """The quarter before."""
    return quartal_von(quartal - timedelta(days=1))


def quartale(von: date, bis: date) -> list[date]:
    """First days of all quarters with a day from `von` to `bis`, the newest first."""
    gefunden = [quartal_von(bis)] if von <= bis else []
    while gefunden and gefunden[-1] > von:
        gefunden.append(davor(gefunden[-1]))
    return gefunden


def wort(quartal: date) -> str:
    """As people write it: 3. Quartal 2026."""
    return f"{(quartal.month + 2) // 3}. Quartal {quartal.year}"


def zeitraum(quartal: date, eintritt: date, austritt: date | None) -> tuple[date, date] | None:
    """The part of the quarter in which the person took part, None where they did not; both days count.

    Lesart: every Teilnahme that touches the quarter owes a report, however short, and so do entry and exit in it."""
    von, bis = max(quartal, eintritt), min(quartalsende(quartal), austritt or date.max)
    return (von, bis) if von <= bis else None


def faellig(bis: date, tage: int, liegezeiten: Iterable[tuple[date, date]] = ()) -> date:
    """The last day on which a report is in time: `tage` after the end of its quarter, and as many days later as earlier
    versions lay with the receiver (sent on, returned on): the provider's clock stands still (JPS-52)."""
    beim_empfaenger = sum(((zurueck - gesendet).days for gesendet, zurueck in liegezeiten), 0)
    return bis + timedelta(days=tage + beim_empfaenger)


@dataclass(frozen=True)
class Anlage:
    """An annex: `wenn` is the fact that brings it, `felder` what must be written in it."""

    name: str
    titel: str
    wenn: str
    felder: tuple[str, ...]


@dataclass(frozen=True)
class Anforderung:
    """What a report must hold on a day."""

    pflichtfelder: tuple[str, ...]
    anlagen: tuple[Anlage, ...]

    def beigefuegt(self, tatsachen: Mapping[str, bool]) -> list[Anlage]:
        """The annexes that belong to a report with these facts, in the order of the form."""
        return [a for a in self.anlagen if tatsachen[a.wenn]]

    def luecken(self, werte: Mapping[str, Any], tatsachen: Mapping[str, bool]) -> list[tuple[str, str]]:
        """(field, annex or "") of everything that must be there and is not; 0 and False are answers."""
        gefragt = [(feld, "") for feld in self.pflichtfelder]
        gefragt += [(feld, a.titel) for a in self.beigefuegt(tatsachen) for feld in a.felder]
        return [(feld, anlage) for feld, anlage in gefragt if _leer(werte[feld])]


def _leer(wert: Any) -> bool:
    return wert is None or (isinstance(wert, str) and not wert.strip())


def tatsachen(werte: Mapping[str, Any], inhalt: Mapping[str, Any]) -> dict[str, bool]:
    """What decides on the annexes: answers of the report (`werte`) and what the file says (`inhalt`)."""
    return {
        "praktika": bool(inhalt["praktika"]["zeilen"]),
        "foerderung": bool(inhalt["foerderung"]["zeilen"]),
        "zertifikate": bool(inhalt["zertifikate"]["zeilen"]),
        "stufenwechsel": bool(werte["stufenwechsel"]),
        "austritt": bool(inhalt["kopf"]["austritt"]) or bool(werte["vorzeitiger_austritt"]),
        "pruefungszulassung": bool(werte["pruefungszulassung"]),
    }


def pruefsumme(inhalt: Mapping[str, Any] | Sequence[Any]) -> str:
    """SHA-256 of the canonical form: keys in order, days as 2026-03-05, hexadecimal."""
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()
