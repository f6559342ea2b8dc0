"""What the participant has written and nobody has read yet, for the overview of the file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import TRAEGER, Anstehend
from wegplan.domains.akte.queries import Akte
from wegplan.domains.organisation.access import Aktion

from .queries import offene


def ungelesenes(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """One line for all of it; one statement, for who writes the plan."""
    if nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN) and (anzahl := offene(nutzer).filter(person=akte.person.pk).count()):
        satz = f"Lesen, was die Person geschrieben hat ({anzahl})"
        yield Anstehend(satz, TRAEGER, None, True, reverse("mitsprache:liste"))
