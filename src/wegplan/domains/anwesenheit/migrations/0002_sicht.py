from django.db import migrations

from wegplan.domains.anwesenheit.sicht import teilnahme_sichtbar
from wegplan.domains.person import sicht_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

DERSELBEN_PERSON = """
alter table anwesenheit_anwesenheit add constraint anwesenheit_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
ZURUECK = "alter table anwesenheit_anwesenheit drop constraint anwesenheit_teilnahme_der_person;"


class Migration(migrations.Migration):
    """Row security on marks, with the actions that the database learns for it."""

    dependencies = [
        ("anwesenheit", "0001_anfang"),
        ("vorgang", "0002_sicht"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        migrations.RunSQL(
            sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), sicht_sql.darf(sicht_sql.AKTIONEN | sicht_sql.AKTIONEN_VORGANG)
        ),
        kind_richtlinie(
            "anwesenheit_anwesenheit",
            "anwesenheit_lesen",
            "anwesenheit_erfassen",
            teilnahme_sichtbar("anwesenheit_anwesenheit"),
        ),
        verlauf_richtlinie(
            "anwesenheit_anwesenheitevent", "anwesenheit_lesen", teilnahme_sichtbar("anwesenheit_anwesenheitevent")
        ),
    ]
