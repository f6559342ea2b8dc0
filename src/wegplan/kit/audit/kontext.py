"""Work without a signed-in user: worker, import, command line, nightly run (DS-04, DS-11)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from .models import Zugriffsart
from .spur import spur_schreiben


@contextmanager
def technischer_lauf(zweck: str, nutzer_id: int | None = None) -> Iterator[None]:
    """Everything inside is booked on this purpose: one trace entry at the beginning, and the purpose in the
    histories of all that it writes. `nutzer_id` is whoever asked for it, None for a schedule or an operator.

    Holds across transactions: the block may open and close as many as it likes. Nested runs keep their own
    purpose and give the outer one back. Raises ValueError without a purpose."""
    if not zweck.strip():
        raise ValueError("Ein technischer Lauf braucht einen Zweck.")
    with connection.cursor() as c:
        c.execute(
            "select coalesce(current_setting('wegplan.lauf', true), ''),"
            " coalesce(current_setting('wegplan.nutzer', true), '')"
        )
        vorher = c.fetchone()
    _setzen(zweck, str(nutzer_id or ""))
    spur_schreiben(Zugriffsart.LAUF, zweck=zweck, nutzer_id=nutzer_id)
    try:
        yield
    finally:
        # in a transaction that an error has broken no statement runs: its rollback takes the purpose back
        with suppress(DatabaseError):
            _setzen(*vorher)


def _setzen(lauf: str, nutzer: str) -> None:
    with connection.cursor() as c:
        c.execute(
            "select set_config('wegplan.lauf', %s, false), set_config('wegplan.nutzer', %s, false)", [lauf, nutzer]
        )
