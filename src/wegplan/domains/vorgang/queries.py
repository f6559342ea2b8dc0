"""Reading what the entry form of a Vorgang offers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wegplan.domains.teilnahme.models import Teilnahme


def teilnahmen_zur_wahl(nutzer: Any, person_id: int) -> list[Teilnahme]:
    """The Teilnahmen of a person who was fetched for `nutzer`, the latest first."""
    teilnahmen = Teilnahme.objects.filter(person_id=person_id).in_eigenen_massnahmen(nutzer)
    return list(teilnahmen.select_related("massnahme").order_by("-eintritt", "-pk"))


def naheliegende(teilnahmen: Sequence[Teilnahme], tag: date) -> Teilnahme | None:
    """The Teilnahme that a Vorgang of this day most likely belongs to: the last one begun by then, else the
    next one. `teilnahmen`: the latest first."""
    begonnen = [t for t in teilnahmen if t.eintritt <= tag]
    return begonnen[0] if begonnen else (teilnahmen[-1] if teilnahmen else None)
