from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

# The provider and the Regionalbüro of the measure, until exit + 6 months at the latest (DS-02).
ZUGANG = """
select t.person_id, s.grund, '', (s.stelle*4+2)::int,
       least(t.eintritt, (t.erfasst_am at time zone 'Europe/Berlin')::date),
       (t.austritt + interval '6 months')::date
  from teilnahme_teilnahme t
  join massnahme_massnahme m on m.id = t.massnahme_id
 cross join lateral (values ('traeger', m.traeger_id), ('regionalbuero', m.regionalbuero_id)) s(grund, stelle)
 where s.stelle is not null
"""


class Migration(migrations.Migration):
    """Row security on Teilnahmen; a Teilnahme gives its provider access to the person."""

    dependencies = [("teilnahme", "0001_anfang"), ("person", "0002_sicht"), ("massnahme", "0002_verweise")]
    operations = [
        migrations.RunSQL(
            [
                sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG),
                sicht_sql.ausloeser("teilnahme_teilnahme"),
            ]
        ),
        kind_richtlinie("teilnahme_teilnahme"),
        verlauf_richtlinie("teilnahme_teilnahmeevent"),
    ]
