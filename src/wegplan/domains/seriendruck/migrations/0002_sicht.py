from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLE = "seriendruck_ausstellung"
DERSELBEN_PERSON = f"""
alter table {TABELLE} add constraint ausstellung_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
ZURUECK = f"alter table {TABELLE} drop constraint ausstellung_teilnahme_der_person;"

# What was handed out does not change; only the person may, as it follows its Teilnahme. Files are deleted whole.
BEWAHREN = f"""
create function seriendruck_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id' then
    raise exception 'what was issued does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bewahren before update on {TABELLE} for each row execute function seriendruck_bewahren();
create policy nie_loeschen on {TABELLE} as restrictive for delete to wegplan_app, wegplan_leitung using (false);
"""
AUFTAUEN = f"""
drop policy nie_loeschen on {TABELLE};
drop trigger bewahren on {TABELLE};
drop function seriendruck_bewahren();
"""


def _sichtbar(tabelle: str) -> str:
    return f"exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"


class Migration(migrations.Migration):
    """Row security on what was issued, and that it stays as it is."""

    dependencies = [
        ("seriendruck", "0001_anfang"),
        ("person", "0007_aktionen_akte"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        kind_richtlinie(TABELLE, "seriendruck", "foerderung_erfassen", _sichtbar(TABELLE)),
        verlauf_richtlinie(f"{TABELLE}event", "seriendruck", _sichtbar(f"{TABELLE}event")),
        migrations.RunSQL(BEWAHREN, AUFTAUEN),
    ]
