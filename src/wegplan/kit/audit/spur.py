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
    Zugriffsart; `personen` the ids of all persons shown. One INSERT without RETURNING, as the
    application may not read the trace."""
    ids = [person_id] if person_id is not None else list(personen)
    nutzer = request.user
    treffer = request.resolver_match
    with connection.cursor() as c:
        c.execute(
            "insert into audit_zugriff (nutzer_id, rolle, organisation_id, art, ansicht, zweck, personen, filter)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                nutzer.pk,
                nutzer.rolle,
                nutzer.organisation_id,
                str(art),
                treffer.view_name if treffer else "",
                zweck[:200],
                ids,
                Jsonb(filter or {}),
            ],
        )
