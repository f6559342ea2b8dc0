"""After a bulk import the planner has to know at once how many rows there are: until statistics come by themselves, pages
would join thousands of rows one by one. Only the owner of a table may collect them."""

from django.db import migrations

TABELLEN = """
  organisation_organisation, organisation_team, person_person, person_zustaendigkeit, massnahme_massnahme,
  teilnahme_teilnahme, vermittlung_vereinbarung, vermittlung_vermittlung, vermittlung_handlungsstrategie,
  vorgang_vorgang, verfahren_schritt"""

HIN = f"""
create function datenpaket_statistik() returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  analyze {TABELLEN.strip()};
end $$;
revoke execute on function datenpaket_statistik() from public;
grant execute on function datenpaket_statistik() to wegplan_dienst;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("datenpaket", "0001_anfang"),
        ("verfahren", "0002_sicht"),
        ("vorgang", "0001_anfang"),
    ]

    operations = [migrations.RunSQL(HIN, "drop function datenpaket_statistik()")]
