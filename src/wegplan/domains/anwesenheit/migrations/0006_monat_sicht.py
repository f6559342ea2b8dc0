from django.db import migrations

from wegplan.domains.anwesenheit import monat_sql
from wegplan.domains.anwesenheit.sicht import derselben_person, teilnahme_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

KORREKTUR = "anwesenheit_monatskorrektur"
ZEILE = "anwesenheit_monatslistenzeile"


class Migration(migrations.Migration):
    """Row security on closed months, corrections and released lists; what was released is frozen."""

    dependencies = [("anwesenheit", "0005_monat"), ("person", "0004_aktionen")]
    operations = [
        derselben_person(KORREKTUR),
        kind_richtlinie(KORREKTUR, "anwesenheit_lesen", "anwesenheit_erfassen", teilnahme_sichtbar(KORREKTUR)),
        verlauf_richtlinie(f"{KORREKTUR}event", "anwesenheit_lesen", teilnahme_sichtbar(f"{KORREKTUR}event")),
        derselben_person(ZEILE),
        kind_richtlinie(ZEILE, "anwesenheit_lesen", "anwesenheit_abschliessen", monat_sql.zeile_sichtbar(ZEILE)),
        verlauf_richtlinie(f"{ZEILE}event", "anwesenheit_lesen", monat_sql.zeile_sichtbar(f"{ZEILE}event")),
        migrations.RunSQL(monat_sql.RICHTLINIEN, monat_sql.OHNE_RICHTLINIEN),
        migrations.RunSQL(monat_sql.EINGEFROREN, monat_sql.AUFGETAUT),
    ]
