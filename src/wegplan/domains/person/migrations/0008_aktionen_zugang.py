from django.db import migrations

from wegplan.domains.person import sicht_sql

OFFEN_MIT_DER_PERSON = ("person_personevent", "person_zustaendigkeit", "person_zustaendigkeitevent")
ZURUECK = "".join(f"drop policy nicht_selbst on {tabelle};" for tabelle in OFFEN_MIT_DER_PERSON)


class Migration(migrations.Migration):
    """Participants read their own file: their key, their actions, and what stays closed to them (DS-03, DS-04)."""

    dependencies = [("person", "0007_aktionen_akte")]
    operations = [
        migrations.RunSQL(
            [
                sicht_sql.darf(sicht_sql.AKTIONEN_ALLE),
                sicht_sql.RECHTE_SELBST,
                sicht_sql.NICHT_SELBST,
                sicht_sql.nicht_selbst(*OFFEN_MIT_DER_PERSON),
            ],
            [ZURUECK, "drop function sicht_selbst()"],
        )
    ]
