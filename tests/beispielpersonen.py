"""Whom the examples of the access matrix are about, for every file of them."""

from typing import Any

from wegplan.domains.person.models import Person

from .welt import Welt


def personen(w: Welt) -> dict[str, Person]:
    """The own person, one of another office, one whose assignment has ended."""
    return {"eigen": w.eigen, "fremd": w.fremd, "ehemals": w.ehemals}


def laufende_teilnahme(p: Person) -> Any:
    """The newest Teilnahme."""
    return p.teilnahmen.order_by("-eintritt").first()
