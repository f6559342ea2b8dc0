"""The derivation on the live database: a function of the database, so that every change of a record, by whomever and
by whatever way, moves the steps of its case in the same transaction (VF-07, VF-11).

The function runs with the rights of the owner: what a step rests on must not depend on who happens to save."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from .ableitung import ableitung
from .rules import Verfahren

# Not materialized: for one case a few rows are looked up instead of all being read.
# "{verfahren}" chooses the procedure of a Teilnahme, "{gewechselt}" joins the versions it was moved to, "{welche}"
# picks the Teilnahmen. An office's own calendar holds once the worker has written it; asked for by its key, since this
# is looked up for every row.
QUELLE = """
teilnahmen as (
  select t.id as schluessel, t.person_id as person, {verfahren} as verfahren, g.ab as gilt_ab, g.vor as gilt_vor,
         case when exists (select from verfahren_schliesstag s where s.organisation_id = o.id)
               and exists (select from verfahren_kalender k where k.kalender = 'stelle-' || o.id and k.tag = t.eintritt)
              then 'stelle-' || o.id else coalesce(nullif(o.bundesland, ''), w.bundesland) end as kalender,
         m.foerderart, coalesce(nullif(t.programmstufe, ''), m.programmstufe) as stufe,
         t.eintritt, t.geplantes_ende, t.austritt, t.austrittsgrund,
         t.probezeit_ende, t.zwischenpruefung, t.abschlusspruefung
    from teilnahme_teilnahme t
    join massnahme_massnahme m on m.id = t.massnahme_id
    join person_person p on p.id = t.person_id
    left join organisation_organisation o on o.id = coalesce(t.jobcenter_id, p.jobcenter_id)
    left join verfahren_geltung g on {gewechselt}
    left join verfahren_regelwerk f on f.organisation_id = o.id and t.eintritt between f.gilt_ab and f.gilt_bis
    left join verfahren_regelwerk w on w.kennung = {verfahren}
   where {welche}),
belege as not materialized (
  select person_id as person, null::bigint as teilnahme, 'vereinbarung:' || art as beleg, abgeschlossen_am as tag,
         gueltig_bis as bis, 'vereinbarung:' || id as kennung from vermittlung_vereinbarung
  union all select person_id, null, 'vermittlung:' || art, unterbreitet_am, null, 'vermittlung:' || id
    from vermittlung_vermittlung
  union all select person_id, null, 'strategie:' || art, begonnen_am, null, 'strategie:' || id
    from vermittlung_handlungsstrategie
  union all select person_id, null, 'strategie_ende:' || art, beendet_am, null, 'strategie:' || id
    from vermittlung_handlungsstrategie where beendet_am is not null
  union all select person_id, teilnahme_id, 'vorgang:' || art, tag, null, 'vorgang:' || id
    from vorgang_vorgang),
strategien as not materialized (
  select person_id as person, art, begonnen_am as von, beendet_am as bis from vermittlung_handlungsstrategie),
kalender as not materialized (select kalender, tag, arbeitstag, nummer from verfahren_kalender)"""
REGELN = """
regeln as not materialized (select * from verfahren_regel),
regel_arten as not materialized (select * from verfahren_regel_art),
regel_belege as not materialized (select * from verfahren_regel_beleg)"""

# That to which the Teilnahme was moved, else the office's own version in force at its entry, else the delivered one of
# the office (VF-10). The duties of provider and Regionalbüro in the programme (jobperspektive) are no steps of an
# office: the area checkliste works them out from the same rule file, with each project's own deadlines (ADR 54).
EIGENES_VERFAHREN = "coalesce(g.verfahren, f.kennung, o.regelwerk)"
GEWECHSELT = "g.teilnahme_id = t.id"
STICHTAG = "(select verfahren_heute())"  # tests set it

# Done steps stay as they are, unless the very record that proved them is gone. Open ones move; what no rule gives any
# more falls away with its reason.
SCHREIBEN = """,
soll as (
  select e.*, alt.id as alt_id
    from ergebnis e
    left join verfahren_schritt alt
      on alt.teilnahme_id = e.teilnahme and alt.schluessel = e.schritt and alt.lauf = e.lauf
   where alt.id is null
      or (alt.stand <> 'erledigt'
          or (alt.beleg <> '' and not exists (
                select from belege b where b.person = e.person and b.kennung = alt.beleg)))
     and (alt.verfahren, alt.rolle, alt.faellig_von, alt.faellig_bis, alt.erste_erinnerung, alt.erinnerung, alt.stand,
          alt.grund, alt.beleg)
         is distinct from
         (e.verfahren, e.zustaendig, e.faellig_von, e.faellig_bis, e.erste_erinnerung, e.erinnerung,
          {stand}, e.grund, coalesce(e.beleg, ''))),
neu as (
  insert into verfahren_schritt (
    person_id, teilnahme_id, verfahren, schluessel, lauf, rolle, faellig_von, faellig_bis, erste_erinnerung, erinnerung,
    stand, grund, beleg, erledigt_am, notiz, versuche)
  select e.person, e.teilnahme, e.verfahren, e.schritt, e.lauf, e.zustaendig, e.faellig_von, e.faellig_bis,
         e.erste_erinnerung, e.erinnerung, {stand}, e.grund, coalesce(e.beleg, ''), e.beleg_tag, '', 0
    from soll e where e.alt_id is null returning 1),
