from django.db import migrations

VORLAGE = "planvorlage_planvorlage"
_ICH = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()) and n.is_active)"
_TRAEGER, _BUERO = f"organisation_id = {_ICH}", f"regionalbuero_id = {_ICH}"
_PFLEGT = f"(select sicht_darf('planvorlage_pflegen')) and {_TRAEGER}"
_GIBT_FREI = f"(select sicht_darf('planvorlage_freigeben')) and {_BUERO}"
# whoever writes plans of the provider fills its template; the Regionalbüro sees what was handed in to it
LESEN = f"({_TRAEGER} or ({_BUERO} and stand <> 'entwurf'))"

RICHTLINIEN = f"""
alter table {VORLAGE} enable row level security;
create policy lesen on {VORLAGE} for select to wegplan_app using ({LESEN});
create policy anlegen on {VORLAGE} for insert to wegplan_app with check ({_PFLEGT} and stand = 'entwurf');
create policy aendern_traeger on {VORLAGE} for update to wegplan_app
  using ({_PFLEGT} and stand in ('entwurf', 'eingereicht', 'freigegeben', 'abgeloest'))
  with check ({_PFLEGT} and stand in ('entwurf', 'eingereicht', 'abgeloest'));
create policy aendern_buero on {VORLAGE} for update to wegplan_app
  using ({_GIBT_FREI} and stand in ('eingereicht', 'freigegeben'))
  with check ({_GIBT_FREI} and stand in ('freigegeben', 'zurueckgegeben', 'abgeloest'));
create policy dienst on {VORLAGE} to wegplan_dienst using (true) with check (true);
alter table {VORLAGE}event enable row level security;
create policy lesen on {VORLAGE}event for select to wegplan_leitung, wegplan_dienst using (true);
"""
OHNE = "".join(
    f"drop policy {name} on {VORLAGE};\n" for name in ("lesen", "anlegen", "aendern_traeger", "aendern_buero", "dienst")
) + (
    f"drop policy lesen on {VORLAGE}event;\n"
    f"alter table {VORLAGE}event disable row level security;\n"
    f"alter table {VORLAGE} disable row level security;\n"
)

# What was checked is what is released: of a version only its way through the hands changes, and only forward.
BEWAHREN = f"""
create function planvorlage_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  weg text[] := array['stand', 'eingereicht_am', 'entschieden_von_id', 'entschieden_am', 'grund'];
begin
  if to_jsonb(new) - weg <> to_jsonb(old) - weg then
    raise exception 'the content of a version does not change' using errcode = 'restrict_violation';
  end if;
  if new.stand = 'freigegeben' and old.stand <> 'eingereicht' and old.stand <> 'freigegeben' then
    raise exception 'only what was handed in is released' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bewahren before update on {VORLAGE} for each row execute function planvorlage_bewahren();
"""
AUFTAUEN = f"drop trigger bewahren on {VORLAGE};\ndrop function planvorlage_bewahren();"


class Migration(migrations.Migration):
    """Who reads, hands in and releases templates, and that what was checked stays as it is."""

    dependencies = [("planvorlage", "0001_anfang"), ("person", "0007_aktionen_akte")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE), migrations.RunSQL(BEWAHREN, AUFTAUEN)]
