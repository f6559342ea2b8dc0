from django.db import migrations

_EIGENE = """exists (select from organisation_nutzer n where n.id = (select sicht_ich()) and n.is_active
    and n.organisation_id = vorlage_briefvorlage.organisation_id{rollen})"""
LESEN = _EIGENE.format(rollen="")
PFLEGEN = _EIGENE.format(rollen=" and n.rolle in ('tl','bl')")

# Templates hold no person's data; still nobody reads or changes those of another office, and nobody deletes one.
RICHTLINIE = f"""
alter table vorlage_briefvorlage enable row level security;
create policy lesen on vorlage_briefvorlage for select to wegplan_app, wegplan_leitung using ({LESEN});
create policy anlegen on vorlage_briefvorlage for insert to wegplan_app, wegplan_leitung with check ({PFLEGEN});
create policy aendern on vorlage_briefvorlage for update to wegplan_app, wegplan_leitung
  using ({PFLEGEN}) with check ({PFLEGEN});
create policy dienst on vorlage_briefvorlage to wegplan_dienst using (true) with check (true);
"""
OHNE = """
drop policy lesen on vorlage_briefvorlage;
drop policy anlegen on vorlage_briefvorlage;
drop policy aendern on vorlage_briefvorlage;
drop policy dienst on vorlage_briefvorlage;
alter table vorlage_briefvorlage disable row level security;
"""


class Migration(migrations.Migration):
    """Row security on templates."""

    dependencies = [("vorlage", "0001_anfang"), ("person", "0002_sicht")]
    operations = [migrations.RunSQL(RICHTLINIE, OHNE)]
