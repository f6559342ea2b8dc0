"""SQL of how long after the exit provider and Regionalbüro see the person (DS-02, JPS-72). Used by migrations.

The numbers are those of regelwerke/jobperspektive/nachschau.yaml; a change there comes with a migration that runs
NACHSCHAU again."""

from datetime import date

from .rules import werte

_W = {name: int(wert.am(date.max)) for name, wert in werte().items()}

# Where nobody has recorded the exit, the planned end stands for it, without the longer time: a forgotten entry must not
# leave the file open. A Teilnahme that another one follows (change of stage) has no follow-up of its own.
NACHSCHAU = f"""
create or replace view teilnahme_nachschau with (security_invoker = true) as
select t.id as teilnahme_id,
       case when n.offen is null then s.mindestens
            when n.offen then s.traeger
            else least(s.traeger, greatest(s.mindestens, n.erhoben + {_W["zugang_nach_erhebung"]})) end as traeger_bis,
       case when n.offen is null then s.mindestens
            when n.offen then s.regionalbuero
            else least(s.regionalbuero, greatest(s.mindestens, n.erhoben + {_W["zugang_nach_erhebung"]}))
             end as regionalbuero_bis
  from teilnahme_teilnahme t
  join massnahme_massnahme m on m.id = t.massnahme_id
 cross join lateral (select
    (coalesce(t.austritt, t.geplantes_ende) + interval '{_W["verbleib_faellig"]} months')::date as mindestens,
    (t.austritt + interval '{_W["zugang_traeger"]} months')::date as traeger,
    (t.austritt + interval '{_W["zugang_regionalbuero"]} months')::date as regionalbuero) s
  left join lateral (
    select max(v.erfasst_am) is null as offen, (max(v.erfasst_am) at time zone 'Europe/Berlin')::date as erhoben
      from verbleib_verbleib v
     where v.teilnahme_id = t.id and v.zeitpunkt = 'nach_6_monaten'
    having m.foerderart = 'ESF' and t.austritt is not null
       and not exists (select from teilnahme_teilnahme f where f.vorherige_teilnahme_id = t.id)) n on true;
"""

# The part of person_zugang that comes from a Teilnahme.
ZUGANG = """
select t.person_id, s.grund, '', (s.stelle*4+2)::int,
       least(t.eintritt, (t.erfasst_am at time zone 'Europe/Berlin')::date), s.bis
  from teilnahme_teilnahme t
  join massnahme_massnahme m on m.id = t.massnahme_id
  join teilnahme_nachschau n on n.teilnahme_id = t.id
 cross join lateral (values ('traeger', m.traeger_id, n.traeger_bis),
                            ('regionalbuero', m.regionalbuero_id, n.regionalbuero_bis)) s(grund, stelle, bis)
 where s.stelle is not null
"""
