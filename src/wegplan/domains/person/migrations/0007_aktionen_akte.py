from django.db import migrations

from wegplan.domains.person import sicht_sql


class Migration(migrations.Migration):
    """The database learns the actions of the Checkliste, further plans and reports, papers and questions."""

    dependencies = [("person", "0006_sicht_je_person")]
    operations = [migrations.RunSQL(sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), migrations.RunSQL.noop)]
