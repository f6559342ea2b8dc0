from django.db import migrations

# The numbers of closed agreements for everybody signed in: a due day is the same for provider, Regionalbüro, Agentur and
# Jobcenter. No texts, no targets, no names.
FUNKTION = """
create function vereinbarte_fristen(projekte bigint[]) returns table (massnahme bigint, ab date, fristen jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select z.massnahme_id, z.geschlossen_zum, z.fristen from zielvereinbarung_zielvereinbarung z
   where z.stand = 'geschlossen' and z.massnahme_id = any (projekte) order by z.massnahme_id, z.nummer
$$;
revoke execute on function vereinbarte_fristen(bigint[]) from public;
grant execute on function vereinbarte_fristen(bigint[]) to wegplan_app, wegplan_leitung, wegplan_dienst;
"""


class Migration(migrations.Migration):
    """What a project agreed on as deadlines, without the agreement (JPS-80)."""

    dependencies = [("zielvereinbarung", "0006_vereinbarung_sicht")]
    operations = [migrations.RunSQL(FUNKTION, "drop function vereinbarte_fristen(bigint[]);")]
