"""Support in the file of a person: internships, services and certificates of every Teilnahme in the programme."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.foerderung.queries import leistungen_von, praktika_von, teilnahmen_im_programm, zertifikate_von
from wegplan.domains.foerderung.rules import lesbarer_inhalt
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import klassen


@dataclass
class Foerderbild:
    """What the tab shows of one Teilnahme. `leistungen`: each with its contents, None where they must not be shown."""

    teilnahme: Teilnahme
    darf_eintragen: bool
    praktika: list[Praktikum] = field(default_factory=list)
    leistungen: list[tuple[Foerderleistung, str | None]] = field(default_factory=list)
    zertifikate: list[Zertifikat] = field(default_factory=list)

    @property
    def minuten(self) -> int:
        return sum(leistung.umfang_minuten or 0 for leistung, _ in self.leistungen)


def foerderbilder(nutzer: Any, teilnahmen: Sequence[Teilnahme], stichtag: date) -> list[Foerderbild]:
    """Those of the programme, in the given order: three statements, one more for who may write."""
    gezeigt = {t.pk: t for t in im_programm(teilnahmen)}
    schreibbar = schreibbare(nutzer, gezeigt, Aktion.FOERDERUNG_ERFASSEN)
    praktika = praktika_von(gezeigt, date.max)
    leistungen = leistungen_von(gezeigt, date.min, date.max)
    zertifikate = zertifikate_von(gezeigt, stichtag)
    return [
        Foerderbild(
            t,
            pk in schreibbar,
            praktika.get(pk, [])[::-1],
            [(x, lesbarer_inhalt(x, klassen(nutzer, [t], stichtag))) for x in leistungen.get(pk, [])[::-1]],
            zertifikate.get(pk, []),
        )
        for pk, t in gezeigt.items()
    ]


def im_programm(teilnahmen: Sequence[Teilnahme]) -> list[Teilnahme]:
    return [t for t in teilnahmen if t.massnahme.foerderart == "ESF"]


def schreibbare(nutzer: Any, nummern: Any, aktion: str) -> frozenset[int]:
    """Numbers of the Teilnahmen with which the user may do `aktion`; no statement for a role that may not at all."""
    if not nutzer.darf(aktion):
        return frozenset()
    return frozenset(teilnahmen_im_programm(nutzer, aktion).filter(pk__in=list(nummern)).values_list("pk", flat=True))
