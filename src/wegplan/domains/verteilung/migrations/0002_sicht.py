from django.db import migrations

from wegplan.domains.verteilung import verteilung_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

EIGENER_ODER_SICHTBAR = "exists (select 1 from verteilung_sammelwechsel w where w.id = pgh_obj_id)"


class Migration(migrations.Migration):
    """The proposals, and row security on what names persons or decides about cases."""

    dependencies = [
        ("verteilung", "0001_anfang"),
        ("teilnahme", "0002_sicht"),
        ("vorgang", "0002_sicht"),
    ]
    operations = [
        migrations.RunSQL(verteilung_sql.VORSCHLAG, verteilung_sql.OHNE_VORSCHLAG),
        kind_richtlinie("verteilung_sammelposten", "person_aendern", "person_aendern"),
        verlauf_richtlinie("verteilung_sammelpostenevent", "person_aendern"),
        verlauf_richtlinie("verteilung_sammelwechselevent", bedingung=EIGENER_ODER_SICHTBAR),
        migrations.RunSQL(verteilung_sql.RICHTLINIEN, verteilung_sql.OHNE_RICHTLINIEN),
    ]
