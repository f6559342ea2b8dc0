from importlib import import_module

from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.domains.uebergang.stand_sql import ZUGANG
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

# As it was then; 0003 knows the recorded follow-ups.
STAND = """
create view uebergang_stand with (security_invoker = true) as
with z as (
  select z.*, coalesce(t.eintritt, z.beendet_am) as ende
    from uebergang_zuweisung z left join teilnahme_teilnahme t on t.id = z.teilnahme_id),
t as (
  select t.*, m.traeger_id, m.regionalbuero_id, coalesce(t.jobcenter_id, p.jobcenter_id) as amt
    from teilnahme_teilnahme t
    join massnahme_massnahme m on m.id = t.massnahme_id and m.foerderart = 'ESF'
    join person_person p on p.id = t.person_id)
select 'Z' || z.id || '-' || s.station as schluessel, z.person_id, z.id as zuweisung_id, z.teilnahme_id, z.massnahme_id,
       s.station, s.ab, s.vor - 1 as bis, s.am_zug, s.stelle as stelle_id, z.regionalbuero_id, z.traeger_id
  from z cross join lateral (values
    ('zugewiesen', z.zugewiesen_am, least(z.wartet_seit, z.uebergeben_am, z.ende), 'rb', z.regionalbuero_id),
    ('wartet', z.wartet_seit, least(z.uebergeben_am, z.ende), 'rb', z.regionalbuero_id),
    ('uebergeben', z.uebergeben_am, least(z.auftakt_am, z.ende), 'bdl', z.traeger_id),
    ('eintritt_offen', z.auftakt_am, z.ende, 'jc', z.jobcenter_id)) s(station, ab, vor, am_zug, stelle)
 where s.ab is not null and (s.vor is null or s.vor > s.ab)
union all
select 'T' || t.id || '-' || s.station, t.person_id, null, t.id, t.massnahme_id, s.station, s.ab, s.vor - 1,
       case when t.traeger_id is not null then 'bdl' when t.regionalbuero_id is not null then 'rb' else 'jc' end,
       coalesce(t.traeger_id, t.regionalbuero_id, t.amt), t.regionalbuero_id, t.traeger_id
  from t cross join lateral (values
    ('teilnahme', t.eintritt, t.austritt),
    ('verbleib_offen', t.austritt, (t.austritt + interval '6 months')::date + 1)) s(station, ab, vor)
 where s.ab is not null and (s.vor is null or s.vor > s.ab)
   and (s.station = 'teilnahme'
        or not exists (select 1 from teilnahme_teilnahme f where f.vorherige_teilnahme_id = t.id));
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
