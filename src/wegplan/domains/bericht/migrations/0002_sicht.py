from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.domains.bericht.bewahren import AENDERN, AUFTAUEN, EINFRIEREN, LESEN, SCHREIBEN, TABELLE, bericht_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie


class Migration(migrations.Migration):
    """Row security on reports, and what is released stays as it is."""

    dependencies = [("bericht", "0001_anfang"), ("person", "0005_aktionen_projekt")]
    operations = [
        derselben_person(TABELLE),
        kind_richtlinie(TABELLE, LESEN, AENDERN, bericht_sichtbar(TABELLE)),
        verlauf_richtlinie(f"{TABELLE}event", SCHREIBEN, bericht_sichtbar(f"{TABELLE}event")),
        migrations.RunSQL(EINFRIEREN, AUFTAUEN),
    ]
