from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.kit.access.policies import PERSON_SICHTBAR, kind_richtlinie, verlauf_richtlinie

# The provider and the Regionalbüro of the measure, until exit + 6 months at the latest (DS-02). Where nobody
# has recorded the exit, the planned end stands for it: a forgotten entry must not leave the file open.
ZUGANG = """
select t.person_id, s.grund, '', (s.stelle*4+2)::int,
       least(t.eintritt, (t.erfasst_am at time zone 'Europe/Berlin')::date),
       (coalesce(t.austritt, t.geplantes_ende) + interval '6 months')::date
  from teilnahme_teilnahme t
  join massnahme_massnahme m on m.id = t.massnahme_id
 cross join lateral (values ('traeger', m.traeger_id), ('regionalbuero', m.regionalbuero_id)) s(grund, stelle)
 where s.stelle is not null
"""

# Another provider or Regionalbüro for a measure: the keys of its persons at once. Security definer, as the
# one who changes the measure sees none of them.
MASSNAHME = """
create function sicht_nach_massnahme() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform sicht_fuer(array(
    select distinct t.person_id from teilnahme_teilnahme t
      join neu n on n.id = t.massnahme_id join alt a on a.id = n.id
     where (n.traeger_id, n.regionalbuero_id) is distinct from (a.traeger_id, a.regionalbuero_id)));
  return null;
end $$;
create trigger sicht_aendern after update on massnahme_massnahme referencing old table as alt new table as neu
  for each statement execute function sicht_nach_massnahme();
"""

# A provider sees of a person its own Teilnahmen only, not those with others.
BEDINGUNG = f"""{PERSON_SICHTBAR} and ((select sicht_stelle()) is null or exists (
  select 1 from massnahme_massnahme m
   where m.id = massnahme_id and (select sicht_stelle()) in (m.traeger_id, m.regionalbuero_id)))"""


class Migration(migrations.Migration):
    """Row security on Teilnahmen; a Teilnahme gives its provider and its Regionalbüro access to the person."""

    dependencies = [("teilnahme", "0001_anfang"), ("person", "0002_sicht"), ("massnahme", "0002_verweise")]
    operations = [
        migrations.RunSQL(
            [
                sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG),
                sicht_sql.ausloeser("teilnahme_teilnahme"),
                MASSNAHME,
            ]
        ),
        kind_richtlinie("teilnahme_teilnahme", aendern="teilnahme_aendern austritt_zuruecknehmen", bedingung=BEDINGUNG),
        verlauf_richtlinie("teilnahme_teilnahmeevent", bedingung=BEDINGUNG),
    ]
