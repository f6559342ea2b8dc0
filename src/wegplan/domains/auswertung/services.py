"""Sign-offs of the two lists (AM-23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme

from .models import Abzeichnung, Liste


class UnbekannteTeilnahme(LookupError):
    """At least one Teilnahme does not exist or must not be signed off by this user; nothing was written."""


@dataclass(frozen=True)
class Abgezeichnet:
    """`neu`: Teilnahmen signed off now; `schon`: those that had a sign-off before, which stays as it is."""

    neu: tuple[int, ...]
    schon: tuple[int, ...]


def abzeichnung_setzen(
    nutzer: Nutzer, notizen: Mapping[int, str], liste: Liste, monat: date, handzeichen: str
) -> Abgezeichnet:
    """Sign off rows of `liste` for the month of `monat`, in one statement. `notizen`: the note by Teilnahme.

    Nobody overwrites another's sign-off, and a double click makes one (DS-31): existing ones stay untouched.
    Raises UnbekannteTeilnahme where the first wall hides one of the Teilnahmen."""
    gesucht = set(notizen)
    personen = dict(
        Teilnahme.objects.fuer(nutzer, Aktion.ABZEICHNEN).filter(pk__in=gesucht).values_list("pk", "person_id")
    )
    if not gesucht or gesucht - personen.keys():
        raise UnbekannteTeilnahme
    with connection.cursor() as c:
        c.execute(
            "insert into auswertung_abzeichnung (teilnahme_id, person_id, liste, monat, handzeichen, notiz, nutzer_id)"
            " select t, p, %s, %s, %s, n, %s from unnest(%s::bigint[], %s::bigint[], %s::text[]) as zeile(t, p, n)"
            " on conflict on constraint abzeichnung_einmalig do nothing returning teilnahme_id",
            [
                liste,
                monat.replace(day=1),
                handzeichen,
                nutzer.pk,
                list(personen.keys()),
                list(personen.values()),
                [notizen[teilnahme] for teilnahme in personen],
            ],
        )
        neu = {zeile[0] for zeile in c.fetchall()}
    return Abgezeichnet(tuple(sorted(neu)), tuple(sorted(gesucht - neu)))


def abzeichnung_zuruecknehmen(nutzer: Nutzer, abzeichnung_id: int) -> Abzeichnung:
    """Take back a sign-off of one's own; the history keeps it. Raises Abzeichnung.DoesNotExist for any other."""
    abzeichnung: Abzeichnung = Abzeichnung.objects.fuer(nutzer, Aktion.ABZEICHNEN).get(pk=abzeichnung_id, nutzer=nutzer)
    Abzeichnung.objects.filter(pk=abzeichnung.pk).delete()
    return abzeichnung
