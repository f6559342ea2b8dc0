"""SQL of closed months and released lists: who sees and writes them, and that nothing sent ever changes (JPS-32)."""

from .sicht import teilnahme_sichtbar

_EIGENE = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
_MASSNAHME = "exists (select from massnahme_massnahme m where m.id = massnahme_id and {})"
_DES_TRAEGERS = _MASSNAHME.format(f"m.traeger_id = {_EIGENE}")
_BETEILIGT = _MASSNAHME.format(f"{_EIGENE} in (m.traeger_id, m.regionalbuero_id)")
_LESEN = "(select sicht_darf('anwesenheit_lesen'))"
_ABSCHLIESSEN = f"(select sicht_darf('anwesenheit_abschliessen')) and {_DES_TRAEGERS}"
# a released list is the office's that got it, and the provider's and Regionalbüro's of the measure
_LISTE = f"{_LESEN} and (empfaenger_id = {_EIGENE} or {_BETEILIGT})"


def zeile_sichtbar(tabelle: str) -> str:
    """Condition "the user sees the Teilnahme of the row and the list it stands on"."""
    liste = f"exists (select from anwesenheit_monatsliste l where l.id = {tabelle}.liste_id)"
    return f"{teilnahme_sichtbar(tabelle)} and {liste}"


# No persons' data: nobody has a policy to change or delete, so what stands there stays.
RICHTLINIEN = f"""
alter table anwesenheit_monatsabschluss enable row level security;
create policy lesen on anwesenheit_monatsabschluss for select to wegplan_app, wegplan_leitung using ({_LESEN});
create policy anlegen on anwesenheit_monatsabschluss for insert to wegplan_app with check ({_ABSCHLIESSEN});
create policy dienst on anwesenheit_monatsabschluss to wegplan_dienst using (true) with check (true);

alter table anwesenheit_monatsliste enable row level security;
create policy app_lesen on anwesenheit_monatsliste for select to wegplan_app using ({_LISTE});
create policy leitung_lesen on anwesenheit_monatsliste for select to wegplan_leitung
  using ({_LESEN} and (select sicht_alles()));
create policy anlegen on anwesenheit_monatsliste for insert to wegplan_app with check ({_ABSCHLIESSEN});
create policy dienst on anwesenheit_monatsliste to wegplan_dienst using (true) with check (true);

alter table anwesenheit_monatsabschlussevent enable row level security;
create policy lesen on anwesenheit_monatsabschlussevent for select to wegplan_leitung, wegplan_dienst using (true);
alter table anwesenheit_monatslisteevent enable row level security;
create policy lesen on anwesenheit_monatslisteevent for select to wegplan_leitung, wegplan_dienst using (true);
"""
OHNE_RICHTLINIEN = "".join(
    f"drop policy {name} on {tabelle};\n"
    for tabelle, namen in {
        "anwesenheit_monatsabschluss": ("lesen", "anlegen", "dienst"),
        "anwesenheit_monatsliste": ("app_lesen", "leitung_lesen", "anlegen", "dienst"),
        "anwesenheit_monatsabschlussevent": ("lesen",),
        "anwesenheit_monatslisteevent": ("lesen",),
    }.items()
    for name in namen
)

# Equal to what was sent: no way leads to another content, and only the periods of deletion (as dienst) remove it.
EINGEFROREN = """
create function anwesenheit_eingefroren() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user not in ('wegplan_app', 'wegplan_leitung') then
    return old;
  end if;
  raise exception 'Eine freigegebene Monatsliste ändert sich nicht mehr.';
end $$;
create trigger eingefroren before update or delete on anwesenheit_monatsliste
  for each row execute function anwesenheit_eingefroren();
create trigger eingefroren before update or delete on anwesenheit_monatslistenzeile
  for each row execute function anwesenheit_eingefroren();
"""
AUFGETAUT = """
drop trigger eingefroren on anwesenheit_monatslistenzeile;
drop trigger eingefroren on anwesenheit_monatsliste;
drop function anwesenheit_eingefroren();
"""
