from django.db import migrations

from wegplan.domains.bericht.bewahren import FUNKTION


class Migration(migrations.Migration):
    """The Regionalbüro that has the copy may record what the office answered on paper."""

    dependencies = [("bericht", "0003_papierantwort")]
    operations = [migrations.RunSQL(FUNKTION, migrations.RunSQL.noop)]
