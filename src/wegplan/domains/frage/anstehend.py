"""Open questions on a case, for the overview of the file (PX-09)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import Anstehend
from wegplan.domains.akte.queries import Akte

from .models import Frage
from .queries import mit_namen


def offene_fragen(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Those in which the own office takes part; one statement."""
    seite = reverse("frage:person", args=[akte.person.pk])
    for f in mit_namen(Frage.objects.fuer(nutzer).filter(person=akte.person.pk, am_zug__isnull=False)):
        satz = f"Frage beantworten, seit {f.wartet_seit:%d.%m.%Y}"
        yield Anstehend(satz, str(f.am_zug), None, f.am_zug_id == nutzer.organisation_id, seite)
