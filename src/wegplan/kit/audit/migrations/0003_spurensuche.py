from django.db import migrations

# The index on the persons does not serve under row security (its operator is not leakproof), so a function of
# the owner looks them up, for Datenschutz only.
SQL = """
create function spur_von(person bigint) returns setof bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select z.id from audit_zugriff z where z.personen @> array[person] and sicht_spuren()
$$;
"""


class Migration(migrations.Migration):
    """All traces of one person, by index (DS-12)."""

    dependencies = [("audit", "0002_sicht")]
    operations = [migrations.RunSQL(SQL, "drop function spur_von(bigint)")]
