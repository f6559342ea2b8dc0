from django.db import migrations

from wegplan.domains.person import sicht_sql


class Migration(migrations.Migration):
    """The database learns the actions of talks, change of stage, agreements and reports of the programme."""

    dependencies = [("person", "0004_aktionen")]
    operations = [migrations.RunSQL(sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), migrations.RunSQL.noop)]
