from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.domains.verfahren import verfahren_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie


class Migration(migrations.Migration):
    """Versions of an office's own procedure: who writes them, what may not change, and the day that tests can set."""

    dependencies = [("verfahren", "0003_fassungen"), ("organisation", "0004_startpasswort")]
    operations = [
        migrations.RunSQL(
            sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), sicht_sql.darf(sicht_sql.AKTIONEN | sicht_sql.AKTIONEN_VORGANG)
        ),
        kind_richtlinie("verfahren_geltung", "vorgang_lesen", "verfahren_pflegen"),
        verlauf_richtlinie("verfahren_geltungevent", "vorgang_lesen"),
        migrations.RunSQL(verfahren_sql.FASSUNGEN, verfahren_sql.OHNE_FASSUNGEN),
        migrations.RunSQL(
            [
                verfahren_sql.HEUTE,
                verfahren_sql.FASSUNG_RICHTLINIE,
                verfahren_sql.UNVERAENDERLICH,
                verfahren_sql.GELTUNG_MITLOESCHEN,
                verfahren_sql.NACH_GELTUNG,
                verfahren_sql.ausloeser(
                    "verfahren_geltung", "verfahren_nach_geltung", {"insert": "new", "update": "new", "delete": "old"}
                ),
            ],
            migrations.RunSQL.noop,
        ),
    ]
