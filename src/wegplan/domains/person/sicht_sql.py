"""SQL of visibility (DS-02, DS-04): who may see a person, as an array of keys on the person.

Keys: user*4, team*4+1, organisation*4+2, and user*4+3 for the own file of a participant. `person_zugang` lists every
assignment with reason, begin and end; an area that gives access (teilnahme) replaces the view with its own part added.
Used by migrations only: after the first release this text is frozen, a change comes as a migration of its own.
"""

from collections.abc import Mapping

ZUGANG_PERSON = """
select z.person_id, z.grund, z.rolle, coalesce(z.nutzer_id*4, z.team_id*4+1, z.organisation_id*4+2)::int as schluessel,
       z.von, z.bis
  from person_zustaendigkeit z
union all
select p.id, 'team', '', (p.team_id*4+1)::int, (p.erfasst_am at time zone 'Europe/Berlin')::date, null::date
  from person_person p where p.team_id is not null
union all
select p.id, 'jobcenter', '', (p.jobcenter_id*4+2)::int, (p.erfasst_am at time zone 'Europe/Berlin')::date, null::date
  from person_person p where p.jobcenter_id is not null
"""


def zugang_sicht(*teile: str) -> str:
    """The view over all parts. security_invoker: it shows the reader no row that the tables hide."""
    auswahl = "union all".join(teile)
    return f"create or replace view person_zugang with (security_invoker = true) as {auswahl};"


