"""SQL of the journey: access by an assignment (DS-02), and where everybody stands (JPS-04). Used by migrations."""

from datetime import date

from wegplan.domains.verbleib.rules import werte

_W = {name: int(wert.am(date.max)) for name, wert in werte().items()}

# Access ends the day before the assignment does: with the next request. After an entry the Teilnahme gives it.
ZUGANG = """
select z.person_id, s.grund, '', (s.stelle*4+2)::int, s.von, z.beendet_am - 1
  from uebergang_zuweisung z
 cross join lateral (values ('regionalbuero', z.regionalbuero_id, z.zugewiesen_am),
                            ('uebergabe', z.traeger_id, z.uebergeben_am)) s(grund, stelle, von)
 where s.stelle is not null and s.von is not null
"""

# The end of an assignment that led to an entry is the entry, also when that day is moved later.
# Waiting goes before the Profiling: who waits stands among the waiting, whatever the Profiling has come to.
# `least` leaves NULL out; a span [ab, vor) that is empty falls away. A Teilnahme that another one follows (change of
# stage) has no follow-up of its own: the journey goes on there. The follow-up is open until its status is recorded,
# with the provider up to the day on which it is due, then with the Regionalbüro, as long as that sees the person.
STAND = f"""
create or replace view uebergang_stand with (security_invoker = true) as
with z as (
  select z.*, coalesce(t.eintritt, z.beendet_am) as ende, coalesce(z.jobcenter_id, p.jobcenter_id) as amt,
         case when z.regionalbuero_id is null then 'jc' else 'rb' end as anfangs_am_zug
    from uebergang_zuweisung z
    join person_person p on p.id = z.person_id
    left join teilnahme_teilnahme t on t.id = z.teilnahme_id),
t as (
  select t.*, m.traeger_id, m.regionalbuero_id, coalesce(t.jobcenter_id, p.jobcenter_id) as amt
    from teilnahme_teilnahme t
    join massnahme_massnahme m on m.id = t.massnahme_id and m.foerderart = 'ESF'
    join person_person p on p.id = t.person_id)
select 'Z' || z.id || '-' || s.station as schluessel, z.person_id, z.id as zuweisung_id, z.teilnahme_id, z.massnahme_id,
       s.station, s.ab, s.vor - 1 as bis, s.am_zug, s.stelle as stelle_id, z.regionalbuero_id, z.traeger_id
  from z cross join lateral (values
    ('zugewiesen', z.zugewiesen_am,
     least(z.profiling_begonnen_am, z.wartet_seit, z.uebergeben_am, z.ende),
     z.anfangs_am_zug, coalesce(z.regionalbuero_id, z.amt)),
    ('profiling', z.profiling_begonnen_am,
     least(z.profiling_fertig_am, z.wartet_seit, z.uebergeben_am, z.ende),
     z.anfangs_am_zug, coalesce(z.regionalbuero_id, z.amt)),
    ('profiling_fertig', z.profiling_fertig_am,
     least(z.wartet_seit, z.uebergeben_am, z.ende), z.anfangs_am_zug, coalesce(z.regionalbuero_id, z.amt)),
    ('wartet', z.wartet_seit, least(z.uebergeben_am, z.ende),
     z.anfangs_am_zug, coalesce(z.regionalbuero_id, z.amt)),
    ('uebergeben', z.uebergeben_am, least(z.auftakt_am, z.ende), 'bdl', z.traeger_id),
    ('eintritt_offen', z.auftakt_am, z.ende, 'jc', z.amt)) s(station, ab, vor, am_zug, stelle)
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
