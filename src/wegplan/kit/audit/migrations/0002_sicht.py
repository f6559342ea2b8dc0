from django.db import migrations

SPUR = """
create function sicht_spuren() returns boolean language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select exists (select 1 from organisation_nutzer n
                  where n.id = sicht_ich() and n.is_active and n.rolle = 'datenschutz')
$$;

-- Who, in which role and when is not for the pages to say: it follows from the user of the transaction.
create function spur_ausfuellen() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_user in ('wegplan_app', 'wegplan_leitung') then
    new.nutzer_id := sicht_ich();
    new.zeit := now();
  end if;
  if new.nutzer_id is not null then
    select n.rolle, n.organisation_id into new.rolle, new.organisation_id
      from organisation_nutzer n where n.id = new.nutzer_id;
  end if;
  return new;
end $$;
create trigger spur_ausfuellen before insert on audit_zugriff for each row execute function spur_ausfuellen();

alter table audit_zugriff enable row level security;
create policy schreiben on audit_zugriff for insert to wegplan_app, wegplan_leitung, wegplan_dienst with check (true);
create policy lesen on audit_zugriff for select to wegplan_app using ((select sicht_spuren()));

-- Datenschutz sees no person, but has to find the traces of one and to name whose they are.
create function spur_person(nummer text) returns bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select p.id from person_person p where p.kundennummer = nummer and sicht_spuren()
$$;
create function spur_kundennummern(personen bigint[]) returns table (id bigint, kundennummer text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.kundennummer from person_person p where p.id = any (personen) and sicht_spuren()
$$;
"""

# Replaces pghistory's own function: the acting person is the user of the transaction, whatever the program
# says, and a context belongs to one transaction. The library's version takes id and content from settings
# that any statement may set, so an old context could be rewritten and a new event booked on somebody else.
KONTEXT = """
create or replace function _pgh_attach_context() returns uuid language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  kennung uuid := nullif(current_setting('wegplan.verlauf', true), '')::uuid;
  angaben jsonb;
begin
  -- what a service adds, such as a reason, comes first: it cannot name another person
  select coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb, '{}') - 'nutzer' - 'lauf'
         || jsonb_strip_nulls(jsonb_build_object(
           'nutzer', sicht_ich(), 'rolle', nullif(n.rolle, ''), 'organisation', n.organisation_id,
           'lauf', nullif(current_setting('wegplan.lauf', true), ''), 'zugang', session_user))
    into angaben from (values (1)) eins left join organisation_nutzer n on n.id = sicht_ich();
  if kennung is null or not exists (
       select 1 from pghistory_context c where c.id = kennung and c.created_at = now() and c.metadata = angaben) then
    kennung := gen_random_uuid();
    insert into pghistory_context (id, created_at, updated_at, metadata) values (kennung, now(), now(), angaben);
    perform set_config('wegplan.verlauf', kennung::text, true);
  end if;
  return kennung;
end $$;
"""


class Migration(migrations.Migration):
    """Everybody may leave a trace, only Datenschutz reads them, nobody changes them (DS-10, DS-11)."""

    dependencies = [
        ("audit", "0001_anfang"),
        ("person", "0002_sicht"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations = [migrations.RunSQL([SPUR, KONTEXT])]
