"""The one definition on the live database: compiled SQL on Django's own connection.

Same transaction, same role, same row security as everything else of the request. The live tables are given the names of
chapter 80 in front of the compiled statement; that mapping holds no rule. A feature that a statement does not use costs
nothing: PostgreSQL drops the outer joins to unique keys that nobody reads."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

from .uebersetzung import Anweisung, geordnet

# Texts compare by bytes whatever the server's language: ids decide ties (AM-13), codes order the output (chapter 80).
# "{erste_wand}" narrows the Teilnahmen to those of the user's persons.
ABBILDUNG = """with teilnahmen as not materialized (
  select t.id as schluessel, t.teilnahme_id collate "C" as teilnahme_id, t.person_id as person,
         t.massnahme_id as massnahme, t.eintritt, t.geplantes_ende, t.austritt, t.austrittsgrund,
         o.kennung collate "C" as jobcenter, g.kennung collate "C" as team
    from teilnahme_teilnahme t{viele}
    left join organisation_organisation o on o.id = t.jobcenter_id
    left join organisation_team g on g.id = t.team_id
   where {erste_wand}),
massnahmen as not materialized (
  select m.id as massnahme, m.massnahmenummer collate "C" as massnahmenummer,
         m.foerderart collate "C" as foerderart, o.kennung collate "C" as traeger
    from massnahme_massnahme m left join organisation_organisation o on o.id = m.traeger_id),
personen as not materialized (
  select p.id as person, o.kennung collate "C" as jobcenter, g.kennung collate "C" as team
    from person_person p{viele}
    left join organisation_organisation o on o.id = p.jobcenter_id
    left join organisation_team g on g.id = p.team_id),
vereinbarungen as not materialized (
  select id as schluessel, vereinbarung_id collate "C" as vereinbarung_id, person_id as person, art,
         abgeschlossen_am, gueltig_bis, (erfasst_am at time zone 'Europe/Berlin')::date as erfasst_am
    from vermittlung_vereinbarung),
vermittlungen as not materialized (
  select id as schluessel, vermittlung_id collate "C" as vermittlung_id, person_id as person, art, unterbreitet_am,
         stellenart, sv_pflichtig, stelle_betreut, profil_betreut,
         (erfasst_am at time zone 'Europe/Berlin')::date as erfasst_am
    from vermittlung_vermittlung)
"""


# Behind row security PostgreSQL expects one row where thousands come, since what the user may see is known only when
# the statement runs, and joins them row by row with themselves: 2 s for 1,400 exits. One row of a function for which it
# expects a thousand corrects that (0.06 s).
VIELE = " cross join string_to_table('x', ',') as eine_zeile"


def _mit_abbildung(sql: str, erste_wand: str) -> str:
    viele = "" if erste_wand == "true" else VIELE
    return ABBILDUNG.replace("{erste_wand}", erste_wand).replace("{viele}", viele) + sql


def ausfuehren(sql: str, werte: dict[str, Any], erste_wand: str = "true") -> list[tuple[Any, ...]]:
    """Rows of `sql`, which may read the tables of chapter 80. `erste_wand`: condition on `t`, a row of
    teilnahme_teilnahme."""
    with connection.cursor() as c:
        c.execute(_mit_abbildung(sql, erste_wand), werte)
        return c.fetchall()


def ausfuehren_benannt(sql: str, werte: dict[str, Any], erste_wand: str = "true") -> list[dict[str, Any]]:
    """The same with the names of the columns."""
    with connection.cursor() as c:
        c.execute(_mit_abbildung(sql, erste_wand), werte)
        namen = [spalte.name for spalte in c.description]
        return [dict(zip(namen, zeile, strict=True)) for zeile in c.fetchall()]


_VORBEREITET: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def ausfuehren_vorbereitet(sql: str, werte: dict[str, Any], erste_wand: str = "true") -> list[dict[str, Any]]:
    """The same for few rows: planned once per connection, not once per page (20 ms against 1 ms of running).

    One plan serves all values, so not for questions whose best plan depends on them. The statement belongs to the
    connection: behind pgbouncer this needs session pooling."""
    text = _mit_abbildung(sql, erste_wand)
    name = f"wegplan_{hashlib.sha256(text.encode()).hexdigest()[:24]}"
    connection.ensure_connection()
    bekannt = _VORBEREITET.setdefault(connection.connection, set())
    gebraucht = [feld for feld in werte if f"%({feld})s" in text]
    teile = [
        "set local plan_cache_mode = force_generic_plan",
        f"execute {name}{_klammer(f'%({feld})s' for feld in gebraucht)}",
        "set local plan_cache_mode = default",
    ]
    if name not in bekannt:
        for nummer, feld in enumerate(gebraucht, 1):
            text = text.replace(f"%({feld})s", f"${nummer}")
        teile.insert(0, f"prepare {name}{_klammer(_art(werte[feld]) for feld in gebraucht)} as {text}")
    with connection.cursor() as c:
        c.execute("; ".join(teile), {feld: werte[feld] for feld in gebraucht})
        bekannt.add(name)
        for _ in teile[:-2]:
            c.nextset()
        namen = [spalte.name for spalte in c.description]
        return [dict(zip(namen, zeile, strict=True)) for zeile in c.fetchall()]


def _klammer(teile: Iterable[str]) -> str:
    liste = ", ".join(teile)
    return f"({liste})" if liste else ""


def _art(wert: Any) -> str:
    """The type of a parameter in the database."""
    if isinstance(wert, list):
        return f"{_art(wert[0])}[]"
    return next(name for art, name in ((str, "text"), (date, "date"), (int, "bigint")) if isinstance(wert, art))


class Datenbank:
    """The live database as a source of the command line; sees what the role of the connection sees."""

    hinweise: tuple[str, ...] = ()

    def zeilen(
        self, anweisung: Anweisung, werte: dict[str, Any], spalten: tuple[str, ...], ordnung: tuple[str, ...]
    ) -> Iterator[tuple[Any, ...]]:
        """The columns `spalten` of a compiled question, in the byte order of `ordnung`."""
        return iter(ausfuehren(geordnet(anweisung, spalten, ordnung), werte))
