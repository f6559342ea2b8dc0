from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

# A Vorgang belongs to a Teilnahme of its own person, whoever writes it. One that is put right to another person
# takes its Vorgänge along.
DERSELBEN_PERSON = """
alter table teilnahme_teilnahme add constraint teilnahme_mit_person unique (id, person_id);
alter table vorgang_vorgang add constraint vorgang_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
ZURUECK = """
alter table vorgang_vorgang drop constraint vorgang_teilnahme_der_person;
alter table teilnahme_teilnahme drop constraint teilnahme_mit_person;
"""


class Migration(migrations.Migration):
    """Row security on Vorgänge, with two actions that the database learns for it."""

    dependencies = [("vorgang", "0001_anfang"), ("person", "0003_vertretung_endet")]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        migrations.RunSQL(
            sicht_sql.darf(sicht_sql.AKTIONEN | sicht_sql.AKTIONEN_VORGANG), sicht_sql.darf(sicht_sql.AKTIONEN)
        ),
        kind_richtlinie("vorgang_vorgang", "vorgang_lesen", "vorgang_erfassen"),
        verlauf_richtlinie("vorgang_vorgangevent", "vorgang_lesen"),
    ]
