from django.db import migrations

E, ORT = "einwilligung_einwilligung", "einwilligung_durchfuehrungsort"
_ICH = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
_REGIESTELLE = (
    "coalesce((select n.rolle = 'regiestelle' from organisation_nutzer n where n.id = (select sicht_ich())), false)"
)
_BETEILIGT = (
    f"exists (select from massnahme_massnahme m where m.id = massnahme_id"
    f" and {_ICH} in (m.traeger_id, m.regionalbuero_id))"
)
LESEN = f"(select sicht_darf('einwilligung_lesen')) and ({_BETEILIGT} or {_REGIESTELLE})"
PFLEGEN = f"(select sicht_darf('einwilligung_pflegen')) and {_BETEILIGT}"
AENDERN = f"({PFLEGEN}) or (select sicht_darf('einwilligung_veroeffentlichen'))"

# The place is what everybody reads anyway.
RICHTLINIEN = f"""
alter table {E} enable row level security;
create policy lesen on {E} for select to wegplan_app using ({LESEN});
create policy anlegen on {E} for insert to wegplan_app with check ({PFLEGEN} and stand = 'eingegangen');
create policy aendern on {E} for update to wegplan_app using ({AENDERN}) with check ({AENDERN});
create policy dienst on {E} to wegplan_dienst using (true) with check (true);
alter table {E}event enable row level security;
create policy lesen on {E}event for select to wegplan_leitung, wegplan_dienst using (true);
alter table {ORT} enable row level security;
create policy lesen on {ORT} for select to wegplan_app using (true);
create policy anlegen on {ORT} for insert to wegplan_app with check ({PFLEGEN});
create policy aendern on {ORT} for update to wegplan_app using ({PFLEGEN}) with check ({PFLEGEN});
create policy dienst on {ORT} to wegplan_dienst using (true) with check (true);
alter table {ORT}event enable row level security;
create policy lesen on {ORT}event for select to wegplan_leitung, wegplan_dienst using (true);
"""
_NAMEN = {
    E: ("lesen", "anlegen", "aendern", "dienst"),
    ORT: ("lesen", "anlegen", "aendern", "dienst"),
    f"{E}event": ("lesen",),
    f"{ORT}event": ("lesen",),
}
OHNE = "".join(f"drop policy {name} on {t};\n" for t, namen in _NAMEN.items() for name in namen)

# What was signed stays; an ended declaration never comes back; only the Regiestelle publishes.
_STAENDE = "'{stand,weitergegeben_am,veroeffentlicht_am,beendet_am}'::text[]"
BEWAHREN = f"""
create function einwilligung_bewahren() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - {_STAENDE} <> to_jsonb(old) - {_STAENDE} or old.stand in ('geaendert', 'widerrufen') then
    raise exception 'a signed declaration does not change' using errcode = 'restrict_violation';
  end if;
  if new.stand = 'veroeffentlicht' and old.stand <> 'weitergegeben' then
    raise exception 'a declaration is handed to the Regiestelle first' using errcode = 'restrict_violation';
  end if;
  if current_user = 'wegplan_app' and new.stand = 'veroeffentlicht'
     and not sicht_darf('einwilligung_veroeffentlichen') then
    raise exception 'only the Regiestelle publishes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger bewahren before update on {E} for each row execute function einwilligung_bewahren();

create function einwilligung_veroeffentlicht() returns table (massnahme bigint, link text, mail text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.massnahme_id, e.link::text, e.mail::text from {E} e where e.stand = 'veroeffentlicht'
$$;
"""
FREI = f"""
drop function einwilligung_veroeffentlicht();
drop trigger bewahren on {E};
drop function einwilligung_bewahren();
"""


class Migration(migrations.Migration):
    """Who reads and writes declarations, that they stay as signed, and what everybody may know of them."""

    dependencies = [("einwilligung", "0001_anfang"), ("person", "0007_aktionen_akte")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE), migrations.RunSQL(BEWAHREN, FREI)]
