"""SQL of the participants' access; used by the migrations."""

# The part of person_zugang that an accepted invitation gives: the key of the own file, until it is ended.
ZUGANG = """
select e.person_id, 'selbst', '', (e.nutzer_id*4+3)::int,
       (e.angenommen_am at time zone 'Europe/Berlin')::date, null::date
  from zugang_eigenzugang e
 where e.angenommen_am is not null and e.beendet_am is null
"""

# Functions of the owner, as participants see neither talks nor traces: each gives the few columns that a page shows,
# of the own person only. Nobody has signed in when a code is used, so that runs as a function, too.
PERSON = """
create function selbst_person() returns bigint language sql stable security definer
set search_path = public, pg_temp as $$
  select e.person_id from zugang_eigenzugang e join organisation_nutzer n on n.id = e.nutzer_id
   where n.id = sicht_ich() and n.is_active and n.rolle = 'teilnehmende'
     and e.angenommen_am is not null and e.beendet_am is null
$$;
"""
TERMINE = """
create function selbst_termine(ab date) returns table (tag date, stelle text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct g.naechster_termin, coalesce(nullif(o.name, ''), o.kennung)
    from gespraech_gespraech g join organisation_organisation o on o.id = g.stelle_id
   where g.person_id = (select selbst_person()) and g.naechster_termin >= ab order by 1, 2
$$;
"""
# An invitation that was not answered for yet; imported ones do not say who wrote them: then it is the person's office.
TERMINE_MIT_EINLADUNGEN = """
create function selbst_termine(ab date)
returns table (tag date, uhrzeit time, ort text, stelle text, einladung boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select g.naechster_termin, null::time, '', coalesce(nullif(o.name, ''), o.kennung), false
    from gespraech_gespraech g join organisation_organisation o on o.id = g.stelle_id
   where g.person_id = (select selbst_person()) and g.naechster_termin >= ab
  union
  select v.tag, v.uhrzeit, v.ort, coalesce(nullif(o.name, ''), o.kennung, ''), true
    from vorgang_vorgang v
    join person_person p on p.id = v.person_id
    left join organisation_nutzer n on n.id = v.erfasst_von_id
    left join organisation_organisation o on o.id = coalesce(n.organisation_id, p.jobcenter_id)
   where v.person_id = (select selbst_person()) and v.art = 'einladung' and v.ergebnis = '' and v.tag >= ab
   order by 1, 2, 4
$$;
"""
UEBRIGE = """
create function selbst_aufgaben() returns table (text text, bis date)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.text, a.bis from gespraech_absprache a join gespraech_gespraech g on g.id = a.gespraech_id
   where g.person_id = (select selbst_person()) and a.verantwortlich = 'teilnehmende' and a.erledigt_am is null
   order by a.bis, a.id
$$;

create function zugang_einloesen(wert text, geboren date, am date, hoechstens int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  brief zugang_eigenzugang;
begin
  select * into brief from zugang_eigenzugang e
   where wert <> '' and e.pruefwert = wert and e.beendet_am is null for update;
  if not found or brief.brief_bis < am or brief.versuche >= hoechstens then
    return null;
  end if;
  if geboren is distinct from (select p.geburtsdatum from person_person p where p.id = brief.person_id) then
    update zugang_eigenzugang set versuche = versuche + 1 where id = brief.id;
    return null;
  end if;
  update zugang_eigenzugang set pruefwert = '', versuche = 0, angenommen_am = coalesce(angenommen_am, now())
   where id = brief.id;
  return brief.nutzer_id;
end $$;
"""
ALLE_ZUGRIFFE = """
create function selbst_zugriffe(ab int, anzahl int)
returns table (zeit timestamptz, selbst boolean, rolle text, stelle text, art text, zweck text, gesamt bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select z.zeit, coalesce(z.nutzer_id = sicht_ich(), false), z.rolle, coalesce(nullif(o.name, ''), o.kennung, ''),
         z.art, z.zweck, count(*) over ()
    from audit_zugriff z left join organisation_organisation o on o.id = z.organisation_id
   where z.personen @> array[(select selbst_person())] order by z.zeit desc, z.id desc offset ab limit anzahl
$$;
"""
# The own visits are many and tell nothing new: they are left out unless asked for.
ZUGRIFFE = """
create function selbst_zugriffe(ab int, anzahl int, auch_eigene boolean)
returns table (zeit timestamptz, selbst boolean, rolle text, stelle text, art text, zweck text, gesamt bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select z.zeit, coalesce(z.nutzer_id = sicht_ich(), false), z.rolle, coalesce(nullif(o.name, ''), o.kennung, ''),
         z.art, z.zweck, count(*) over ()
    from audit_zugriff z left join organisation_organisation o on o.id = z.organisation_id
   where z.personen @> array[(select selbst_person())] and (auch_eigene or z.nutzer_id is distinct from sicht_ich())
   order by z.zeit desc, z.id desc offset ab limit anzahl
$$;
"""
FUNKTIONEN = PERSON + TERMINE + ALLE_ZUGRIFFE + UEBRIGE
OHNE_FUNKTIONEN = """
drop function zugang_einloesen(text, date, date, int);
drop function selbst_zugriffe(int, int);
drop function selbst_aufgaben();
drop function selbst_termine(date);
drop function selbst_person();
"""
