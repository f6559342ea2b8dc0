from importlib import import_module

from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.domains.uebergang.stand_sql import STAND, ZUGANG
from wegplan.domains.verbleib.nachschau_sql import ZUGANG as ZUGANG_TEILNAHME

VORHER = import_module("wegplan.domains.uebergang.migrations.0002_sicht")
ZUGANG_VORHER = sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, VORHER.ZUGANG_TEILNAHME, ZUGANG)


class Migration(migrations.Migration):
    """Access and journey last until the follow-up is recorded (JPS-72); then all keys once anew."""

    dependencies = [("uebergang", "0002_sicht"), ("verbleib", "0003_nachschau")]
    operations = [
        migrations.RunSQL(
            [sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG_TEILNAHME, ZUGANG), "select sicht_neu()", STAND],
            [ZUGANG_VORHER, "drop view uebergang_stand", VORHER.STAND],
        ),
    ]