# The role lists repeat the access table (organisation/access.py); a test compares them for every role.
AKTIONEN = {
    "person_lesen": "pap,ifk,bov,ags,mb,tl,bl,dqm,bdl,bdl_leitung,rb",
    "person_aendern": "pap,ifk,bov,tl",
    "teilnahme_aendern": "pap,ifk,bov,tl",
    "austritt_zuruecknehmen": "tl,bl,dqm",
    "vermittlung_lesen": "pap,ifk,bov,ags,tl,bl,dqm",
    "vermittlung_erfassen": "pap,ifk,bov,ags,tl",
    "vorschau_sehen": "pap,ifk,bov,tl,bl,dqm",
    "abzeichnen": "pap,ifk,bov,tl",
}
# of areas that came later; their migrations call darf() again with what was known so far and their own
AKTIONEN_VORGANG = {
    "vorgang_lesen": "pap,ifk,bov,ags,mb,tl,bl,dqm",
    "vorgang_erfassen": "pap,ifk,bov,ags,mb,tl",
}
AKTIONEN_ANWESENHEIT = {
    "anwesenheit_lesen": "pap,ifk,bov,mb,tl,bl,dqm,bdl,bdl_leitung,rb",
    "anwesenheit_erfassen": "bdl,bdl_leitung",
    "anwesenheit_abschliessen": "bdl_leitung",
    "fehlmeldung_lesen": "pap,ifk,bov,mb,tl,bl,dqm,rb",
}
AKTIONEN_VORSCHLAG = {
    "vorschlag_lesen": "pap,ifk,bov,mb,tl,bl,dqm,bdl,bdl_leitung",
    "vorschlag_machen": "pap,ifk,bov,mb,tl,bdl,bdl_leitung",
    "vorschlag_entscheiden": "pap,ifk,bov,tl",
    "vorschlag_aufheben": "tl",
}
AKTIONEN_VERFAHREN = {
    "verfahren_pflegen": "bl,dqm",
}
AKTIONEN_BETREUUNG = {
    "betreuung_festlegen": "mb,tl,bl",
    "massnahme_betreuen": "mb",
}
AKTIONEN_PROGRAMM = {
    "zuweisung_lesen": "pap,ifk,bov,tl,bl,dqm,bdl,bdl_leitung,rb",
    "zuweisung_erfassen": "pap,ifk,bov,tl",
    "profiling_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "profiling_schreiben": "rb",
    "uebergabe_erfassen": "bdl,bdl_leitung,rb",
    "foerderung_lesen": "pap,ifk,bov,tl,bl,dqm,bdl,bdl_leitung,rb",
    "foerderung_erfassen": "bdl,bdl_leitung",
    "verbleib_lesen": "pap,ifk,bov,tl,bl,dqm,bdl,bdl_leitung,rb",
    "verbleib_erfassen": "bdl,bdl_leitung,rb",
    "foerderplan_lesen": "bdl,bdl_leitung,rb",
    "foerderplan_schreiben": "bdl,bdl_leitung",
    "foerderplan_einsehen": "rb",
    "foerderziele_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "bericht_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "bericht_schreiben": "bdl,bdl_leitung",
    "bericht_freigeben": "bdl_leitung",
    "bericht_annehmen": "pap,ifk,bov,tl,rb",
}
AKTIONEN_PROJEKT = {
    "gespraech_lesen": "bdl,bdl_leitung,rb",
    "gespraech_erfassen": "bdl,bdl_leitung,rb",
    "intervention_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "intervention_erfassen": "bdl,bdl_leitung,rb",
    "stufenwechsel_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "stufenwechsel_empfehlen": "bdl,bdl_leitung",
    "stufenwechsel_einschaetzen": "rb",
    "stufenwechsel_zustimmen": "pap,ifk,bov,tl",
    "zielvereinbarung_lesen": "bdl,bdl_leitung,rb,regiestelle",
    "zielvereinbarung_schreiben": "rb",
    "zielvereinbarung_zeichnen": "bdl_leitung,rb",
    "zielindikatoren_sehen": "bdl,bdl_leitung,rb,regiestelle",
    "gegenmassnahme_vereinbaren": "bdl_leitung,rb",
    "programmbericht_sehen": "rb,regiestelle",
    "programmbericht_erstellen": "regiestelle",
}
AKTIONEN_AKTE = {
    "checkliste_sehen": "bdl,bdl_leitung,rb,regiestelle",
    "checkliste_abhaken": "bdl,bdl_leitung,rb",
    "projektbericht_lesen": "bdl,bdl_leitung,rb,regiestelle",
    "projektbericht_schreiben": "bdl,bdl_leitung",
    "projektbericht_freigeben": "bdl_leitung",
    "projektbericht_annehmen": "rb",
    "einwilligung_lesen": "bdl,bdl_leitung,rb,regiestelle",
    "einwilligung_pflegen": "bdl_leitung,rb",
    "einwilligung_veroeffentlichen": "regiestelle",
    "qualifizierungsplan_lesen": "bdl,bdl_leitung,rb",
    "qualifizierungsplan_schreiben": "bdl,bdl_leitung",
    "foerderziele_anmerken": "rb",
    "planvorlage_pflegen": "bdl_leitung",
    "planvorlage_freigeben": "rb",
    "seriendruck": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "beleg_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "beleg_ablegen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "pruefordner_erstellen": "bdl_leitung,rb",
    "frage_lesen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
    "frage_stellen": "pap,ifk,bov,tl,bdl,bdl_leitung,rb",
}
AKTIONEN_ZUGANG = {
    "eigene_akte_lesen": "teilnehmende",
    "eigene_akte_schreiben": "teilnehmende",
    "zugang_verwalten": "pap,ifk,bov,tl,bdl,bdl_leitung",
}
# Areas that came side by side: whichever migration runs last, the function knows the actions of all.
AKTIONEN_ALLE = (
    AKTIONEN
    | AKTIONEN_VORGANG
    | AKTIONEN_ANWESENHEIT
    | AKTIONEN_VORSCHLAG
    | AKTIONEN_VERFAHREN
    | AKTIONEN_BETREUUNG
    | AKTIONEN_PROGRAMM
    | AKTIONEN_PROJEKT
    | AKTIONEN_AKTE
    | AKTIONEN_ZUGANG
)


def darf(aktionen: Mapping[str, str]) -> str:
    """The function sicht_darf(actions): whether the user's role allows one of them in any relation.

    `aktionen`: action → roles, by commas; an action that is missing is allowed to nobody."""
    zeilen = ",\n        ".join(f"('{aktion}', '{{{rollen}}}'::text[])" for aktion, rollen in aktionen.items())
    return f"""
create or replace function sicht_darf(variadic aktionen text[]) returns boolean language sql stable parallel safe
security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from organisation_nutzer n
      join (values
        {zeilen}) b(aktion, rollen) on n.rolle = any (b.rollen)
     where n.id = sicht_ich() and n.is_active and b.aktion = any (aktionen))
$$;
"""


