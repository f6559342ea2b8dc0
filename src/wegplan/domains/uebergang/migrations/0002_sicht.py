from importlib import import_module

from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.domains.uebergang.stand_sql import STAND, ZUGANG
from wegplan.kit.access.policies import PERSON_SICHTBAR, kind_richtlinie, verlauf_richtlinie

TABELLE = "uebergang_zuweisung"
ZUGANG_TEILNAHME = import_module("wegplan.domains.teilnahme.migrations.0002_sicht").ZUGANG

# A Regionalbüro and a provider see of a person what was given to them, not the assignments to others.
BEDINGUNG = f"""{PERSON_SICHTBAR} and ((select sicht_stelle()) is null
  or (select sicht_stelle()) in (regionalbuero_id, traeger_id))"""

DERSELBEN_PERSON = f"""
alter table {TABELLE} add constraint zuweisung_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
# Only offices assign and end: a Regionalbüro must not open a person for itself, nor a provider keep one.
AMT = "(select sicht_darf('zuweisung_erfassen'))"
NUR_AMT = f"""
create policy nur_amt_legt_an on {TABELLE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check ({AMT});
create policy nur_amt_beendet on {TABELLE} as restrictive for update to wegplan_app, wegplan_leitung
  using (beendet_am is null or {AMT}) with check (beendet_am is null or {AMT});
create policy nur_amt_loescht on {TABELLE} as restrictive for delete to wegplan_app, wegplan_leitung using ({AMT});
"""


class Migration(migrations.Migration):
    """Row security on assignments; an assignment gives its Regionalbüro, and once handed over its provider, access to
    the person (DS-02); the view of where everybody stands (JPS-04)."""

    dependencies = [
        ("uebergang", "0001_anfang"),
        ("person", "0004_aktionen"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, f"alter table {TABELLE} drop constraint zuweisung_teilnahme_der_person"),
        migrations.RunSQL(
            [
                sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG_TEILNAHME, ZUGANG),
                sicht_sql.ausloeser(TABELLE),
            ]
        ),
        kind_richtlinie(
            TABELLE, "zuweisung_lesen", "zuweisung_erfassen profiling_schreiben uebergabe_erfassen", BEDINGUNG
        ),
        migrations.RunSQL(NUR_AMT),
        verlauf_richtlinie(f"{TABELLE}event", "zuweisung_lesen", BEDINGUNG),
        migrations.RunSQL(STAND, "drop view uebergang_stand"),
    ]
