"""Finding traces for Datenschutz, who sees no persons: the database answers by functions of its own (DS-12)."""

from collections.abc import Iterable
from typing import cast

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Zugriff


def person_zu(kundennummer: str) -> int | None:
    """The number of the person with this Kundennummer; None when there is none, or for anybody else."""
    with connection.cursor() as c:
        c.execute("select spur_person(%s)", [kundennummer])
        return cast("int | None", c.fetchone()[0])


def kundennummern(personen: Iterable[int]) -> dict[int, str]:
    """Person -> Kundennummer, as far as there is one."""
    with connection.cursor() as c:
        c.execute("select id, kundennummer from spur_kundennummern(%s::bigint[])", [list(personen)])
        return {pk: nummer for pk, nummer in c.fetchall() if nummer}


def zugriffe_auf(person: int) -> QuerySet[Zugriff]:
    """All traces in which this person was shown."""
    return Zugriff.objects.filter(pk__in=RawSQL("select spur_von(%s)", [person]))
