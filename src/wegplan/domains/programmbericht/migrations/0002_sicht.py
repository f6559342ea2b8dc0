from django.db import migrations

TABELLE = "programmbericht_programmbericht"
VERLAUF = f"{TABELLE}event"
SEHEN = "(select sicht_darf('programmbericht_sehen'))"

# No persons' data. Only the service role writes: it counts what nobody who reads may see.
RICHTLINIEN = f"""
alter table {TABELLE} enable row level security;
create policy lesen on {TABELLE} for select to wegplan_app, wegplan_leitung using ({SEHEN});
create policy dienst on {TABELLE} to wegplan_dienst using (true) with check (true);
alter table {VERLAUF} enable row level security;
create policy lesen on {VERLAUF} for select to wegplan_app, wegplan_leitung using ({SEHEN});
create policy dienst on {VERLAUF} for select to wegplan_dienst using (true);
"""
OHNE_RICHTLINIEN = f"""
drop policy lesen on {TABELLE};
drop policy dienst on {TABELLE};
alter table {TABELLE} disable row level security;
drop policy lesen on {VERLAUF};
drop policy dienst on {VERLAUF};
alter table {VERLAUF} disable row level security;
"""
EINFRIEREN = f"""
create function programmbericht_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'a reported figure does not change' using errcode = 'restrict_violation';
end $$;
create trigger programmbericht_bewahren before update or delete on {TABELLE} for each row
  execute function programmbericht_bewahren();
"""
AUFTAUEN = f"""
drop trigger programmbericht_bewahren on {TABELLE};
drop function programmbericht_bewahren();
"""


class Migration(migrations.Migration):
    """Who reads the report, and that it never changes (PX-05)."""

    dependencies = [("programmbericht", "0001_anfang"), ("person", "0005_aktionen_projekt")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE_RICHTLINIEN), migrations.RunSQL(EINFRIEREN, AUFTAUEN)]
