from django.db import migrations

from wegplan.domains.checkliste.akten_sql import BELEGE, akten_funktion


class Migration(migrations.Migration):
    """The function once more for databases that have it already: plans, their checks, copies of contracts (JPS-83)."""

    dependencies = [
        ("checkliste", "0002_sicht"),
        ("uebergang", "0004_profiling"),
        ("qualifizierungsplan", "0002_sicht"),
    ]
    operations = [migrations.RunSQL(akten_funktion(BELEGE), migrations.RunSQL.noop)]
