"""SQL of the duties of measures (VF-13). Used by migrations only: after the first release this text is frozen, a change
comes as a migration of its own.

The function runs with the rights of the owner: what a duty rests on must not depend on who happens to save."""

from wegplan.domains.verfahren.regeltabelle import OHNE_MONATE

# Duties hang on the measure, by the procedure of the office that holds at its begin. Who looks after it before it
# begins owes all of them; who takes it over later, those due from then on. A measure without an end has no duties that
# count from its end or its length. An office's own calendar holds once the worker has written it.
ABLEITEN = f"""
create function betreuung_ableiten(nummern bigint[]) returns bigint language plpgsql security definer
set search_path = public, pg_temp set jit = off as $$
declare anzahl bigint;
begin
  with betreut as (
    select b.id as betreuung, b.von as betreut_ab, b.bis as betreut_bis, m.beginn, m.ende, m.foerderart,
           m.programmstufe as stufe, coalesce(f.kennung, o.regelwerk) as verfahren,
           case when exists (select from verfahren_kalender k
                              where k.kalender = 'stelle-' || o.id and k.tag = m.beginn)
                then 'stelle-' || o.id else coalesce(nullif(o.bundesland, ''), w.bundesland) end as kalender
      from betreuung_massnahmebetreuung b
      join massnahme_massnahme m on m.id = b.massnahme_id
      join organisation_organisation o on o.id = b.organisation_id
      left join verfahren_regelwerk f on f.organisation_id = o.id and m.beginn between f.gilt_ab and f.gilt_bis
      left join verfahren_regelwerk w on w.kennung = coalesce(f.kennung, o.regelwerk)
     where b.id = any (nummern)
        or nummern is null and (b.bis is null or exists (
             select from betreuung_massnahmenschritt s where s.betreuung_id = b.id and s.stand = 'offen'))),
  passend as (
    select b.*, r.*
      from betreut b
      join verfahren_massnahmenregel r on r.regelwerk = b.verfahren
       and b.foerderart = any (string_to_array(r.foerderarten, ','))
       and (r.stufen = '' or b.stufe = any (string_to_array(r.stufen, ',')))
     where r.jede_dauer or (
             b.ende - b.beginn + 1 between r.ab_tagen and r.bis_tagen
             and b.ende + 1 >= (b.beginn + r.ab_monaten * interval '1 month')::date
             and b.ende + 1 > (b.beginn + r.ueber_monaten * interval '1 month')::date
             and (r.unter_monaten = {OHNE_MONATE}
                  or b.ende + 1 < (b.beginn + r.unter_monaten * interval '1 month')::date))),
  verankert as (
    select p.*, 0 as lauf, case p.anker when 'massnahme_beginn' then p.beginn else p.ende end as ankertag
      from passend p where p.anker in ('massnahme_beginn', 'massnahme_ende')
    union all
    select p.*, k, p.beginn + floor((p.ende - p.beginn) * k / (p.nummer + 1.0))::int
      from passend p join generate_series(1, 4) k on k <= p.nummer where p.anker = 'massnahme_verteilt'
    union all
    select p.*, jahr, least(make_date(jahr, 12, 31), p.ende)
      from passend p
     cross join lateral generate_series(
             extract(year from p.beginn)::int,
             extract(year from least(verfahren_heute(), coalesce(p.ende, verfahren_heute())))::int) jahr
     where p.anker = 'kalenderjahr'),
  datiert as (
    select v.*, (v.ankertag + v.bis_monate * interval '1 month')::date + v.bis_tage as faellig_bis,
           case when v.von_monate is not null
                then greatest((v.ankertag + v.von_monate * interval '1 month')::date + v.von_tage,
                              case v.anker when 'kalenderjahr' then v.beginn end) end as faellig_von
      from verankert v where v.ankertag is not null),
  ergebnis as (
    select d.betreuung, d.verfahren, d.schritt, d.lauf, d.faellig_von, d.faellig_bis,
           coalesce(erste.arbeitstag, letzte.arbeitstag, d.faellig_von, d.faellig_bis) as erste_erinnerung,
           coalesce(letzte.arbeitstag, d.faellig_bis) as erinnerung
      from datiert d
      left join verfahren_kalender letzte on letzte.kalender = d.kalender and letzte.tag = d.faellig_bis
      left join verfahren_kalender erste on erste.kalender = d.kalender and erste.tag = d.faellig_von
     where (d.betreut_ab <= d.beginn or d.faellig_bis >= d.betreut_ab)
       and (d.betreut_bis is null or d.betreut_bis >= verfahren_heute() and d.faellig_bis <= d.betreut_bis)),
  neu as (
    insert into betreuung_massnahmenschritt (
      betreuung_id, verfahren, schluessel, lauf, faellig_von, faellig_bis, erste_erinnerung, erinnerung, stand, grund,
      notiz)
    select e.betreuung, e.verfahren, e.schritt, e.lauf, e.faellig_von, e.faellig_bis, e.erste_erinnerung, e.erinnerung,
           'offen', '', ''
      from ergebnis e
     where not exists (select from betreuung_massnahmenschritt s
                        where s.betreuung_id = e.betreuung and s.schluessel = e.schritt and s.lauf = e.lauf)
    returning 1),
  bewegt as (
    update betreuung_massnahmenschritt s
       set verfahren = e.verfahren, faellig_von = e.faellig_von, faellig_bis = e.faellig_bis,
           erste_erinnerung = e.erste_erinnerung, erinnerung = e.erinnerung, stand = 'offen', grund = ''
      from ergebnis e
     where s.betreuung_id = e.betreuung and s.schluessel = e.schritt and s.lauf = e.lauf and s.stand <> 'erledigt'
       and (s.verfahren, s.faellig_von, s.faellig_bis, s.erste_erinnerung, s.erinnerung, s.stand)
           is distinct from (e.verfahren, e.faellig_von, e.faellig_bis, e.erste_erinnerung, e.erinnerung, 'offen')
    returning 1),
  weg as (
    update betreuung_massnahmenschritt s
       set stand = 'entfallen',
           grund = case when b.betreut_bis is not null then 'betreuung'
                        when s.verfahren is distinct from b.verfahren then 'fassung' else 'daten' end
      from betreut b
     where s.betreuung_id = b.betreuung and s.stand = 'offen'
       and not exists (select from ergebnis e where e.betreuung = s.betreuung_id and e.schritt = s.schluessel
                                                and e.lauf = s.lauf)
    returning 1)
  select (select count(*) from neu) + (select count(*) from bewegt) + (select count(*) from weg) into anzahl;
  return anzahl;
end $$;
revoke execute on function betreuung_ableiten(bigint[]) from public;
grant execute on function betreuung_ableiten(bigint[]) to wegplan_dienst;
"""

