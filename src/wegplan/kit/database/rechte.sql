-- Who may do what with the tables; after every migration, with the same result however often it runs.
-- `alter default privileges` would hold for one database only and miss the test databases.
select pg_advisory_xact_lock(hashtext('wegplan.rechte'));

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to wegplan_app, wegplan_dienst', current_database());
  -- bulk import copies into temporary tables; the application needs none and could probe with them
  execute format('grant temporary on database %I to wegplan_dienst', current_database());
end $$;

grant usage on schema public to wegplan_app, wegplan_dienst, wegplan_leitung;
grant select, insert, update, delete on all tables in schema public to wegplan_app, wegplan_dienst, wegplan_leitung;
grant usage, select on all sequences in schema public to wegplan_app, wegplan_dienst, wegplan_leitung;
grant update on all sequences in schema public to wegplan_dienst;

do $$
declare
  tabelle regclass;
  funktion regprocedure;
begin
  -- histories: written by their triggers alone, read through row security (DS-11);
  -- views: read only, as a write through one would pass row security with its owner's rights
  for tabelle in
    select c.oid from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and (c.relkind in ('v', 'm')
           or c.relname in ('pghistory_context', 'django_migrations')
           or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'pgh_label'))
  loop
    execute format('revoke insert, update, delete on %s from wegplan_app, wegplan_dienst, wegplan_leitung', tabelle);
  end loop;

  -- the read trace: append only (DS-10)
  if to_regclass('public.audit_zugriff') is not null then
    revoke update, delete on public.audit_zugriff from wegplan_app, wegplan_dienst, wegplan_leitung;
  end if;

  -- so the triggers themselves need the owner's rights; pgtrigger re-installs them without
  for funktion in
    select p.oid from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and (p.proname = '_pgh_attach_context'
           or (p.proname like 'pgtrigger\_%' and p.prorettype = 'trigger'::regtype))
  loop
    execute format('alter function %s security definer set search_path = public, pg_temp', funktion);
  end loop;

  -- the histories join the rows before and after a statement. A connection keeps the plan of its first such statement:
  -- the nested loop that suits one row takes minutes for ten thousand
  for funktion in
    select p.oid from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and p.proname like 'pgtrigger\_%' and p.prosrc like '%old_values JOIN new_values%'
  loop
    execute format('alter function %s set enable_nestloop = off', funktion);
  end loop;

  -- pgtrigger.ignore() would let the application switch the histories off
  if to_regproc('public._pgtrigger_should_ignore') is not null then
    create or replace function public._pgtrigger_should_ignore(trigger_name name) returns boolean
      language sql immutable parallel safe as 'select false';
  end if;
end $$;
