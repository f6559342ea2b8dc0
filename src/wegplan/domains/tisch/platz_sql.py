"""SQL of "whose desk" and of standing in. Used by migrations only: after the first release this text is frozen, a
change comes as a migration of its own.

An open step lies on one desk: of whom it was delegated to, while they may still see the person; else of the responsible
person that fits its role best; else on nobody's, which the team lead sees (VF-08, VF-12). Nobody who has left, and
nobody who may not do it, keeps a step."""

# the roles that may record for their own cases (a test compares them with the access table)
BEARBEITENDE = "'pap','ifk','bov','ags','mb','tl'"


def besitzer(person: str, rolle: str, tag: str = "current_date") -> str:
    """The account that owes steps of `rolle` for `person` on the day `tag` (SQL expressions): null for nobody."""
    return f"""
  select z.nutzer_id
    from person_zustaendigkeit z
    join organisation_nutzer n on n.id = z.nutzer_id and n.is_active and n.rolle in ({BEARBEITENDE})
   where z.person_id = {person} and z.grund in ('fachkraft', 'uebergabe')
     and z.von <= {tag} and (z.bis is null or z.bis >= {tag})
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

# A case that comes while somebody is away goes to the stand-in as well. Security definer: whoever gives the absent
# colleague the case need not have arranged the Vertretung; who may arrange one is said by the policies below.
NEUE_FAELLE = """
create function tisch_nach_zustaendigkeit() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  -- statement triggers fire for no rows, too: without this the own insert would start it again and again
  if not exists (select from neu where neu.grund in ('fachkraft', 'uebergabe')) then return null; end if;
  insert into person_zustaendigkeit (person_id, grund, rolle, nutzer_id, von, bis)
  select distinct neu.person_id, 'vertretung', d.rolle, v.durch_id, greatest(v.von, neu.von), v.bis
    from neu
    join tisch_vertretung v
      on v.fuer_id = neu.nutzer_id and v.bis >= current_date and neu.von <= v.bis and coalesce(neu.bis, v.bis) >= v.von
    join organisation_nutzer d on d.id = v.durch_id and d.is_active
   where neu.grund in ('fachkraft', 'uebergabe')
  on conflict do nothing;
  return null;
end $$;

create trigger tisch_einfuegen after insert on person_zustaendigkeit referencing new table as neu
  for each statement execute function tisch_nach_zustaendigkeit();
"""
OHNE_NEUE_FAELLE = """
drop trigger tisch_einfuegen on person_zustaendigkeit;
drop function tisch_nach_zustaendigkeit();
"""

_DARF_EINRICHTEN = """(select sicht_darf('person_aendern')) and (
    fuer_id = (select sicht_ich())
    or exists (select from organisation_nutzer ich
                 join organisation_nutzer_teams meine on meine.nutzer_id = ich.id
                 join organisation_nutzer_teams ihre on ihre.team_id = meine.team_id
                where ich.id = (select sicht_ich()) and ich.rolle = 'tl' and ihre.nutzer_id = fuer_id))"""

# A Vertretung hands out access, so only those arrange it who may: for themselves, and for the teams they lead.
VERTRETUNG_RICHTLINIE = f"""
alter table tisch_vertretung enable row level security;
create policy lesen on tisch_vertretung for select to wegplan_app, wegplan_leitung using (true);
create policy anlegen on tisch_vertretung for insert to wegplan_app, wegplan_leitung
  with check ({_DARF_EINRICHTEN});
create policy aendern on tisch_vertretung for update to wegplan_app, wegplan_leitung
  using ({_DARF_EINRICHTEN}) with check ({_DARF_EINRICHTEN});
create policy loeschen on tisch_vertretung for delete to wegplan_app, wegplan_leitung using ({_DARF_EINRICHTEN});
create policy dienst on tisch_vertretung to wegplan_dienst using (true) with check (true);
"""
OHNE_RICHTLINIE = """
drop policy lesen on tisch_vertretung;
drop policy anlegen on tisch_vertretung;
drop policy aendern on tisch_vertretung;
drop policy loeschen on tisch_vertretung;
drop policy dienst on tisch_vertretung;
alter table tisch_vertretung disable row level security;
"""
