from django.db import migrations

_ICH = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
_REGIESTELLE = "(select n.rolle = 'regiestelle' from organisation_nutzer n where n.id = (select sicht_ich()))"
# of the measures of the own office; the Regiestelle reads the counts of all
EIGENE = (
    f"(coalesce({_REGIESTELLE}, false) or exists (select from massnahme_massnahme m"
    f" where m.id = massnahme_id and {_ICH} in (m.traeger_id, m.regionalbuero_id)))"
)
LESEN = "(select sicht_darf('zielindikatoren_sehen'))"

# Counts without persons. Only the service writes them, and nobody changes one: they are what was counted that day.
RICHTLINIEN = f"""
alter table zielvereinbarung_messung enable row level security;
create policy lesen on zielvereinbarung_messung for select to wegplan_app, wegplan_leitung using ({LESEN});
create policy dienst on zielvereinbarung_messung to wegplan_dienst using (true) with check (true);
alter table zielvereinbarung_messwert enable row level security;
create policy lesen on zielvereinbarung_messwert for select to wegplan_app using ({LESEN} and {EIGENE});
create policy dienst on zielvereinbarung_messwert to wegplan_dienst using (true) with check (true);

create function zielvereinbarung_gemessen() returns trigger language plpgsql as $$
begin
  raise exception 'a measurement does not change' using errcode = 'restrict_violation';
end $$;
create trigger eingefroren before update on zielvereinbarung_messung
  for each row execute function zielvereinbarung_gemessen();
create trigger eingefroren before update on zielvereinbarung_messwert
  for each row execute function zielvereinbarung_gemessen();
"""
OHNE = """
drop trigger eingefroren on zielvereinbarung_messwert;
drop trigger eingefroren on zielvereinbarung_messung;
drop function zielvereinbarung_gemessen();
drop policy lesen on zielvereinbarung_messung;
drop policy dienst on zielvereinbarung_messung;
drop policy lesen on zielvereinbarung_messwert;
drop policy dienst on zielvereinbarung_messwert;
alter table zielvereinbarung_messung disable row level security;
alter table zielvereinbarung_messwert disable row level security;
"""


class Migration(migrations.Migration):
    """Who reads the figures, and that they stay as they were counted."""

    dependencies = [("zielvereinbarung", "0001_anfang"), ("person", "0005_aktionen_projekt")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE)]
