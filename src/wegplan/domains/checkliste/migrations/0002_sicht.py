from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.domains.checkliste.akten_sql import BELEGE, OHNE_FUNKTION, akten_funktion
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

HAKEN = "checkliste_pflichthaken"
LESEN, SCHREIBEN = "checkliste_sehen", "checkliste_abhaken"


def _sichtbar(tabelle: str) -> str:
    """Of the own office's projects; a tick on a Teilnahme for who sees it."""
    return (
        f"exists (select 1 from massnahme_massnahme m where m.id = {tabelle}.massnahme_id"
        f" and (select sicht_stelle()) in (m.traeger_id, m.regionalbuero_id)) and ({tabelle}.teilnahme_id is null"
        f" or exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id"
        f" and t.massnahme_id = {tabelle}.massnahme_id))"
    )


# A tick is taken back with a reason, never changed and never deleted.
BEWAHREN = f"""
create function checkliste_haken_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.zurueckgenommen_am is not null
     or to_jsonb(new) - 'zurueckgenommen_am' - 'zurueckgenommen_von_id' - 'zuruecknahmegrund' - 'person_id'
        <> to_jsonb(old) - 'zurueckgenommen_am' - 'zurueckgenommen_von_id' - 'zuruecknahmegrund' - 'person_id' then
    raise exception 'a tick is only taken back' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bewahren before update on {HAKEN} for each row
  when (to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id') execute function checkliste_haken_bewahren();
create policy bleibt on {HAKEN} as restrictive for delete to wegplan_app, wegplan_leitung using (false);
"""
FREI = f"""
drop policy bleibt on {HAKEN};
drop trigger bewahren on {HAKEN};
drop function checkliste_haken_bewahren();
"""


class Migration(migrations.Migration):
    """Row security on ticks, and the function that gathers the records of a project."""

    dependencies = [
        ("checkliste", "0001_anfang"),
        ("person", "0009_aktionen_checkliste"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
        ("gespraech", "0002_sicht"),
        ("foerderplan", "0004_sicht_ausgangslage"),
        ("bericht", "0002_sicht"),
        ("projektbericht", "0002_sicht"),
        ("uebergang", "0004_profiling"),  # the function reads the copy of the contract
        ("qualifizierungsplan", "0002_sicht"),
        ("stufenwechsel", "0002_sicht"),
        ("verbleib", "0005_abschluss_sicht"),
        ("anwesenheit", "0006_monat_sicht"),
        ("zielvereinbarung", "0006_vereinbarung_sicht"),
    ]
    operations = [
        derselben_person(HAKEN),
        kind_richtlinie(HAKEN, LESEN, SCHREIBEN, _sichtbar(HAKEN)),
        verlauf_richtlinie(f"{HAKEN}event", LESEN, _sichtbar(f"{HAKEN}event")),
        migrations.RunSQL(BEWAHREN, FREI),
        migrations.RunSQL(akten_funktion(BELEGE), OHNE_FUNKTION),
    ]
