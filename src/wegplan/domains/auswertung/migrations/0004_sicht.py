from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie


class Migration(migrations.Migration):
    """Row security on sign-offs."""

    dependencies = [("auswertung", "0003_ausloeser"), ("person", "0002_sicht")]
    operations = [
        kind_richtlinie("auswertung_abzeichnung", "vorschau_sehen", "abzeichnen"),
        verlauf_richtlinie("auswertung_abzeichnungevent", "vorschau_sehen"),
    ]
