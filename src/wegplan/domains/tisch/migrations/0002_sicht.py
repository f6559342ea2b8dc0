from django.db import migrations

from wegplan.domains.tisch import platz_sql
from wegplan.kit.access.policies import eigene_richtlinie


class Migration(migrations.Migration):
    """Whose desk, and the address of a calendar that only its owner sees."""

    dependencies = [
        ("tisch", "0001_anfang"),
        ("verfahren", "0002_sicht"),
        ("person", "0003_vertretung_endet"),
        ("organisation", "0004_startpasswort"),
    ]
    operations = [
        migrations.RunSQL(platz_sql.ANLEGEN, platz_sql.ENTFERNEN),
        eigene_richtlinie("tisch_kalenderadresse"),
    ]
