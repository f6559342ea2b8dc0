"""The frame of import and undo: one transaction, one at a time, booked on a purpose (DS-04, DS-11)."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DataError, connection, transaction
from django.db.backends.utils import CursorWrapper

SPERRE = 7_734_002  # advisory lock: one import or undo at a time
TAG = 86_400  # seconds


@contextmanager
def arbeitsgang(zweck: str, nutzer: Any) -> Iterator[CursorWrapper]:
    """A transaction as wegplan_dienst in the name of `nutzer` (None = nobody). The keys of visibility are not
    renewed row by row inside; whoever writes renews them once at the end."""
    with transaction.atomic(), connection.cursor() as c:
        c.execute(
            "select pg_advisory_xact_lock(%s), set_config('wegplan.sammel', '1', true),"
            " set_config('wegplan.nutzer', %s, true), set_config('wegplan.lauf', %s, true),"
            " set_config('work_mem', '256MB', true)",
            [SPERRE, str(nutzer.pk) if nutzer else "", zweck],
        )
        _mehr_platz(c)
        yield c
        # the end of the transaction would do it; in tests several share one
        for name in ("sammel", "nutzer", "lauf"):
            c.execute("select set_config(%s, '', true)", [f"wegplan.{name}"])


def _mehr_platz(c: CursorWrapper) -> None:
    """More memory for temporary tables. A connection that has used some already, for a report, keeps what it has."""
    with suppress(DataError), transaction.atomic():
        c.execute("set local temp_buffers = '256MB'")


@contextmanager
def werkstatt() -> Iterator[Path]:
    """A private folder for files on the way, gone afterwards. What a killed process left goes after a day."""
    basis = settings.VAR / "arbeit"
    basis.mkdir(mode=0o700, parents=True, exist_ok=True)
    for rest in basis.iterdir():
        if rest.stat().st_mtime < time.time() - TAG:
            shutil.rmtree(rest, ignore_errors=True)
    platz = Path(tempfile.mkdtemp(dir=basis))
    try:
        yield platz
    finally:
        shutil.rmtree(platz)