RECHTE = """
create function sicht_ich() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('wegplan.nutzer', true), '')::bigint $$;

create function sicht_rechte() returns int[] language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select array(
    select (n.id*4)::int from organisation_nutzer n
     where n.id = sicht_ich() and n.is_active and n.rolle in ('pap','ifk','bov','ags','mb','tl','bl')
    union all
    select (t.team_id*4+1)::int from organisation_nutzer_teams t join organisation_nutzer n on n.id = t.nutzer_id
     where n.id = sicht_ich() and n.is_active and n.rolle = 'tl'
    union all
    select (n.organisation_id*4+2)::int from organisation_nutzer n
     where n.id = sicht_ich() and n.is_active and n.organisation_id is not null
       and n.rolle in ('bl','dqm','bdl','bdl_leitung','rb'))
$$;

create function sicht_alles() returns boolean language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select exists (select 1 from organisation_nutzer n
                  where n.id = sicht_ich() and n.is_active and n.sieht_alle and n.rolle in ('bl','dqm'))
$$;

-- The own office of users who see only their own measures' Teilnahmen of a person, else nothing.
create function sicht_stelle() returns bigint language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select n.organisation_id from organisation_nutzer n
   where n.id = sicht_ich() and n.rolle in ('bdl','bdl_leitung','rb')
$$;

-- Exact check, used only where an assignment has run out since the keys were renewed.
create function sicht_person(p bigint) returns boolean language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select exists (select 1 from person_zugang z
                  where z.person_id = p and z.von <= current_date and (z.bis is null or z.bis >= current_date)
                    and z.schluessel = any ((select sicht_rechte())::int[]))
$$;
"""
RECHTE += darf(AKTIONEN)

# As above, and a participant has one key of a kind of its own: no assignment to staff can ever open a file to one.
RECHTE_SELBST = """
create or replace function sicht_rechte() returns int[] language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select array(
    select (n.id*4)::int from organisation_nutzer n
     where n.id = sicht_ich() and n.is_active and n.rolle in ('pap','ifk','bov','ags','mb','tl','bl')
    union all
    select (n.id*4+3)::int from organisation_nutzer n
     where n.id = sicht_ich() and n.is_active and n.rolle = 'teilnehmende'
    union all
    select (t.team_id*4+1)::int from organisation_nutzer_teams t join organisation_nutzer n on n.id = t.nutzer_id
     where n.id = sicht_ich() and n.is_active and n.rolle = 'tl'
    union all
    select (n.organisation_id*4+2)::int from organisation_nutzer n
     where n.id = sicht_ich() and n.is_active and n.organisation_id is not null
       and n.rolle in ('bl','dqm','bdl','bdl_leitung','rb'))
$$;
"""
# A participant sees the own person; what hangs on it opens table by table, so what opens with the person is closed.
NICHT_SELBST = """
create function sicht_selbst() returns boolean language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select exists (select 1 from organisation_nutzer n where n.id = sicht_ich() and n.rolle = 'teilnehmende')
$$;
"""


def nicht_selbst(*tabellen: str) -> str:
    """Policies that close tables to participants which open with the person alone."""
    return "".join(
        f"create policy nicht_selbst on {tabelle} as restrictive for select to wegplan_app"
        " using (not (select sicht_selbst()));"
        for tabelle in tabellen
    )


