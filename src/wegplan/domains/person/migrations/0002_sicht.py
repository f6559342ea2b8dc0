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
                sicht_sql.RECHTE,
                sicht_sql.ERNEUERN,
                sicht_sql.ANLEGEN,
                sicht_sql.ausloeser("person_zustaendigkeit"),
            ]
        ),
        kind_richtlinie("person_person", bedingung=sicht_sql.SICHTBAR),
        kind_richtlinie("person_zustaendigkeit"),
        verlauf_richtlinie(
            "person_personevent", bedingung="exists (select 1 from person_person p where p.id = pgh_obj_id)"
        ),
        verlauf_richtlinie("person_zustaendigkeitevent"),
    ]
