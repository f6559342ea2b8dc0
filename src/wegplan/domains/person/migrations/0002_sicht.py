from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie


class Migration(migrations.Migration):
    """Row security on persons and their assignments (DS-04)."""

    dependencies = [("person", "0001_anfang"), ("organisation", "0002_erweiterungen")]
    operations = [
        migrations.RunSQL(
            [
                sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON),
                sicht_sql.FUNKTIONEN,
                sicht_sql.ausloeser("person_zustaendigkeit"),
                sicht_sql.RICHTLINIEN,
            ]
        ),
        kind_richtlinie("person_zustaendigkeit"),
        verlauf_richtlinie("person_personevent", "exists (select 1 from person_person p where p.id = pgh_obj_id)"),
        verlauf_richtlinie("person_zustaendigkeitevent"),
    ]
