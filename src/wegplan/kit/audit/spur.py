"""Writing the read trace (DS-10)."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from psycopg.types.json import Jsonb


def zugriff_vermerken(
    request: HttpRequest,
    art: str,
    person_id: int | None = None,
    personen: Iterable[int] = (),
    zweck: str = "",
    filter: dict[str, Any] | None = None,
) -> None:
    """Leave one entry: who saw whom, in the request's own transaction and after the permission decision.

    If the entry cannot be written, the error ends the request and nothing is shown. `art` is a
    Zugriffsart; `personen` the ids of all persons shown. Who, role, organisation and time are filled in
    by the database from the user of the transaction."""
    treffer = request.resolver_match
    zugriff_eintragen(
        request.user,
        art,
        treffer.view_name if treffer else "",
        [person_id] if person_id is not None else list(personen),
        zweck,
        filter,
    )


def zugriff_eintragen(
    nutzer: Any,
    art: str,
    ansicht: str,
    personen: Iterable[int],
    zweck: str = "",
    filter: dict[str, Any] | None = None,
) -> None:
    """The same without a request: for the worker and the command line (`nutzer` None = technical context)."""
    with connection.cursor() as c:
        c.execute(
            "insert into audit_zugriff (nutzer_id, rolle, organisation_id, art, ansicht, zweck, personen, filter)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                nutzer.pk if nutzer else None,
                nutzer.rolle if nutzer else "",
                nutzer.organisation_id if nutzer else None,
                str(art),
                ansicht,
                zweck[:200],
                list(personen),
                Jsonb(filter or {}),
            ],
        )
