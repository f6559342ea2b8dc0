from django.db import migrations

VEREINBARUNG, UNTERSCHRIFT, PRUEFUNG = (
    f"zielvereinbarung_{name}" for name in ("zielvereinbarung", "zielunterschrift", "zielpruefung")
)
_ICH = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
_REGIESTELLE = (
    "coalesce((select n.rolle = 'regiestelle' from organisation_nutzer n where n.id = (select sicht_ich())), false)"
)
_MASSNAHME = "exists (select from massnahme_massnahme m where m.id = massnahme_id and {})"
_BETEILIGT = _MASSNAHME.format(f"{_ICH} in (m.traeger_id, m.regionalbuero_id)")
_DES_BUEROS = _MASSNAHME.format(f"m.regionalbuero_id = {_ICH}")
_SCHREIBT = f"(select sicht_darf('zielvereinbarung_schreiben')) and {_DES_BUEROS}"
_ZEICHNET = f"(select sicht_darf('zielvereinbarung_zeichnen')) and {_BETEILIGT}"
# the provider reads what was given out for signature, the Regiestelle what is agreed
LESEN = (
    f"(select sicht_darf('zielvereinbarung_lesen')) and (({_BETEILIGT} and (stand <> 'entwurf'"
    f" or (select sicht_darf('zielvereinbarung_schreiben')))) or (stand = 'geschlossen' and {_REGIESTELLE}))"
)
_DABEI = f"exists (select from {VEREINBARUNG} v where v.id = vereinbarung_id)"

RICHTLINIEN = f"""
alter table {VEREINBARUNG} enable row level security;
create policy lesen on {VEREINBARUNG} for select to wegplan_app using ({LESEN});
create policy anlegen on {VEREINBARUNG} for insert to wegplan_app with check ({_SCHREIBT});
create policy aendern on {VEREINBARUNG} for update to wegplan_app using ({_ZEICHNET}) with check ({_ZEICHNET});
create policy loeschen on {VEREINBARUNG} for delete to wegplan_app using ({_SCHREIBT} and stand = 'entwurf');
create policy dienst on {VEREINBARUNG} to wegplan_dienst using (true) with check (true);
alter table {UNTERSCHRIFT} enable row level security;
create policy lesen on {UNTERSCHRIFT} for select to wegplan_app using ({_DABEI});
create policy anlegen on {UNTERSCHRIFT} for insert to wegplan_app
  with check ((select sicht_darf('zielvereinbarung_zeichnen')) and {_DABEI});
create policy dienst on {UNTERSCHRIFT} to wegplan_dienst using (true) with check (true);
alter table {PRUEFUNG} enable row level security;
create policy lesen on {PRUEFUNG} for select to wegplan_app using ({_DABEI});
create policy anlegen on {PRUEFUNG} for insert to wegplan_app
  with check ((select sicht_darf('zielvereinbarung_schreiben')) and {_DABEI});
create policy dienst on {PRUEFUNG} to wegplan_dienst using (true) with check (true);
alter table {VEREINBARUNG}event enable row level security;
create policy lesen on {VEREINBARUNG}event for select to wegplan_app
  using ((select sicht_darf('zielvereinbarung_schreiben')) and {_BETEILIGT});
create policy lesen_alle on {VEREINBARUNG}event for select to wegplan_leitung, wegplan_dienst using (true);
alter table {UNTERSCHRIFT}event enable row level security;
create policy lesen on {UNTERSCHRIFT}event for select to wegplan_leitung, wegplan_dienst using (true);
alter table {PRUEFUNG}event enable row level security;
create policy lesen on {PRUEFUNG}event for select to wegplan_leitung, wegplan_dienst using (true);
"""
OHNE = "".join(
    f"drop policy {name} on {tabelle};\n"
    for tabelle, namen in {
        VEREINBARUNG: ("lesen", "anlegen", "aendern", "loeschen", "dienst"),
        UNTERSCHRIFT: ("lesen", "anlegen", "dienst"),
        PRUEFUNG: ("lesen", "anlegen", "dienst"),
        f"{VEREINBARUNG}event": ("lesen", "lesen_alle"),
        f"{UNTERSCHRIFT}event": ("lesen",),
        f"{PRUEFUNG}event": ("lesen",),
    }.items()
    for name in namen
)

# What lies before both sides is what both sign: of it only the state changes, to "agreed" when both have signed, or
# back to a draft while nobody has. A signature and an agreement never change.
EINFRIEREN = f"""
create function zielvereinbarung_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  unterschriften int;
begin
  if old.stand = 'entwurf' then
    if new.stand = 'geschlossen' then
      raise exception 'a draft is given out for signature first' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  select count(*) into unterschriften from {UNTERSCHRIFT} u where u.vereinbarung_id = old.id;
  if old.stand = 'vorgelegt' then
    if new.stand = 'geschlossen' and unterschriften = 2 and to_jsonb(new) - 'stand' = to_jsonb(old) - 'stand' then
      return new;
    end if;
    if new.stand = 'entwurf' and unterschriften = 0 then
      return new;
    end if;
  end if;
  raise exception 'a signed agreement does not change' using errcode = 'restrict_violation';
end $$;
create trigger bewahren before update on {VEREINBARUNG} for each row execute function zielvereinbarung_bewahren();

create function zielvereinbarung_unterschrift_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' or not exists (
    select 1 from {VEREINBARUNG} v where v.id = new.vereinbarung_id and v.stand = 'vorgelegt'
  ) then
    raise exception 'a signature is given once, on what lies before both' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bewahren before insert or update on {UNTERSCHRIFT} for each row
  execute function zielvereinbarung_unterschrift_bewahren();
create function zielvereinbarung_pruefung_bewahren() returns trigger language plpgsql as $$
begin
  raise exception 'the record of a review does not change' using errcode = 'restrict_violation';
end $$;
create trigger bewahren before update on {PRUEFUNG} for each row execute function zielvereinbarung_pruefung_bewahren();
"""
AUFTAUEN = f"""
drop trigger bewahren on {PRUEFUNG};
drop function zielvereinbarung_pruefung_bewahren();
drop trigger bewahren on {UNTERSCHRIFT};
drop function zielvereinbarung_unterschrift_bewahren();
drop trigger bewahren on {VEREINBARUNG};
drop function zielvereinbarung_bewahren();
"""


class Migration(migrations.Migration):
    """Who reads, writes and signs agreements, and that what is signed stays as it is."""

    dependencies = [("zielvereinbarung", "0005_zielvereinbarung"), ("person", "0005_aktionen_projekt")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE), migrations.RunSQL(EINFRIEREN, AUFTAUEN)]
