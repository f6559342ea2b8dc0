from django.db import migrations

from wegplan.domains.person import sicht_sql


class Migration(migrations.Migration):
    """The database learns the actions of the programme's file (assignment, plan, report, whereabouts)."""

    dependencies = [("person", "0003_vertretung_endet")]
    operations = [migrations.RunSQL(sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), migrations.RunSQL.noop)]
