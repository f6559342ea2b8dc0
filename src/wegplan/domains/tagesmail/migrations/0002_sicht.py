from django.db import migrations

from wegplan.kit.access.policies import eigene_richtlinie


class Migration(migrations.Migration):
    """Everybody sees and changes only what is their own; the counts read what other areas keep."""

    dependencies = [
        ("tagesmail", "0001_anfang"),
        ("tisch", "0003_vertretung"),
        ("vorschlag", "0002_sicht"),
    ]
    operations = [eigene_richtlinie("tagesmail_tagesmail")]
