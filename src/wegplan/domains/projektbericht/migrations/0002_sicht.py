from django.db import migrations

from wegplan.domains.projektbericht import zahlen_sql

BERICHT = "projektbericht_projektbericht"
NACHWEISE = tuple(f"projektbericht_{name}" for name in ("unternehmenskontakt", "mobilitaetshilfe", "gremiensitzung"))
_ICH = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
_REGIESTELLE = (
    "coalesce((select n.rolle = 'regiestelle' from organisation_nutzer n where n.id = (select sicht_ich())), false)"
)
_MASSNAHME = "exists (select from massnahme_massnahme m where m.id = massnahme_id and {})"
_DES_TRAEGERS = _MASSNAHME.format(f"m.traeger_id = {_ICH}")
_DES_BUEROS = _MASSNAHME.format(f"m.regionalbuero_id = {_ICH}")
_BETEILIGT = _MASSNAHME.format(f"{_ICH} in (m.traeger_id, m.regionalbuero_id)")


def _darf(aktion: str) -> str:
    return f"(select sicht_darf('projektbericht_{aktion}'))"


# The provider has its drafts for itself. The Regiestelle knows the state of what was released.
LESEN = f"{_darf('lesen')} and ({_DES_TRAEGERS} or (stand <> 'entwurf' and ({_DES_BUEROS} or {_REGIESTELLE})))"
SCHREIBT = f"{_darf('schreiben')} and {_DES_TRAEGERS}"
ENTSCHEIDET = f"{_darf('annehmen')} and {_DES_BUEROS}"
NACHHER = (
    f"({SCHREIBT} and (stand = 'entwurf' or (stand = 'freigegeben' and {_darf('freigeben')})))"
    f" or ({ENTSCHEIDET} and stand in ('angenommen', 'zurueckgegeben'))"
)
RICHTLINIEN = f"""
alter table {BERICHT} enable row level security;
create policy lesen on {BERICHT} for select to wegplan_app using ({LESEN});
create policy anlegen on {BERICHT} for insert to wegplan_app with check ({SCHREIBT} and stand = 'entwurf');
create policy aendern on {BERICHT} for update to wegplan_app
  using (({SCHREIBT}) or ({ENTSCHEIDET} and stand <> 'entwurf')) with check ({NACHHER});
create policy dienst on {BERICHT} to wegplan_dienst using (true) with check (true);
alter table {BERICHT}event enable row level security;
create policy lesen on {BERICHT}event for select to wegplan_app using ({_darf("schreiben")} and {_DES_TRAEGERS});
create policy lesen_alle on {BERICHT}event for select to wegplan_leitung, wegplan_dienst using (true);
""" + "".join(
    f"""
alter table {tabelle} enable row level security;
create policy lesen on {tabelle} for select to wegplan_app using ({_darf("lesen")} and {_BETEILIGT});
create policy anlegen on {tabelle} for insert to wegplan_app with check ({SCHREIBT});
create policy aendern on {tabelle} for update to wegplan_app using ({SCHREIBT}) with check ({SCHREIBT});
create policy loeschen on {tabelle} for delete to wegplan_app using ({SCHREIBT});
create policy dienst on {tabelle} to wegplan_dienst using (true) with check (true);
alter table {tabelle}event enable row level security;
create policy lesen on {tabelle}event for select to wegplan_app using ({_darf("schreiben")} and {_DES_TRAEGERS});
create policy lesen_alle on {tabelle}event for select to wegplan_leitung, wegplan_dienst using (true);
"""
    for tabelle in NACHWEISE
)
_NAMEN = {
    BERICHT: ("lesen", "anlegen", "aendern", "dienst"),
    **dict.fromkeys(NACHWEISE, ("lesen", "anlegen", "aendern", "loeschen", "dienst")),
    **dict.fromkeys((f"{t}event" for t in (BERICHT, *NACHWEISE)), ("lesen", "lesen_alle")),
}
OHNE = "".join(f"drop policy {name} on {t};\n" for t, namen in _NAMEN.items() for name in namen)

# What is released stays; only the Regionalbüro's answer is added, once (PX-05).
EINFRIEREN = f"""
create function projektbericht_bewahren() returns trigger language plpgsql as $$
begin
  if old.stand = 'entwurf' and new.stand in ('entwurf', 'freigegeben') then
    return new;
  end if;
  if old.stand = 'freigegeben' and new.stand in ('angenommen', 'zurueckgegeben') and
     to_jsonb(new) - '{{stand,entschieden_am,entschieden_von_id,rueckgabegrund}}'::text[]
     = to_jsonb(old) - '{{stand,entschieden_am,entschieden_von_id,rueckgabegrund}}'::text[] then
    return new;
  end if;
  raise exception 'a released report does not change' using errcode = 'restrict_violation';
end $$;
create trigger bewahren before update on {BERICHT} for each row execute function projektbericht_bewahren();
"""
AUFTAUEN = f"""
drop trigger bewahren on {BERICHT};
drop function projektbericht_bewahren();
"""


class Migration(migrations.Migration):
    """Who reads and writes reports and records, that a released report stays, and the figures of a project."""

    dependencies = [
        ("projektbericht", "0001_anfang"),
        ("person", "0007_aktionen_akte"),
        ("foerderung", "0002_sicht"),
        ("anwesenheit", "0006_monat_sicht"),
        ("teilnahme", "0004_nachschau"),
    ]
    operations = [
        migrations.RunSQL(RICHTLINIEN, OHNE),
        migrations.RunSQL(EINFRIEREN, AUFTAUEN),
        migrations.RunSQL(zahlen_sql.zahlen_sql(), zahlen_sql.OHNE),
    ]
