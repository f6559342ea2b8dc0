from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

FRAGE, BEITRAG = "frage_frage", "frage_fragebeitrag"
LESEN, STELLEN = "frage_lesen", "frage_stellen"
STELLE = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"


def _frage(tabelle: str) -> str:
    """The two offices of the question, as far as they see the Teilnahme."""
    return (
        f"{STELLE} in ({tabelle}.von_stelle_id, {tabelle}.an_stelle_id)"
        f" and exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"
    )


def _beitrag(tabelle: str) -> str:
    return f"exists (select 1 from {FRAGE} f where f.id = {tabelle}.frage_id)"


DERSELBEN_PERSON = f"""
alter table {FRAGE} add constraint frage_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
# Who asked whom stays, and every word; whose turn it is changes. Nobody writes in another's name.
BEWAHREN = f"""
create function frage_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare frei text[] := array['person_id', 'am_zug_id', 'wartet_seit', 'zustaendig_id', 'geschlossen_am',
                             'geschlossen_von_id'];
begin
  if to_jsonb(new) - frei <> to_jsonb(old) - frei then
    raise exception 'a question does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function fragebeitrag_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'what was written does not change' using errcode = 'restrict_violation';
end $$;
create trigger bewahren before update on {FRAGE} for each row execute function frage_bewahren();
create trigger bewahren before update on {BEITRAG} for each row execute function fragebeitrag_bewahren();
create policy eigene_legt_an on {FRAGE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (von_stelle_id = {STELLE} and gestellt_von_id = (select sicht_ich()));
create policy eigene_legt_an on {BEITRAG} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (stelle_id = {STELLE} and von_id = (select sicht_ich()));
create policy bleibt on {FRAGE} as restrictive for delete to wegplan_app, wegplan_leitung using (false);
create policy bleibt on {BEITRAG} as restrictive for delete to wegplan_app, wegplan_leitung using (false);
"""
FREI = f"""
drop trigger bewahren on {BEITRAG};
drop trigger bewahren on {FRAGE};
drop function fragebeitrag_bewahren();
drop function frage_bewahren();
alter table {FRAGE} drop constraint frage_teilnahme_der_person;
"""


class Migration(migrations.Migration):
    """Row security on questions; what was written does not change (PX-09, DS-04)."""

    dependencies = [
        ("frage", "0001_anfang"),
        ("person", "0007_aktionen_akte"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON + BEWAHREN, FREI),
        *(
            operation
            for tabelle, bedingung in ((FRAGE, _frage), (BEITRAG, _beitrag))
            for operation in (
                kind_richtlinie(tabelle, LESEN, STELLEN, bedingung(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", LESEN, bedingung(f"{tabelle}event")),
            )
        ),
    ]
