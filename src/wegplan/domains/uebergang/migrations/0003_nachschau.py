from datetime import date
from importlib import import_module

from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.domains.uebergang.stand_sql import ZUGANG
from wegplan.domains.verbleib.nachschau_sql import ZUGANG as ZUGANG_TEILNAHME
from wegplan.domains.verbleib.rules import werte

_W = {name: int(wert.am(date.max)) for name, wert in werte().items()}
VORHER = import_module("wegplan.domains.uebergang.migrations.0002_sicht")
ZUGANG_VORHER = sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, VORHER.ZUGANG_TEILNAHME, ZUGANG)

# As it was then; 0005 knows the Profiling.
STAND = f"""
create or replace view uebergang_stand with (security_invoker = true) as
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
       case when s.mahnt and t.regionalbuero_id is not null then 'rb' when t.traeger_id is not null then 'bdl'
            when t.regionalbuero_id is not null then 'rb' else 'jc' end,
       coalesce(case when s.mahnt then t.regionalbuero_id end, t.traeger_id, t.regionalbuero_id, t.amt),
       t.regionalbuero_id, t.traeger_id
  from t
 cross join lateral (select (t.austritt + interval '{_W["verbleib_faellig"]} months')::date + 1 as ueberfaellig,
    (t.austritt + interval '{_W["zugang_regionalbuero"]} months')::date + 1 as schluss,
    (select max(coalesce(v.erhoben_am, (v.erfasst_am at time zone 'Europe/Berlin')::date))
       from verbleib_verbleib v where v.teilnahme_id = t.id and v.zeitpunkt = 'nach_6_monaten') as erhoben) f
 cross join lateral (values
    ('teilnahme', t.eintritt, t.austritt, false),
    ('verbleib_offen', t.austritt, least(f.ueberfaellig, f.erhoben), false),
    ('verbleib_verspaetet', f.ueberfaellig, least(f.schluss, f.erhoben), true)) s(station, ab, vor, mahnt)
 where s.ab is not null and (s.vor is null or s.vor > s.ab)
   and (s.station = 'teilnahme'
        or not exists (select 1 from teilnahme_teilnahme f where f.vorherige_teilnahme_id = t.id));
"""


class Migration(migrations.Migration):
    """Access and journey last until the follow-up is recorded (JPS-72); then all keys once anew."""

    dependencies = [("uebergang", "0002_sicht"), ("verbleib", "0003_nachschau")]
    operations = [
        migrations.RunSQL(
            [sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG_TEILNAHME, ZUGANG), "select sicht_neu()", STAND],
            [ZUGANG_VORHER, "drop view uebergang_stand", VORHER.STAND],
        ),
    ]
