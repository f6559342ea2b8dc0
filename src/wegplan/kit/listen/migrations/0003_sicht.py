from django.db import migrations

from wegplan.kit.access.policies import eigene_richtlinie


class Migration(migrations.Migration):
    """Everybody sees only what is their own."""

    dependencies = [("listen", "0002_nutzer"), ("person", "0002_sicht")]
    operations = [eigene_richtlinie("listen_gespeicherterfilter")]
