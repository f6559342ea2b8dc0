from django.db import migrations

from wegplan.domains.person import sicht_sql


class Migration(migrations.Migration):
    """The database learns who ticks a duty of the Checkliste."""

    dependencies = [("person", "0008_aktionen_zugang")]
    operations = [migrations.RunSQL(sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), migrations.RunSQL.noop)]
