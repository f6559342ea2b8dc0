"""SQL of the procedures' own tables and triggers. Used by migrations only: after the first release this text is frozen,
a change comes as a migration of its own. The derivation itself is installed after every migration (services)."""

from .regeltabelle import MASSNAHMENSPALTEN, SPALTEN

ARTEN = {
    "text": "kalender kennung bundesland regelwerk schritt zustaendig anker strategie foerderart stufe"
    " beleg beleg_von beleg_bis foerderarten stufen",
    "boolean": "jede_dauer nach_dem_ende schliesst beleg_gueltig",
    "date": "tag arbeitstag gilt_ab gilt_bis",
    "bigint": "organisation_id",
}


def spaltenart(spalte: str) -> str:
    """The type of a column of these tables."""
    return next((art for art, namen in ARTEN.items() if spalte in namen.split()), "int")


# Not Django models: rules and days off hold no persons' data, and only the derivation joins with them.
TABELLEN = (
    f"""
create table verfahren_regelwerk (kennung text primary key, bundesland text not null);
create table verfahren_regel ({", ".join(f"{name} {spaltenart(name)}" for name in SPALTEN)}, primary key (regel));
create table verfahren_regel_art (regel int, foerderart text, stufe text, primary key (foerderart, regel, stufe));
create table verfahren_regel_beleg (regel int, beleg text, primary key (regel, beleg));
create table verfahren_kalender (
  kalender text, tag date, arbeitstag date not null, nummer int not null, primary key (kalender, tag));
create index verfahren_kalender_nummer on verfahren_kalender (kalender, nummer) where tag = arbeitstag;
"""
    + "".join(
        f"""
alter table {tabelle} enable row level security;
create policy lesen on {tabelle} for select to wegplan_app, wegplan_leitung, wegplan_dienst using (true);
"""
        for tabelle in (
            "verfahren_regelwerk",
            "verfahren_regel",
            "verfahren_regel_art",
            "verfahren_regel_beleg",
            "verfahren_kalender",
        )
    )
    + """
create policy dienst on verfahren_kalender to wegplan_dienst using (true) with check (true);
"""
)
OHNE_TABELLEN = """
drop table verfahren_regelwerk, verfahren_regel, verfahren_regel_art, verfahren_regel_beleg, verfahren_kalender;
"""

# A bulk import sets wegplan.sammel and has everything derived afterwards.
AUSLOESER = """
create function verfahren_nach_teilnahme() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('wegplan.sammel', true) = '1' then return null; end if;
  perform verfahren_ableiten(array(select id from betroffen));
  return null;
end $$;

create function verfahren_nach_beleg() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('wegplan.sammel', true) = '1' then return null; end if;
  perform verfahren_ableiten(array(
    select t.id from teilnahme_teilnahme t join (select distinct person_id from betroffen) b using (person_id)
     where coalesce(t.austritt, t.geplantes_ende, 'infinity') >= current_date - 244));
  return null;
end $$;
"""


def ausloeser(tabelle: str, funktion: str, arten: dict[str, str]) -> str:
    """Triggers on `tabelle`: for each statement of `arten` (statement -> transition table) call `funktion`."""
    return "".join(
        f"create trigger verfahren_{art} after {art} on {tabelle} referencing {welche} table as betroffen"
        f" for each statement execute function {funktion}();\n"
        for art, welche in arten.items()
    )


# Steps are derived: whoever removes a Teilnahme or a person, by whatever way, removes them, too.
MITLOESCHEN = """
do $$ declare r record; begin
  for r in select conname, pg_get_constraintdef(oid) as text from pg_constraint
            where conrelid = 'verfahren_schritt'::regclass and contype = 'f'
              and confrelid in ('teilnahme_teilnahme'::regclass, 'person_person'::regclass) loop
    execute format('alter table verfahren_schritt drop constraint %I, add constraint %I %s', r.conname, r.conname,
                   replace(r.text, ' DEFERRABLE', ' ON DELETE CASCADE DEFERRABLE'));
  end loop;
end $$;
"""


