from django.db import migrations

TABELLE = "programmbericht_regionalbeitrag"
VERLAUF = f"{TABELLE}event"
SEHEN = "(select sicht_darf('programmbericht_sehen'))"
EIGENE = (
    "exists (select from organisation_nutzer n join organisation_organisation o on o.id = n.organisation_id"
    " where n.id = (select sicht_ich()) and o.art = 'regionalbuero' and o.id = regionalbuero_id)"
)

# Only a Regionalbüro writes, and for itself; nobody changes or deletes what was released.
RICHTLINIEN = f"""
alter table {TABELLE} enable row level security;
create policy lesen on {TABELLE} for select to wegplan_app, wegplan_leitung using ({SEHEN});
create policy anlegen on {TABELLE} for insert to wegplan_app with check ({SEHEN} and {EIGENE});
create policy dienst on {TABELLE} to wegplan_dienst using (true) with check (true);
alter table {VERLAUF} enable row level security;
create policy lesen on {VERLAUF} for select to wegplan_app, wegplan_leitung using ({SEHEN});
create policy dienst on {VERLAUF} for select to wegplan_dienst using (true);
create trigger programmbericht_bewahren before update or delete on {TABELLE} for each row
  execute function programmbericht_bewahren();
"""
OHNE_RICHTLINIEN = f"""
drop trigger programmbericht_bewahren on {TABELLE};
drop policy lesen on {TABELLE};
drop policy anlegen on {TABELLE};
drop policy dienst on {TABELLE};
alter table {TABELLE} disable row level security;
drop policy lesen on {VERLAUF};
drop policy dienst on {VERLAUF};
alter table {VERLAUF} disable row level security;
"""


class Migration(migrations.Migration):
    """Who reads and writes the words of the regions, and that they never change (JPS-97)."""

    dependencies = [("programmbericht", "0003_beitrag")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE_RICHTLINIEN)]
