"""The guard of closed months: what changes in them needs a reason and is kept with before and after (JPS-32).

Every write of marks and of days off comes through here, behind the lock of the measure that closing takes, too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from wegplan.domains.teilnahme.models import Teilnahme

from .models import Monatsabschluss, Monatskorrektur, Status
from .monat import Monat
from .queries import KUERZEL, ansprueche, massnahmekalender
from .rules import Anspruch, grund_ohne_soll, tage

KEIN_EINTRAG = "kein Eintrag"
SOLLTAG = "Solltag"
LAENGSTER_GRUND = 300
GRUND_FEHLT = (
    "Der Monat {monat} ist abgeschlossen. Nennen Sie den Grund der Korrektur; er wird mit dem Eintrag vorher und"
    " nachher festgehalten."
)

IN_GESCHLOSSENEN = """
select n.teilnahme, n.datum
  from unnest(%(teilnahmen)s::bigint[], %(tage)s::date[]) n(teilnahme, datum)
  join teilnahme_teilnahme t on t.id = n.teilnahme
  join anwesenheit_monatsabschluss m
    on m.massnahme_id = t.massnahme_id and m.monat = date_trunc('month', n.datum)::date
 order by n.datum
"""
FESTHALTEN = """
insert into anwesenheit_monatskorrektur
  (person_id, teilnahme_id, datum, lernort, vorher, nachher, grund, erfasst_von_id)
select n.person, n.teilnahme, n.datum, %(lernort)s, coalesce(a.status, %(leer)s), n.nachher, %(grund)s, %(nutzer)s
  from unnest(%(personen)s::bigint[], %(teilnahmen)s::bigint[], %(tage)s::date[], %(nachher)s::text[])
       n(person, teilnahme, datum, nachher)
  left join anwesenheit_anwesenheit a
    on a.teilnahme_id = n.teilnahme and a.datum = n.datum and a.lernort = %(lernort)s
 where coalesce(a.status, %(leer)s) <> n.nachher
"""


def marken_festhalten(
    nutzer: Any, personen: Mapping[int, int], lernort: str, marken: Mapping[tuple[int, date], str], grund: str
) -> None:
    """Before marks are written: keep what they change in closed months. One statement, two in a closed month.

    Raises ValidationError at `grund` where a closed month changes and no reason is given."""
    werte: dict[str, Any] = {"teilnahmen": [t for t, _ in marken], "tage": [tag for _, tag in marken]}
    with connection.cursor() as c:
        c.execute(IN_GESCHLOSSENEN, werte)
        stellen = c.fetchall()
        if not stellen:
            return
        werte = {
            "teilnahmen": [t for t, _ in stellen],
            "tage": [tag for _, tag in stellen],
            "personen": [personen[t] for t, _ in stellen],
            "nachher": [str(KUERZEL[z]) if (z := marken[stelle]) else KEIN_EINTRAG for stelle in stellen],
            "lernort": lernort,
            "leer": KEIN_EINTRAG,
            "nutzer": nutzer.pk,
            "grund": begruendet(grund, stellen[0][1]),
        }
        c.execute(FESTHALTEN, werte)


def tage_festhalten(nutzer: Any, teilnahme: Teilnahme, vorher: Anspruch, von: date, grund: str) -> None:
    """After days off were written: keep which days of closed months are target days no more, or are so again.

    `vorher`: the claim before the change. Raises ValidationError at `grund` where one is missing."""
    geschlossen = Monatsabschluss.objects.filter(
        massnahme=teilnahme.massnahme_id, monat__gte=Monat.von(von).erster
    ).order_by("monat")
    monate = [Monat(erster) for erster in geschlossen.values_list("monat", flat=True)]
    if not monate:
        return
    kalender = massnahmekalender(teilnahme.massnahme, monate[0].erster, monate[-1].letzter)
    nachher = ansprueche(teilnahme.massnahme, [teilnahme])[teilnahme.pk]
    neue = []
    for monat in monate:
        for tag in tage(monat.erster, monat.letzter):
            alt, neu = (grund_ohne_soll(kalender, a, tag) or SOLLTAG for a in (vorher, nachher))
            if (alt == SOLLTAG) != (neu == SOLLTAG):
                werte = {"datum": tag, "vorher": alt, "nachher": neu, "grund": begruendet(grund, tag)}
                person = teilnahme.person_id
                neue.append(Monatskorrektur(person_id=person, teilnahme=teilnahme, erfasst_von=nutzer, **werte))
    Monatskorrektur.objects.bulk_create(neue)


def begruendet(grund: str, tag: date) -> str:
    """The reason without blanks around it; ValidationError at `grund` when it is missing or too long."""
    grund = grund.strip()
    if not grund:
        raise ValidationError({"grund": GRUND_FEHLT.format(monat=Monat.von(tag))})
    if len(grund) > LAENGSTER_GRUND:
        raise ValidationError({"grund": f"Der Grund hat höchstens {LAENGSTER_GRUND} Zeichen."})
    return grund


def in_worten(wert: str) -> str:
    """A kept state in words: a mark, else the word itself."""
    return str(Status(wert).label) if wert in Status.values else wert