# --- versions of an office's own (VF-10), and a day that tests can set ---------------------------------------------

FASSUNGEN = """
alter table verfahren_regelwerk
  add column organisation_id bigint,  -- no foreign key: written anew from the versions, as all of these tables
  add column gilt_ab date, add column gilt_bis date;
create index verfahren_regelwerk_stelle on verfahren_regelwerk (organisation_id);
""" + "".join(
    f"create policy dienst on {tabelle} to wegplan_dienst using (true) with check (true);\n"
    for tabelle in ("verfahren_regelwerk", "verfahren_regel", "verfahren_regel_art", "verfahren_regel_beleg")
)
OHNE_FASSUNGEN = (
    "".join(
        f"drop policy dienst on {tabelle};\n"
        for tabelle in ("verfahren_regelwerk", "verfahren_regel", "verfahren_regel_art", "verfahren_regel_beleg")
    )
    + "alter table verfahren_regelwerk drop column organisation_id, drop column gilt_ab, drop column gilt_bis;"
)

# A version in force never changes; it may be taken back whole as long as its day has not come.
UNVERAENDERLICH = """
create function verfahren_fassung_schuetzen() returns trigger language plpgsql as $$
begin
  if old.gilt_ab is not null and (tg_op = 'UPDATE' or old.gilt_ab <= verfahren_heute()) then
    raise exception 'Eine Fassung in Kraft ändert sich nicht mehr.' using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger verfahren_fassung_schuetzen before update or delete on verfahren_fassung
  for each row execute function verfahren_fassung_schuetzen();
"""

# No persons' data: everybody may read how an office works; it is written by the office itself.
FASSUNG_RICHTLINIE = """
alter table verfahren_fassung enable row level security;
create policy lesen on verfahren_fassung for select to wegplan_app, wegplan_leitung using (true);
create policy schreiben on verfahren_fassung to wegplan_app, wegplan_leitung
  using ((select sicht_darf('verfahren_pflegen'))
         and organisation_id = (select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich())))
  with check ((select sicht_darf('verfahren_pflegen'))
         and organisation_id = (select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich())));
create policy dienst on verfahren_fassung to wegplan_dienst using (true) with check (true);
alter table verfahren_fassungevent enable row level security;
create policy lesen on verfahren_fassungevent for select to wegplan_app, wegplan_leitung, wegplan_dienst using (true);
"""

HEUTE = """
create function verfahren_heute() returns date language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('wegplan.heute', true), '')::date, current_date)
$$;

create or replace function verfahren_nach_beleg() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('wegplan.sammel', true) = '1' then return null; end if;
  perform verfahren_ableiten(array(
    select t.id from teilnahme_teilnahme t join (select distinct person_id from betroffen) b using (person_id)
     where coalesce(t.austritt, t.geplantes_ende, 'infinity') >= verfahren_heute() - 244));
  return null;
end $$;
"""

NACH_GELTUNG = """
create function verfahren_nach_geltung() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if current_setting('wegplan.sammel', true) = '1' then return null; end if;
  perform verfahren_ableiten(array(select distinct teilnahme_id from betroffen));
  return null;
end $$;
"""

# Like the steps: gone with their Teilnahme, whoever removes it.
GELTUNG_MITLOESCHEN = MITLOESCHEN.replace("verfahren_schritt", "verfahren_geltung")


# --- steps that hang on a measure (VF-13) ---------------------------------------------------------------------------

MASSNAHMENREGELN = f"""
create table verfahren_massnahmenregel ({", ".join(f"{name} {spaltenart(name)}" for name in MASSNAHMENSPALTEN)});
create index verfahren_massnahmenregel_regelwerk on verfahren_massnahmenregel (regelwerk);
alter table verfahren_massnahmenregel enable row level security;
create policy lesen on verfahren_massnahmenregel for select to wegplan_app, wegplan_leitung using (true);
create policy dienst on verfahren_massnahmenregel to wegplan_dienst using (true) with check (true);
"""
OHNE_MASSNAHMENREGELN = "drop table verfahren_massnahmenregel;"
