from django.db import migrations

from wegplan.domains.betreuung import betreuung_sql
from wegplan.domains.person import sicht_sql


class Migration(migrations.Migration):
    """The derivation of the duties, what calls it, and who may write."""

    dependencies = [
        ("betreuung", "0001_anfang"),
        ("verfahren", "0005_massnahmenregeln"),
        ("teilnahme", "0002_sicht"),
    ]
    operations = [
        migrations.RunSQL(sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), migrations.RunSQL.noop),
        migrations.RunSQL([betreuung_sql.ABLEITEN, betreuung_sql.AUSLOESER], betreuung_sql.OHNE_ABLEITUNG),
        migrations.RunSQL(betreuung_sql.DER_STELLE, betreuung_sql.OHNE_STELLE),
        migrations.RunSQL(betreuung_sql.RICHTLINIEN, betreuung_sql.OHNE_RICHTLINIEN),
    ]
