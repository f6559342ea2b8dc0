"""SQL of "whose desk". Used by migrations only: after the first release this text is frozen, a change comes as a
migration of its own.

An open step lies on one desk: of whom it was delegated to, while they may still see the person; else of the responsible
person that fits its role best; else on nobody's, which the team lead sees (VF-08, VF-12). Nobody who has left, and
nobody who may not do it, keeps a step."""

# the roles that may record for their own cases (a test compares them with the access table)
BEARBEITENDE = "'pap','ifk','bov','ags','mb','tl'"


def besitzer(person: str, rolle: str) -> str:
    """The account that owes steps of `rolle` for `person` (SQL expressions) today: null for nobody."""
    return f"""
  select z.nutzer_id
    from person_zustaendigkeit z
    join organisation_nutzer n on n.id = z.nutzer_id and n.is_active and n.rolle in ({BEARBEITENDE})
   where z.person_id = {person} and z.grund in ('fachkraft', 'uebergabe')
     and z.von <= current_date and (z.bis is null or z.bis >= current_date)
   order by case when z.rolle = {rolle} then 0 when z.rolle in ('pap', 'ifk') then 1 else 2 end, z.von, z.id
   limit 1"""


ABGEGEBEN = f"""
  select n.id from organisation_nutzer n
   where n.id = s.an_id and n.is_active and n.rolle in ({BEARBEITENDE})
     and (exists (select from person_zustaendigkeit z
                   where z.person_id = s.person_id and z.nutzer_id = n.id
                     and z.von <= current_date and (z.bis is null or z.bis >= current_date))
          or n.rolle = 'tl' and exists (
               select from organisation_nutzer_teams t
                 join person_person p on p.team_id = t.team_id
                where t.nutzer_id = n.id and p.id = s.person_id))"""

# Security invoker, both: they show the reader no row that the tables hide.
ANLEGEN = f"""
create function schritt_besitzer(person bigint, rolle text) returns bigint language sql stable
set search_path = public, pg_temp as $$ {besitzer("schritt_besitzer.person", "schritt_besitzer.rolle")} $$;

create view tisch_schrittplatz with (security_invoker = true) as
select s.id as schritt_id, s.person_id, s.teilnahme_id, s.verfahren, s.schluessel, s.lauf, s.rolle,
       s.faellig_von, s.faellig_bis, coalesce(s.wieder_am, s.erste_erinnerung) as tag, s.wieder_am,
       s.notiz, s.versuche, s.an_id is not null as abgegeben,
       coalesce(case when s.an_id is not null then ({ABGEGEBEN}) end,
                ({besitzer("s.person_id", "s.rolle")})) as besitzer_id
  from verfahren_schritt s
 where s.stand = 'offen';

-- The feed of a calendar comes without a signed-in user: its secret alone says whose it is (VF-08).
create function tisch_kalender_nutzer(pruefwert text) returns bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select k.nutzer_id from tisch_kalenderadresse k
    join organisation_nutzer n on n.id = k.nutzer_id and n.is_active
   where k.pruefwert = tisch_kalender_nutzer.pruefwert
$$;
"""
ENTFERNEN = """
drop function tisch_kalender_nutzer(text);
drop view tisch_schrittplatz;
drop function schritt_besitzer(bigint, text);
"""
