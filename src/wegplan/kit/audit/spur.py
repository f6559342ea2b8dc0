"""Writing the read trace (DS-10)."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.http import HttpRequest


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
    ids = [person_id] if person_id is not None else list(personen)
    treffer = request.resolver_match
    spur_schreiben(art, treffer.view_name if treffer else "", zweck, ids, filter)


def spur_schreiben(
    art: str,
    ansicht: str = "",
    zweck: str = "",
    personen: list[int] | None = None,
    filter: dict[str, Any] | None = None,
    nutzer_id: int | None = None,
) -> None:
    """The entry itself, for work without a request. `nutzer_id` counts for wegplan_dienst only.

    One INSERT without RETURNING, as only Datenschutz may read the trace."""
    with connection.cursor() as c:
        c.execute(
            "insert into audit_zugriff (nutzer_id, rolle, art, ansicht, zweck, personen, filter)"
            " values (%s, '', %s, %s, %s, %s, %s::jsonb)",
            [nutzer_id, str(art), ansicht[:80], zweck[:200], personen or [], json.dumps(filter or {})],
        )
