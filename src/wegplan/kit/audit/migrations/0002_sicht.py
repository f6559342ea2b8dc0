from django.db import migrations

SQL = """
create function sicht_spuren() returns boolean language sql stable parallel safe security definer
set search_path = public, pg_temp as $$
  select exists (select 1 from organisation_nutzer n
                  where n.id = sicht_ich() and n.is_active and n.rolle = 'datenschutz')
$$;
alter table audit_zugriff enable row level security;
create policy schreiben on audit_zugriff for insert to wegplan_app, wegplan_leitung, wegplan_dienst with check (true);
create policy lesen on audit_zugriff for select to wegplan_app using ((select sicht_spuren()));
"""


class Migration(migrations.Migration):
    """Everybody may leave a trace, only Datenschutz reads them, nobody changes them (DS-10, DS-11)."""

    dependencies = [("audit", "0001_anfang"), ("person", "0002_sicht")]
    operations = [migrations.RunSQL(SQL)]
