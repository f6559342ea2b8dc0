from django.db import migrations

TABELLE = "mitsprache_eigenwort"
IM_EIGENEN_NAMEN = f"""
drop policy nur_selbst on {TABELLE};
create policy im_eigenen_namen on {TABELLE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (
    geschrieben_von_id = (select sicht_ich())
    and case when (select sicht_selbst()) then weg = 'zugang'
             else weg <> 'zugang' and erledigt_von_id = (select sicht_ich()) end
  );
"""
ZURUECK = f"""
drop policy im_eigenen_namen on {TABELLE};
create policy nur_selbst on {TABELLE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check ((select sicht_selbst()) and geschrieben_von_id = (select sicht_ich()));
"""


class Migration(migrations.Migration):
    """Participants write in their own access alone; what professionals take down says so and names them."""

    dependencies = [("mitsprache", "0004_aufgenommene")]
    operations = [migrations.RunSQL(IM_EIGENEN_NAMEN, ZURUECK)]
