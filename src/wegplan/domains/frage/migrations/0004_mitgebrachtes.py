from django.db import migrations

from wegplan.kit.exchange.herkunft import IM_DIENST


def _funktion(ausser: str) -> str:
    return f"""
create or replace function frage_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare frei text[] := array['person_id', 'am_zug_id', 'wartet_seit', 'zustaendig_id', 'geschlossen_am',
                             'geschlossen_von_id'];
begin
  if {ausser}to_jsonb(new) - frei <> to_jsonb(old) - frei then
    raise exception 'a question does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    """A question that a data package brought in follows later packages, until somebody here writes to it (ADR 0067)."""

    dependencies = [("frage", "0003_mitgebracht")]
    operations = [
        migrations.RunSQL(_funktion(f"not (old.eingelesen_am is not null and {IM_DIENST}) and "), _funktion("")),
    ]
