from django.db import migrations

from wegplan.domains.zugang.sicht_sql import ALLE_ZUGRIFFE, ZUGRIFFE


class Migration(migrations.Migration):
    """Participants see who else has looked into their file without searching among their own visits (DS-12)."""

    dependencies = [("zugang", "0003_einladungen")]
    operations = [
        migrations.RunSQL(
            "drop function selbst_zugriffe(int, int);" + ZUGRIFFE,
            "drop function selbst_zugriffe(int, int, boolean);" + ALLE_ZUGRIFFE,
        )
    ]
