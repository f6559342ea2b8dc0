from django.db import migrations

from wegplan.kit.exchange.herkunft import NUR_EINLESEN

FASSUNG, ZIEL = "foerderplan_planfassung", "foerderplan_foerderziel"


def _funktionen(ausser: str) -> str:
    return f"""
create or replace function foerderplan_inhalt_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  fassungen bigint[];
begin
  if tg_table_name = '{ZIEL}' then
    fassungen := array[new.fassung_id, case when tg_op = 'UPDATE' then old.fassung_id end];
  else
    select array_agg(z.fassung_id) into fassungen from {ZIEL} z
     where z.id in (new.ziel_id, case when tg_op = 'UPDATE' then old.ziel_id end);
  end if;
  if exists (select 1 from {FASSUNG} f where f.id = any (fassungen) and f.stand = 'unterschrieben'{ausser}) then
    raise exception 'a signed version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create or replace function foerderplan_lage_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select 1 from {FASSUNG} f where f.stand = 'unterschrieben'
              and f.id in (new.fassung_id, case when tg_op = 'UPDATE' then old.fassung_id end){ausser}) then
    raise exception 'a signed version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    """A version that a data package brings in is signed already; the service writes its parts after it (ADR 0067)."""

    dependencies = [("foerderplan", "0007_mitgebracht")]
    operations = [
        migrations.RunSQL(_funktionen(f" and not ({NUR_EINLESEN.format(fassung='f')})"), _funktionen("")),
    ]
