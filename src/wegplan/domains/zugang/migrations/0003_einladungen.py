from django.db import migrations

from wegplan.domains.zugang.sicht_sql import TERMINE, TERMINE_MIT_EINLADUNGEN

WEG = "drop function selbst_termine(date);"


class Migration(migrations.Migration):
    """Participants see the invitations of their office among the next days, too."""

    dependencies = [
        ("zugang", "0002_sicht"),
        ("vorgang", "0003_termin"),
    ]
    operations = [migrations.RunSQL(WEG + TERMINE_MIT_EINLADUNGEN, WEG + TERMINE)]