# Each person's assignments are asked for on their own: "offset 0" keeps the planner from first putting together
# those of all persons, which would make every single save as slow as the whole table.
SICHT_FUER = """
create or replace function sicht_fuer(personen bigint[]) returns bigint language sql security definer
set search_path = public, pg_temp as $$
  with neu as (
    select i.id,
           coalesce(array_agg(distinct z.schluessel order by z.schluessel)
                    filter (where z.schluessel is not null), '{}') as keys,
           coalesce(min(z.bis), '9999-12-31') as bis
      from unnest(personen) i(id)
      left join lateral (
        select a.schluessel, a.bis from person_zugang a
         where a.person_id = i.id and a.von <= current_date and (a.bis is null or a.bis >= current_date)
        offset 0) z on true
     group by i.id),
  geaendert as (
    update person_person p set sicht = neu.keys, sicht_bis = neu.bis from neu
     where p.id = neu.id and (p.sicht, p.sicht_bis) is distinct from (neu.keys, neu.bis) returning 1)
  select count(*) from geaendert
$$;
"""
ERNEUERN = (
    SICHT_FUER
    + """
-- Right after a bulk load the planner knows no row counts and would walk the assignments once per person: never.
create function sicht_neu() returns bigint language sql security definer set search_path = public, pg_temp
set enable_nestloop = off as $$
  with neu as (
    select p.id,
           coalesce(array_agg(distinct z.schluessel order by z.schluessel)
                    filter (where z.schluessel is not null), '{}') as keys,
           coalesce(min(z.bis), '9999-12-31') as bis
      from person_person p
      left join person_zugang z
        on z.person_id = p.id and z.von <= current_date and (z.bis is null or z.bis >= current_date)
     group by p.id),
  geaendert as (
    update person_person p set sicht = neu.keys, sicht_bis = neu.bis from neu
     where p.id = neu.id and (p.sicht, p.sicht_bis) is distinct from (neu.keys, neu.bis) returning 1)
  select count(*) from geaendert
$$;

-- A bulk import sets wegplan.sammel = 1 and calls sicht_neu() itself. The pages may not: an assignment that
-- they end must close at once. Not security definer, as it asks who runs the statement.
create function sicht_im_sammellauf() returns boolean language sql stable as $$
  select current_setting('wegplan.sammel', true) = '1' and current_user not in ('wegplan_app', 'wegplan_leitung')
$$;

create function sicht_nach_aenderung() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if sicht_im_sammellauf() then return null; end if;
  if tg_op = 'UPDATE' then
    perform sicht_fuer(array(select person_id from betroffen union select person_id from vorher));
  else
    perform sicht_fuer(array(select distinct person_id from betroffen));
  end if;
  return null;
end $$;

create function sicht_nach_person() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  -- depth > 1: this very renewal, or one that another table started
  if pg_trigger_depth() > 1 or sicht_im_sammellauf() then return null; end if;
  perform sicht_fuer(array(select n.id from neu n join alt a on a.id = n.id
                            where (n.team_id, n.jobcenter_id) is distinct from (a.team_id, a.jobcenter_id)));
  return null;
end $$;
"""
)

# INSERT … RETURNING reads the new row, and the creator has to write the first assignment: until the end of
# the day the creator's key stands on the person. Afterwards the assignments alone decide.
ANLEGEN = """
create function person_anlegen() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_user in ('wegplan_app', 'wegplan_leitung', 'wegplan_dienst') then
    new.sicht := '{}';
    new.sicht_bis := '9999-12-31';
  end if;
  if sicht_ich() is not null and current_user in ('wegplan_app', 'wegplan_leitung') then
    new.sicht := array[(sicht_ich()*4)::int];
    new.sicht_bis := current_date;
  end if;
  return new;
end $$;

-- Security definer, as nobody else may write keys; a trigger function cannot be called by hand.
create function sicht_nach_anlage() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('wegplan.sammel', true) = '1' then return null; end if;
  perform sicht_fuer(array(select id from neu where team_id is not null or jobcenter_id is not null));
  update person_person p set sicht = p.sicht || neu.sicht, sicht_bis = current_date
    from neu where neu.id = p.id and neu.sicht <> '{}' and not p.sicht @> neu.sicht;
  return null;
end $$;

-- The keys are nobody's to write but the functions' above: a stale save() must not bring access back.
create function person_sicht_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_user in ('wegplan_app', 'wegplan_leitung', 'wegplan_dienst') then
    new.sicht := old.sicht;
    new.sicht_bis := old.sicht_bis;
  end if;
  return new;
end $$;

create trigger person_anlegen before insert on person_person for each row execute function person_anlegen();
create trigger person_sicht_bewahren before update on person_person for each row
  when (old.sicht is distinct from new.sicht or old.sicht_bis is distinct from new.sicht_bis)
  execute function person_sicht_bewahren();
create trigger sicht_einfuegen after insert on person_person referencing new table as neu
  for each statement execute function sicht_nach_anlage();
create trigger sicht_aendern after update on person_person referencing old table as alt new table as neu
  for each statement execute function sicht_nach_person();
"""


def ausloeser(tabelle: str) -> str:
    """Triggers that renew the keys of the persons whose rows of `tabelle` changed (column person_id)."""
    return f"""
create trigger sicht_einfuegen after insert on {tabelle} referencing new table as betroffen
  for each statement execute function sicht_nach_aenderung();
create trigger sicht_aendern after update on {tabelle} referencing old table as vorher new table as betroffen
  for each statement execute function sicht_nach_aenderung();
create trigger sicht_loeschen after delete on {tabelle} referencing old table as betroffen
  for each statement execute function sicht_nach_aenderung();
"""


SICHTBAR = "sicht && (select sicht_rechte()) and (sicht_bis >= current_date or sicht_person(id))"
