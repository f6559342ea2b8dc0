from django.db import migrations

from wegplan.domains.person import sicht_sql


class Migration(migrations.Migration):
    """Renewing the keys of a few persons reads the assignments of these persons only."""

    dependencies = [("person", "0005_aktionen_projekt")]
    operations = [migrations.RunSQL(sicht_sql.SICHT_FUER, migrations.RunSQL.noop)]
