"""How much waits for whom: one statement for all accounts (PX-10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from wegplan.domains.organisation.access import Aktion, Beziehung, Rolle, beziehungen

HOECHSTENS_ZURUECK = 7  # days; who was away longer is told the news of a week
ALLTAGSKALENDER = "DE-BE"  # for offices and providers without a Land


@dataclass(frozen=True)
class Inhalt:
    """The figures of one account's mail; no name, no number of a case, nothing about anybody."""

    nutzer: int
    adresse: str
    vorgaenge: int
    ueberfaellig: int
    vorschlaege: int
    entschieden: int
    fragen: int


# News count by whole days, from that of the last mail up to yesterday: each exactly once. What waits counts every day.
# A person's keys say who may do something with it (person.sicht); where an assignment has run out since they were
# renewed, the assignments themselves decide, as in the lists.
INHALTE = """
with empfang as (
  select n.id, n.email, n.rolle, n.organisation_id,
         greatest(coalesce(m.verschickt_am, %(heute)s::date - 1), %(frueh)s) as ab
    from organisation_nutzer n
    left join organisation_organisation o on o.id = n.organisation_id
    left join tagesmail_tagesmail m on m.nutzer_id = n.id
   where n.is_active and n.email <> '' and n.rolle <> %(ohne)s
     and not coalesce(m.abbestellt, false) and coalesce(m.verschickt_am < %(heute)s, true)
     and exists (select from verfahren_kalender k where k.tag = %(heute)s and k.arbeitstag = k.tag and k.kalender =
           case when exists (select from verfahren_kalender e where e.kalender = 'stelle-' || o.id)
                then 'stelle-' || o.id else coalesce(nullif(o.bundesland, ''), %(alltag)s) end)),
eigene as (
  select distinct z.nutzer_id, z.person_id
    from person_zustaendigkeit z join empfang e on e.id = z.nutzer_id and e.rolle = any (%(lesen)s)
   where z.von <= %(heute)s and (z.bis is null or z.bis >= %(heute)s)),
vorgaenge as (
  select g.nutzer_id as id, count(*) as anzahl
    from vorgang_vorgang v join eigene g using (person_id) join empfang e on e.id = g.nutzer_id
   where v.erfasst_von_id <> g.nutzer_id
     and (v.erfasst_am at time zone 'Europe/Berlin')::date between e.ab and %(heute)s::date - 1
   group by 1),
schritte as (
  select besitzer_id as id, count(*) as anzahl from tisch_schrittplatz where faellig_bis < %(heute)s group by 1),
schluessel as (
  select id, (id * 4)::int as schluessel from empfang where rolle = any (%(fall)s)
  union all
  select e.id, (t.team_id * 4 + 1)::int from empfang e join organisation_nutzer_teams t on t.nutzer_id = e.id
   where e.rolle = any (%(team)s)),
vorschlaege as (
  select s.id, count(distinct v.id) as anzahl
    from vorschlag_aenderungsvorschlag v
    join person_person p on p.id = v.person_id
   cross join unnest(p.sicht) k(schluessel)
    join schluessel s on s.schluessel = k.schluessel
   where v.stand = 'offen' and v.vorgeschlagen_von_id <> s.id
     and (p.sicht_bis >= %(heute)s or exists (
           select from person_zugang z where z.person_id = p.id and z.schluessel = s.schluessel
              and z.von <= %(heute)s and (z.bis is null or z.bis >= %(heute)s)))
   group by 1),
entschieden as (
  select e.id, count(*) as anzahl
    from vorschlag_aenderungsvorschlag v join empfang e on e.id = v.vorgeschlagen_von_id
   where v.stand in ('angenommen', 'abgelehnt') and v.entschieden_von_id <> e.id
     and v.entschieden_am between e.ab and %(heute)s::date - 1
   group by 1),
fragende as (
  select id, (id * 4)::int as schluessel from empfang where rolle = any (%(frage_fall)s)
  union all
  select e.id, (t.team_id * 4 + 1)::int from empfang e join organisation_nutzer_teams t on t.nutzer_id = e.id
   where e.rolle = any (%(frage_team)s)
  union all
  select id, (organisation_id * 4 + 2)::int from empfang where rolle = any (%(frage_stelle)s)),
fragen as (
  select e.id, count(distinct f.id) as anzahl
    from frage_frage f
    join empfang e on e.organisation_id = f.am_zug_id and coalesce(f.zustaendig_id, e.id) = e.id
    join teilnahme_teilnahme t on t.id = f.teilnahme_id
    join massnahme_massnahme m on m.id = t.massnahme_id
    join person_person p on p.id = f.person_id
    join fragende s on s.id = e.id and s.schluessel = any (p.sicht)
   where (not e.rolle = any (%(nur_eigene)s) or e.organisation_id in (m.traeger_id, m.regionalbuero_id))
     and (p.sicht_bis >= %(heute)s or exists (
           select from person_zugang z where z.person_id = p.id and z.schluessel = s.schluessel
              and z.von <= %(heute)s and (z.bis is null or z.bis >= %(heute)s)))
   group by 1)
select e.id, e.email, coalesce(g.anzahl, 0), coalesce(s.anzahl, 0), coalesce(v.anzahl, 0), coalesce(a.anzahl, 0),
       coalesce(f.anzahl, 0)
  from empfang e
  left join vorgaenge g using (id) left join schritte s using (id)
  left join vorschlaege v using (id) left join entschieden a using (id) left join fragen f using (id)
 where coalesce(g.anzahl, s.anzahl, v.anzahl, a.anzahl, f.anzahl) is not null
 order by e.id
"""


def inhalte(heute: date, frueh: date) -> list[Inhalt]:
    """Of all accounts that want a mail, have not got one on `heute`, work on it, and for whom there is something.

    `frueh`: the earliest day whose news count. To be called as wegplan_dienst, which sees all."""
    werte: dict[str, Any] = {
        "heute": heute,
        "frueh": frueh,
        "alltag": ALLTAGSKALENDER,
        "ohne": Rolle.TEILNEHMENDE.value,
        "lesen": _rollen(Aktion.VORGANG_LESEN, Beziehung.FALL),
        "fall": _rollen(Aktion.VORSCHLAG_ENTSCHEIDEN, Beziehung.FALL),
        "team": _rollen(Aktion.VORSCHLAG_ENTSCHEIDEN, Beziehung.TEAM),
        "frage_fall": _rollen(Aktion.FRAGE_LESEN, Beziehung.FALL),
        "frage_team": _rollen(Aktion.FRAGE_LESEN, Beziehung.TEAM),
        "frage_stelle": _rollen(Aktion.FRAGE_LESEN, Beziehung.ORGANISATION, Beziehung.MASSNAHME),
        "nur_eigene": [rolle.value for rolle in Rolle if beziehungen(rolle) == {Beziehung.MASSNAHME}],
    }
    with connection.cursor() as c:
        c.execute(INHALTE, werte)
        return [Inhalt(*zeile) for zeile in c.fetchall()]


def _rollen(aktion: Aktion, *moeglich: Beziehung) -> list[str]:
    """The roles that the access table allows the action in one of these relations."""
    return [rolle.value for rolle in Rolle if beziehungen(rolle, aktion) & set(moeglich)]
