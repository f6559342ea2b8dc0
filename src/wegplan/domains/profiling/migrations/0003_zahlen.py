from django.db import migrations

# Security definer: who has left the Regionalbüro's sight still counts, as a number only. Of the own events alone.
ZAHLEN = """
create function profiling_besuche(veranstaltung bigint, besuche text[]) returns bigint language sql stable
security definer set search_path = public, pg_temp as $$
  select count(*) from profiling_einladung e join profiling_veranstaltung v on v.id = e.veranstaltung_id
   where v.id = veranstaltung and e.besuch = any (besuche)
     and v.regionalbuero_id = sicht_stelle() and sicht_darf('profiling_schreiben')
$$;
"""


class Migration(migrations.Migration):
    """What came of an event stays countable after the assignments have ended (JPS-01)."""

    dependencies = [("profiling", "0002_sicht")]
    operations = [migrations.RunSQL(ZAHLEN, "drop function profiling_besuche(bigint, text[])")]
