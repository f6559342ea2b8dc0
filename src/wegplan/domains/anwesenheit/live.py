"""The absence figures from the live database."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection

from .fehlzeiten import fehlzeiten_sql

MARKEN = "select teilnahme_id as teilnahme, lernort, status from anwesenheit_anwesenheit where datum <= %(bis)s"


class Datenbank:
    """The live database as a source of the command line; sees what the role of the connection sees."""

    hinweise: tuple[str, ...] = ()

    def fehlzeiten(self, stichtag: date) -> Iterator[tuple[Any, ...]]:
        """Rows of JPS-33 up to `stichtag`, in the byte order of Teilnahme and place."""
        sql = (
            f"{fehlzeiten_sql(MARKEN)}"
            " select t.teilnahme_id, f.lernort, f.soll, f.fehltage, f.unentschuldigt, f.prozent"
            " from fehlzeiten f join teilnahme_teilnahme t on t.id = f.teilnahme"
            ' order by t.teilnahme_id collate "C", f.lernort collate "C"'
        )
        with connection.cursor() as c:
            c.execute(sql, {"bis": stichtag})
            yield from c.fetchall()


def fehlzeiten_von(teilnahmen: Sequence[int], von: date, bis: date) -> list[tuple[Any, ...]]:
    """(Teilnahme, place, target days, missed, unexcused, percent) of these Teilnahmen from `von` to `bis`."""
    marken = f"{MARKEN} and datum >= %(von)s and teilnahme_id = any(%(teilnahmen)s)"
    with connection.cursor() as c:
        c.execute(
            f"{fehlzeiten_sql(marken)} select * from fehlzeiten order by teilnahme, lernort",
            {"von": von, "bis": bis, "teilnahmen": list(teilnahmen)},
        )
        return c.fetchall()
