from django.db import migrations

from wegplan.kit.exchange.herkunft import NUR_EINLESEN

GUTACHTEN = "profiling_gutachten"


def _funktion(ausser: str) -> str:
    return f"""
create or replace function profiling_schutzteil_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select 1 from {GUTACHTEN} g where g.stand = 'abgeschlossen'
              and g.id in (new.gutachten_id, case when tg_op = 'UPDATE' then old.gutachten_id end){ausser}) then
    raise exception 'a finished version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    """A version that a data package brings in is finished already; the service writes its protected part after it, the
    sections stand in it from the first (ADR 0067)."""

    dependencies = [("profiling", "0004_mitgebracht")]
    operations = [
        migrations.RunSQL(_funktion(f" and not ({NUR_EINLESEN.format(fassung='g')})"), _funktion("")),
    ]
