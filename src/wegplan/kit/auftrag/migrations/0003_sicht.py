from django.db import migrations

SQL = """
alter table auftrag_auftrag enable row level security;
create policy eigene on auftrag_auftrag to wegplan_app, wegplan_leitung
  using (nutzer_id = (select sicht_ich())) with check (nutzer_id = (select sicht_ich()));
create policy dienst on auftrag_auftrag to wegplan_dienst using (true) with check (true);
"""


class Migration(migrations.Migration):
    """Everybody sees only what is their own."""

    dependencies = [("auftrag", "0002_nutzer"), ("person", "0002_sicht")]
    operations = [migrations.RunSQL(SQL)]
