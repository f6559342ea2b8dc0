-- The roles of the database. Runs as superuser, as often as you like, on PostgreSQL 16 or newer:
-- the embedded server runs it at its first start, on a server of your own you run it once
-- (docs/betrieb.md). Nobody here is superuser, and nobody passes row security.
do $$
declare rolle text;
begin
  foreach rolle in array array['wegplan_eigner', 'wegplan_app', 'wegplan_dienst', 'wegplan_leitung'] loop
    if not exists (select from pg_roles where rolname = rolle) then
      execute format('create role %I nosuperuser nobypassrls', rolle);
    end if;
  end loop;
end $$;
alter role wegplan_eigner login createdb;  -- migrates; owns every table; createdb for test databases
alter role wegplan_app login;              -- serves the pages
alter role wegplan_dienst login;           -- worker, import, command line
alter role wegplan_leitung nologin;        -- what wegplan_app becomes for users who see all
alter role wegplan_app set idle_in_transaction_session_timeout = '5min';
alter role wegplan_app set statement_timeout = '60s';                 -- no page waits longer; long work is the worker's
alter role wegplan_app set client_connection_check_interval = '5s';   -- nobody waits for it any more: stop
grant wegplan_leitung to wegplan_app with inherit false, set true;
grant wegplan_app, wegplan_dienst, wegplan_leitung to wegplan_eigner with inherit false, set true;