bewegt as (
  update verfahren_schritt s
     set verfahren = e.verfahren, rolle = e.zustaendig, faellig_von = e.faellig_von, faellig_bis = e.faellig_bis,
         erste_erinnerung = e.erste_erinnerung, erinnerung = e.erinnerung, stand = {stand}, grund = e.grund,
         beleg = coalesce(e.beleg, ''), erledigt_am = e.beleg_tag, erledigt_von_id = null
    from soll e where s.id = e.alt_id returning 1),
weg as (
  update verfahren_schritt s
     set stand = 'entfallen', grund = case when s.verfahren = t.verfahren then 'daten' else 'fassung' end
    from teilnahmen t
   where s.teilnahme_id = t.schluessel and t.gilt_vor is null and s.stand = 'offen'
     and not exists (select from ergebnis e where e.teilnahme = s.teilnahme_id and e.schritt = s.schluessel
                                              and e.lauf = s.lauf)
  returning 1)
select (select count(*) from neu) + (select count(*) from bewegt) + (select count(*) from weg)"""
STAND = "case e.zustand when 'verspaetet' then 'erledigt' when 'ueberfaellig' then 'offen' else e.zustand end"

# All: what runs or ended less than eight months ago; after that nothing is left to fall due.
LAUFENDE = "coalesce(t.austritt, t.geplantes_ende, 'infinity') >= verfahren_heute() - 244"


def _funktion(name: str, parameter: str, welche: str, einstellung: str) -> str:
    """`create function` of the derivation for the Teilnahmen that `welche` picks (SQL over `t`)."""
    quelle = QUELLE.format(verfahren=EIGENES_VERFAHREN, gewechselt=GEWECHSELT, welche=welche)
    return f"""
create or replace function {name}({parameter}) returns bigint language plpgsql security definer
set search_path = public, pg_temp set jit = off set {einstellung} as $$
declare anzahl bigint;
begin
  {ableitung(quelle, REGELN, STICHTAG)}{SCHREIBEN.format(stand=STAND)} into anzahl;
  return anzahl;
end $$;
"""


# One case: planned once per connection, as planning takes longer than running, and by keys even when the tables were
# still empty then. Many: never row by row, whatever the
# planner believes right after a bulk load.
DACH = """
create or replace function verfahren_ableiten(nummern bigint[]) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  return case when cardinality(nummern) > 50 then verfahren_viele_ableiten(nummern)
              else verfahren_einzeln_ableiten(nummern) end;
end $$;
revoke execute on function verfahren_ableiten(bigint[]), verfahren_einzeln_ableiten(bigint[]),
  verfahren_viele_ableiten(bigint[]), verfahren_alle_ableiten() from public;
grant execute on function verfahren_ableiten(bigint[]), verfahren_alle_ableiten() to wegplan_dienst;
"""


def funktionen() -> str:
    """All functions of the derivation: `verfahren_ableiten(bigint[])` for some Teilnahmen, and
    `verfahren_alle_ableiten()` for all that run or ended not long ago. They give the number of steps changed."""
    einige = "t.id = any (nummern)"
    return (
        _funktion(
            "verfahren_einzeln_ableiten",
            "nummern bigint[]",
            einige,
            "plan_cache_mode = force_generic_plan set enable_seqscan = off",
        )
        + _funktion("verfahren_viele_ableiten", "nummern bigint[]", einige, "enable_nestloop = off")
        + _funktion("verfahren_alle_ableiten", "", LAUFENDE, "enable_nestloop = off")
        + DACH
    )


@contextmanager
def mengenweise() -> Iterator[CursorWrapper]:
    """A cursor for a derivation over many Teilnahmen: no joins row by row, whatever the planner believes."""
    with transaction.atomic(), connection.cursor() as c:
        c.execute("select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)")
        yield c
        c.execute("select set_config('enable_nestloop', 'on', true)")


class Datenbank:
    """The live database as a source of the command line; sees what the role of the connection sees."""

    hinweise: tuple[str, ...] = ()

    def schritte(self, verfahren: Verfahren, stichtag: date, spalten: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The columns `spalten` of the steps of every Teilnahme by the named procedure, in byte order."""
        quelle = QUELLE.format(verfahren="%(verfahren)s::text", gewechselt="false", welche="true")
        kopf = ableitung(quelle, REGELN, "%(stichtag)s::date")
        liste = ", ".join("t.teilnahme_id" if name == "teilnahme" else f"e.{name}" for name in spalten)
        sql = (
            f"{kopf} select {liste} from ergebnis e join teilnahme_teilnahme t on t.id = e.teilnahme"
            ' order by t.teilnahme_id collate "C", e.schritt collate "C", e.faellig_bis'
        )
        with mengenweise() as c:
            c.execute(sql, {"verfahren": verfahren.kennung, "stichtag": stichtag})
            zeilen = c.fetchall()
        yield from zeilen
