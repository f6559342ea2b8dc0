"""Writing versions of an office's own procedure (VF-10)."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from wegplan.domains.verfahren import tasks
from wegplan.domains.verfahren.models import FASSUNG, Fassung
from wegplan.domains.verfahren.rules import Stelle, inhalt_laden, maengel

AUF_EINMAL = 200  # cases moved in the request itself; beyond that the worker derives their steps


class Veraltet(Exception):
    """Somebody else has changed the draft since it was opened."""


class Mangelhaft(Exception):
    """The content breaks the rules of a rule file; `maengel`: place and sentence of each fault."""

    def __init__(self, maengel: list[tuple[Stelle, str]]):
        self.maengel = maengel
        super().__init__("; ".join(satz for _, satz in maengel))


def fassung_kopieren(nutzer: Any, kennung: str) -> Fassung:
    """A new draft of the office of `nutzer`, the same as the procedure `kennung`.

    Raises Fassung.DoesNotExist or UnbekanntesVerfahren."""
    organisation = nutzer.organisation
    if kennung.startswith(FASSUNG):
        vorlage = Fassung.objects.get(pk=int(kennung.removeprefix(FASSUNG)), organisation=organisation)
        inhalt = deepcopy(vorlage.inhalt)
    else:
        inhalt = deepcopy(inhalt_laden(kennung)) | {"name": f"Verfahren {organisation.name}"}
    nummer = Fassung.objects.filter(organisation=organisation).aggregate(n=Max("nummer"))["n"] or 0
    return Fassung.objects.create(
        organisation=organisation, nummer=nummer + 1, grundlage=kennung, inhalt=inhalt, angelegt_von=nutzer
    )


def inhalt_speichern(fassung: Fassung, inhalt: dict[str, Any]) -> None:
    """Write the content of a draft that was read as `fassung`. Raises Mangelhaft, Veraltet."""
    if gefunden := maengel(inhalt):
        raise Mangelhaft(gefunden)
    with transaction.atomic():
        jetzt = Fassung.objects.select_for_update().get(pk=fassung.pk)
        if jetzt.geaendert_am != fassung.geaendert_am or jetzt.gilt_ab:
            raise Veraltet
        fassung.inhalt = inhalt
        fassung.save(update_fields=["inhalt", "geaendert_am"])


def in_kraft_setzen(nutzer: Any, fassung: Fassung, gilt_ab: date, anlass: str, stichtag: date) -> None:
    """From this day on, entries of the office follow the version; it can no longer be changed.

    Raises Mangelhaft, ValidationError for a day that is past or taken."""
    if gefunden := maengel(fassung.inhalt):
        raise Mangelhaft(gefunden)
    if gilt_ab < stichtag:
        raise ValidationError(
            {"gilt_ab": "Der Tag liegt in der Vergangenheit. Begonnene Teilnahmen behalten ihr Verfahren."}
        )
    andere = Fassung.objects.filter(organisation=fassung.organisation_id, gilt_ab=gilt_ab)
    if vorhanden := andere.first():
        raise ValidationError({"gilt_ab": f"An diesem Tag tritt schon Fassung {vorhanden.nummer} in Kraft."})
    fassung.gilt_ab, fassung.anlass, fassung.in_kraft_von = gilt_ab, anlass.strip(), nutzer
    fassung.save()
    tasks.fassungen_neu.defer()


def zuruecknehmen(nutzer: Any, fassung: Fassung) -> Fassung:
    """Take back a version whose day has not come: it becomes a draft again, as a new one with the next number.

    Raises ValidationError when it is in force already."""
    try:
        with transaction.atomic():
            entwurf = fassung_kopieren(nutzer, fassung.kennung)
            Fassung.objects.filter(pk=entwurf.pk).update(grundlage=fassung.grundlage)
            fassung.delete()
    except IntegrityError as fehler:
        raise ValidationError("Die Fassung gilt schon und lässt sich nicht mehr zurücknehmen.") from fehler
    tasks.fassungen_neu.defer()
    return entwurf


_BETROFFEN = """
  from teilnahme_teilnahme t
  join person_person p on p.id = t.person_id
  join organisation_organisation o on o.id = coalesce(t.jobcenter_id, p.jobcenter_id)
  left join verfahren_geltung g on g.teilnahme_id = t.id and g.vor is null
  left join verfahren_regelwerk f on f.organisation_id = o.id and t.eintritt between f.gilt_ab and f.gilt_bis
 where o.id = %(stelle)s and (%(teilnahme)s::bigint is null or t.id = %(teilnahme)s)
   and coalesce(t.austritt, t.geplantes_ende, 'infinity') >= %(ab)s
   and coalesce(g.verfahren, f.kennung, o.regelwerk) <> %(kennung)s
   and (g.ab is null or g.ab < %(ab)s)"""


def betroffene(stelle: int, kennung: str, ab: date, teilnahme: int | None = None) -> int:
    """How many Teilnahmen `ueberfuehren` would move; None: all of the office that run on or after the day."""
    with connection.cursor() as c:
        c.execute(f"select count(*){_BETROFFEN}", _werte(stelle, kennung, ab, teilnahme))
        anzahl: int = c.fetchone()[0]
    return anzahl


def _werte(stelle: int, kennung: str, ab: date, teilnahme: int | None) -> dict[str, Any]:
    return {"stelle": stelle, "kennung": kennung, "ab": ab, "teilnahme": teilnahme}


def ueberfuehren(nutzer: Any, kennung: str, ab: date, grund: str, teilnahme: int | None = None) -> int:
    """Move running Teilnahmen of the office to the procedure `kennung` from a day on; the number moved.

    What was due before that day stays with the former procedure. Many are derived by the worker, soon."""
    werte = _werte(nutzer.organisation_id, kennung, ab, teilnahme) | {"grund": grund.strip(), "von": nutzer.pk}
    with transaction.atomic(), connection.cursor() as c:
        c.execute("select set_config('wegplan.sammel', '1', true)")  # derived once at the end, not thrice
        c.execute(f"select t.id, t.person_id, coalesce(g.verfahren, f.kennung, o.regelwerk), g.id{_BETROFFEN}", werte)
        zeilen = c.fetchall()
        spalten = [list(spalte) for spalte in zip(*zeilen, strict=True)] or [[], [], [], []]
        c.execute(
            "insert into verfahren_geltung (teilnahme_id, person_id, verfahren, vor, grund)"
            " select t, p, v, %s, '' from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[]) z(t, p, v, g)"
            " where g is null",
            [ab, *spalten],
        )
        c.execute(
            "update verfahren_geltung set vor = %s where id = any (%s) and vor is null",
            [ab, [g for g in spalten[3] if g]],
        )
        if len(zeilen) <= AUF_EINMAL:
            c.execute("select set_config('wegplan.sammel', '', true)")
        c.execute(
            "insert into verfahren_geltung (teilnahme_id, person_id, verfahren, ab, grund, ueberfuehrt_von_id)"
            " select t, p, %s, %s, %s, %s from unnest(%s::bigint[], %s::bigint[]) z(t, p)",
            [kennung, ab, werte["grund"], nutzer.pk, spalten[0], spalten[1]],
        )
        c.execute("select set_config('wegplan.sammel', '', true)")
    if len(zeilen) > AUF_EINMAL:
        tasks.ableiten.defer()
    return len(zeilen)
