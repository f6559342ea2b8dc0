"""Patterns in the traces that Datenschutz should look at (DS-12): one statement, thresholds beside it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

TAGE = 30  # how far back
AKTEN_JE_STUNDE = 30  # more different persons opened, printed or downloaded within one hour
AUSGEGEBEN = 500  # persons in one export or print
ARBEITSZEIT = (6, 20)  # from, to (o'clock) on Monday to Friday
HOECHSTENS = 200  # rows, the newest first


@dataclass(frozen=True)
class Auffaelligkeit:
    """`beginn`: the hour, the day or the moment; `anzahl`: persons, at odd hours accesses."""

    art: str
    nutzer_id: int
    beginn: datetime
    anzahl: int


ARTEN = {
    "viele": f"mehr als {AKTEN_JE_STUNDE} Akten in einer Stunde",
    "ausgabe": f"mindestens {AUSGEGEBEN} Personen auf einmal ausgegeben",
    "spaet": f"Zugriffe außerhalb von Montag bis Freitag, {ARBEITSZEIT[0]} bis {ARBEITSZEIT[1]} Uhr",
}

SQL = """
with spuren as (
  select *, zeit at time zone 'Europe/Berlin' as ortszeit from audit_zugriff
   where zeit >= now() - make_interval(days => %(tage)s) and nutzer_id is not null and art <> 'lauf')
select 'viele', nutzer_id, date_trunc('hour', ortszeit) as beginn, count(distinct p) as anzahl
  from spuren, unnest(personen) p where art in ('oeffnen', 'druck', 'download')
 group by 1, 2, 3 having count(distinct p) > %(akten)s
union all
select 'ausgabe', nutzer_id, ortszeit, cardinality(personen)
  from spuren where art in ('export', 'druck', 'download') and cardinality(personen) >= %(ausgegeben)s
union all
select 'spaet', nutzer_id, date_trunc('day', ortszeit), count(*)
  from spuren where cardinality(personen) > 0
   and (extract(isodow from ortszeit) > 5 or extract(hour from ortszeit) < %(von)s
        or extract(hour from ortszeit) >= %(bis)s)
 group by 1, 2, 3
order by beginn desc, nutzer_id limit %(hoechstens)s
"""


def auffaelligkeiten() -> list[Auffaelligkeit]:
    """The patterns of the last TAGE days, newest first. Row security lets Datenschutz alone see any."""
    werte = {
        "tage": TAGE,
        "akten": AKTEN_JE_STUNDE,
        "ausgegeben": AUSGEGEBEN,
        "von": ARBEITSZEIT[0],
        "bis": ARBEITSZEIT[1],
        "hoechstens": HOECHSTENS,
    }
    with connection.cursor() as c:
        c.execute(SQL, werte)
        return [Auffaelligkeit(*zeile) for zeile in c.fetchall()]
