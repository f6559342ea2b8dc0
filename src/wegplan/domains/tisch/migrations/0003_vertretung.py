from django.db import migrations

from wegplan.domains.tisch import platz_sql


class Migration(migrations.Migration):
    """Who may arrange that somebody stands in, and cases that come while somebody is away."""

    dependencies = [("tisch", "0002_sicht")]
    operations = [
        migrations.RunSQL(platz_sql.NEUE_FAELLE, platz_sql.OHNE_NEUE_FAELLE),
        migrations.RunSQL(platz_sql.VERTRETUNG_RICHTLINIE, platz_sql.OHNE_RICHTLINIE),
    ]
