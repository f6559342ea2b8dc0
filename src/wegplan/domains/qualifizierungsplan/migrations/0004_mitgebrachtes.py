from django.db import migrations

from wegplan.kit.exchange.herkunft import NUR_EINLESEN

PLAN = "qualifizierungsplan_qualifizierungsplan"


def _funktion(ausser: str) -> str:
    return f"""
create or replace function qualifizierungsplan_modul_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select 1 from {PLAN} p where p.stand = 'uebergeben'
              and p.id in (new.plan_id, case when tg_op = 'UPDATE' then old.plan_id end){ausser}) then
    raise exception 'a version that was handed over does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    """A version that a data package brings in is handed over already; the service writes its modules after it."""

    dependencies = [("qualifizierungsplan", "0003_mitgebracht")]
    operations = [migrations.RunSQL(_funktion(f" and not ({NUR_EINLESEN.format(fassung='p')})"), _funktion(""))]
