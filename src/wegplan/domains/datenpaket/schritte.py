"""After an import or its undo: the steps of the procedures for the Teilnahmen concerned (VF-07, VF-11)."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.verfahren import tasks

from .sicht import EINZELN

VIELE = 200  # persons: from here on the planner is told what has come

# A step that nobody has touched is only derived: it goes with its Teilnahme.
BERUEHRT = "(d.erledigt_von_id is not null or d.notiz <> '' or d.an_id is not null or d.wieder_am is not null)"


def schritte_ableiten(c: CursorWrapper, personen: list[int]) -> None:
    """At once for a few persons; for many by the worker, soon after the import has been written."""
    if len(personen) > VIELE:
        c.execute("select datenpaket_statistik()")
    if len(personen) > EINZELN:
        tasks.ableiten.defer()
    elif personen:
        c.execute(
            "select verfahren_ableiten(array(select id from teilnahme_teilnahme where person_id = any (%s)))",
            [personen],
        )
