from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLEN = ["vereinbarung", "vermittlung", "handlungsstrategie"]


class Migration(migrations.Migration):
    """Row security on what hangs on a person here."""

    dependencies = [("vermittlung", "0001_anfang"), ("person", "0002_sicht")]
    operations = [
        *(kind_richtlinie(f"vermittlung_{name}", "vermittlung_lesen", "vermittlung_erfassen") for name in TABELLEN),
        *(verlauf_richtlinie(f"vermittlung_{name}event", "vermittlung_lesen") for name in TABELLEN),
    ]