# At once: when somebody takes over or ends the care, and when the days of the measure change, by whatever way.
AUSLOESER = """
create function betreuung_nach_betreuung() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  perform betreuung_ableiten(array(select id from betroffen));
  return null;
end $$;
create trigger betreuung_insert after insert on betreuung_massnahmebetreuung referencing new table as betroffen
  for each statement execute function betreuung_nach_betreuung();
create trigger betreuung_update after update on betreuung_massnahmebetreuung referencing new table as betroffen
  for each statement execute function betreuung_nach_betreuung();

create function betreuung_nach_massnahme() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare nummern bigint[];
begin
  select array_agg(b.id) into nummern
    from vorher v join nachher n using (id) join betreuung_massnahmebetreuung b on b.massnahme_id = n.id
   where b.bis is null and (v.beginn, v.ende, v.foerderart, v.programmstufe)
                           is distinct from (n.beginn, n.ende, n.foerderart, n.programmstufe);
  if nummern is not null then perform betreuung_ableiten(nummern); end if;
  return null;
end $$;
create trigger betreuung_massnahme after update on massnahme_massnahme
  referencing old table as vorher new table as nachher
  for each statement execute function betreuung_nach_massnahme();
"""
OHNE_ABLEITUNG = """
drop trigger betreuung_massnahme on massnahme_massnahme;
drop trigger betreuung_insert on betreuung_massnahmebetreuung;
drop trigger betreuung_update on betreuung_massnahmebetreuung;
drop function betreuung_nach_massnahme();
drop function betreuung_nach_betreuung();
drop function betreuung_ableiten(bigint[]);
"""

# Which measures concern an office: those with participants of its own, and those that nobody takes part in yet.
# Security definer: a team lead sees only the own team's participants, but answers for the office's measures.
DER_STELLE = """
create function betreuung_massnahmen(stelle bigint) returns setof bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select m.id from massnahme_massnahme m
   where not exists (select from teilnahme_teilnahme t where t.massnahme_id = m.id)
      or exists (select from teilnahme_teilnahme t join person_person p on p.id = t.person_id
                  where t.massnahme_id = m.id and coalesce(t.jobcenter_id, p.jobcenter_id) = stelle)
$$;
"""
OHNE_STELLE = "drop function betreuung_massnahmen(bigint);"

_EIGENE_STELLE = (
    "organisation_id = (select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
)
_FESTLEGEN = f"(select sicht_darf('betreuung_festlegen')) and {_EIGENE_STELLE}"
_EIGENER_SCHRITT = f"""(select sicht_darf('massnahme_betreuen')) and exists (
    select from betreuung_massnahmebetreuung b where b.id = betreuung_id and b.{_EIGENE_STELLE})"""

# No persons' data: the offices may know who looks after a measure; the duties and notes are the office's own.
RICHTLINIEN = f"""
alter table betreuung_massnahmebetreuung enable row level security;
create policy lesen on betreuung_massnahmebetreuung for select to wegplan_app, wegplan_leitung using (true);
create policy schreiben on betreuung_massnahmebetreuung to wegplan_app, wegplan_leitung
  using ({_FESTLEGEN}) with check ({_FESTLEGEN});
create policy dienst on betreuung_massnahmebetreuung to wegplan_dienst using (true) with check (true);

alter table betreuung_massnahmenschritt enable row level security;
create policy lesen on betreuung_massnahmenschritt for select to wegplan_app, wegplan_leitung
  using (exists (select from betreuung_massnahmebetreuung b where b.id = betreuung_id and b.{_EIGENE_STELLE}));
create policy schreiben on betreuung_massnahmenschritt for update to wegplan_app, wegplan_leitung
  using ({_EIGENER_SCHRITT}) with check ({_EIGENER_SCHRITT});
create policy dienst on betreuung_massnahmenschritt to wegplan_dienst using (true) with check (true);

alter table betreuung_massnahmebetreuungevent enable row level security;
create policy lesen on betreuung_massnahmebetreuungevent for select to wegplan_leitung, wegplan_dienst using (true);
alter table betreuung_massnahmenschrittevent enable row level security;
create policy lesen on betreuung_massnahmenschrittevent for select to wegplan_leitung, wegplan_dienst using (true);
"""
OHNE_RICHTLINIEN = "".join(
    f"drop policy {name} on {tabelle};\n"
    for tabelle, namen in {
        "betreuung_massnahmebetreuung": ("lesen", "schreiben", "dienst"),
        "betreuung_massnahmenschritt": ("lesen", "schreiben", "dienst"),
        "betreuung_massnahmebetreuungevent": ("lesen",),
        "betreuung_massnahmenschrittevent": ("lesen",),
    }.items()
    for name in namen
)
