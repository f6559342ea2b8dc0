from django.db import migrations

from wegplan.domains.verfahren import verfahren_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

ALLE = {"insert": "new", "update": "new", "delete": "old"}
BELEGE = ("vermittlung_vereinbarung", "vermittlung_vermittlung", "vermittlung_handlungsstrategie", "vorgang_vorgang")


class Migration(migrations.Migration):
    """Row security on steps, tables of the rules, and triggers that keep the steps of a case up to date."""

    dependencies = [
        ("verfahren", "0001_anfang"),
        ("teilnahme", "0002_sicht"),
        ("vermittlung", "0002_sicht"),
        ("vorgang", "0002_sicht"),
    ]
    operations = [
        kind_richtlinie("verfahren_schritt", "vorgang_lesen", "vorgang_erfassen"),
        verlauf_richtlinie("verfahren_schrittevent", "vorgang_lesen"),
        migrations.RunSQL(verfahren_sql.TABELLEN, verfahren_sql.OHNE_TABELLEN),
        migrations.RunSQL(
            [
                verfahren_sql.MITLOESCHEN,
                verfahren_sql.AUSLOESER,
                verfahren_sql.ausloeser(
                    "teilnahme_teilnahme", "verfahren_nach_teilnahme", {"insert": "new", "update": "new"}
                ),
                *(verfahren_sql.ausloeser(tabelle, "verfahren_nach_beleg", ALLE) for tabelle in BELEGE),
            ],
            migrations.RunSQL.noop,
        ),
    ]
