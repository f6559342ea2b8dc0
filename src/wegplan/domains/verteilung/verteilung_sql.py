"""SQL of the proposals and of the walls of this area. Used by migrations only: after the first release this text is
frozen, a change comes as a migration of its own."""

# the roles that work on cases of their own and may be proposed (a test compares them with the access table)
FACHKRAEFTE = "'pap','ifk','bov'"

# The one definition of "which rule fits" (VF-12). Security invoker: it shows the reader nobody whom the tables hide.
VORSCHLAG = f"""
create view verteilung_zuteilungsvorschlag with (security_invoker = true) as
select p.id as person_id, r.id as regel_id, r.fachkraft_id
  from person_person p
  left join organisation_team t on t.id = p.team_id
 cross join lateral (
   select r.id, r.fachkraft_id
     from verteilung_verteilregel r
     join organisation_nutzer n on n.id = r.fachkraft_id and n.is_active and n.rolle in ({FACHKRAEFTE})
                               and n.organisation_id = r.organisation_id
    where r.organisation_id = coalesce(p.jobcenter_id, t.organisation_id)
      and (r.team_id is null or r.team_id = p.team_id)
      and r.von <= current_date and (r.bis is null or r.bis >= current_date)
      and (r.buchstabe_von = '' or (left(p.sortierung, length(r.buchstabe_von)) >= r.buchstabe_von
                                and left(p.sortierung, length(r.buchstabe_bis)) <= r.buchstabe_bis))
      and (r.alter_von is null or extract(year from age(current_date, p.geburtsdatum)) >= r.alter_von)
      and (r.alter_bis is null or extract(year from age(current_date, p.geburtsdatum)) <= r.alter_bis)
      and (r.foerderart = '' or exists (
           select from teilnahme_teilnahme tn join massnahme_massnahme m on m.id = tn.massnahme_id
            where tn.person_id = p.id and m.foerderart = r.foerderart
              and (tn.austritt is null or tn.austritt > current_date)))
    order by r.reihenfolge, r.id
    limit 1) r
 -- who gets an advisor from a later day on needs no proposal
 where not exists (select from person_zustaendigkeit z
                    where z.person_id = p.id and z.grund = 'fachkraft' and z.von > current_date);
"""
OHNE_VORSCHLAG = "drop view verteilung_zuteilungsvorschlag;"

_EIGENE_STELLE = """(select sicht_darf('person_aendern')) and organisation_id = (
    select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()) and n.rolle = 'tl')"""
_SEHBAR = """(angelegt_von_id = (select sicht_ich())
    or exists (select from verteilung_sammelposten s where s.wechsel_id = verteilung_sammelwechsel.id))"""
_SEHBAR_DARF = f"(select sicht_darf('person_aendern')) and {_SEHBAR}"
_EIGENER = "(select sicht_darf('person_aendern')) and angelegt_von_id = (select sicht_ich())"


def _richtlinien(tabelle: str, lesen: str, anlegen: str, aendern: str) -> str:
    rollen = "to wegplan_app, wegplan_leitung"
    return f"""
alter table {tabelle} enable row level security;
create policy lesen on {tabelle} for select {rollen} using ({lesen});
create policy anlegen on {tabelle} for insert {rollen} with check ({anlegen});
create policy aendern on {tabelle} for update {rollen} using ({aendern}) with check ({aendern});
create policy dienst on {tabelle} to wegplan_dienst using (true) with check (true);
"""


def _ohne(tabelle: str) -> str:
    return f"""
drop policy lesen on {tabelle};
drop policy anlegen on {tabelle};
drop policy aendern on {tabelle};
drop policy dienst on {tabelle};
alter table {tabelle} disable row level security;
"""


# Rules hold no person's data and are read by the whole house; a team lead writes those of the own office. Nobody
# deletes one: it ends. The same holds for a Sammelwechsel, which is taken back, never deleted.
RICHTLINIEN = _richtlinien("verteilung_verteilregel", "true", _EIGENE_STELLE, _EIGENE_STELLE) + _richtlinien(
    "verteilung_sammelwechsel", _SEHBAR, _EIGENER, _SEHBAR_DARF
)
OHNE_RICHTLINIEN = _ohne("verteilung_verteilregel") + _ohne("verteilung_sammelwechsel")
