from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

FASSUNG, ZIEL, SCHRITT = "foerderplan_planfassung", "foerderplan_foerderziel", "foerderplan_zielschritt"

DERSELBEN_PERSON = f"""
alter table {FASSUNG} add constraint planfassung_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
ZURUECK = f"alter table {FASSUNG} drop constraint planfassung_teilnahme_der_person;"

# Of a signed version only the person may change, as it follows its Teilnahme. Deleting is left to the service, which
# deletes whole files; a policy refuses it to everybody else.
EINFRIEREN = f"""
create function foerderplan_fassung_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.stand = 'unterschrieben' and to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id' then
    raise exception 'a signed version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger foerderplan_bewahren before update on {FASSUNG} for each row
  execute function foerderplan_fassung_bewahren();

create function foerderplan_inhalt_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  fassungen bigint[];
begin
  if tg_table_name = '{ZIEL}' then
    fassungen := array[new.fassung_id, case when tg_op = 'UPDATE' then old.fassung_id end];
  else
    select array_agg(z.fassung_id) into fassungen from {ZIEL} z
     where z.id in (new.ziel_id, case when tg_op = 'UPDATE' then old.ziel_id end);
  end if;
  if exists (select 1 from {FASSUNG} f where f.id = any (fassungen) and f.stand = 'unterschrieben') then
    raise exception 'a signed version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger foerderplan_bewahren before insert or update on {ZIEL} for each row
  execute function foerderplan_inhalt_bewahren();
create trigger foerderplan_bewahren before insert or update on {SCHRITT} for each row
  execute function foerderplan_inhalt_bewahren();

create policy nur_entwurf on {FASSUNG} as restrictive for delete to wegplan_app, wegplan_leitung
  using (stand = 'entwurf');
create policy nur_entwurf on {ZIEL} as restrictive for delete to wegplan_app, wegplan_leitung
  using (exists (select 1 from {FASSUNG} f where f.id = fassung_id and f.stand = 'entwurf'));
create policy nur_entwurf on {SCHRITT} as restrictive for delete to wegplan_app, wegplan_leitung
  using (exists (select 1 from {ZIEL} z join {FASSUNG} f on f.id = z.fassung_id
                  where z.id = ziel_id and f.stand = 'entwurf'));
"""
AUFTAUEN = f"""
drop policy nur_entwurf on {SCHRITT};
drop policy nur_entwurf on {ZIEL};
drop policy nur_entwurf on {FASSUNG};
drop trigger foerderplan_bewahren on {SCHRITT};
drop trigger foerderplan_bewahren on {ZIEL};
drop function foerderplan_inhalt_bewahren();
drop trigger foerderplan_bewahren on {FASSUNG};
drop function foerderplan_fassung_bewahren();
"""


def _fassung(tabelle: str) -> str:
    """Drafts for those who write, in measures that the user sees; signed versions for all who read goals."""
    return (
        f"exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"
        f" and ({tabelle}.stand = 'unterschrieben' or (select sicht_darf('foerderplan_schreiben')))"
    )


def _ziel(tabelle: str) -> str:
    return f"exists (select 1 from {FASSUNG} f where f.id = {tabelle}.fassung_id)"


def _schritt(tabelle: str) -> str:
    return f"exists (select 1 from {ZIEL} z where z.id = {tabelle}.ziel_id)"


LESEN, SCHREIBEN = "foerderziele_lesen", "foerderplan_schreiben"


class Migration(migrations.Migration):
    """Row security on plans, and what is signed stays as it is."""

    dependencies = [
        ("foerderplan", "0001_anfang"),
        ("person", "0004_aktionen"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        *(
            operation
            for tabelle, bedingung in ((FASSUNG, _fassung), (ZIEL, _ziel), (SCHRITT, _schritt))
            for operation in (
                kind_richtlinie(tabelle, LESEN, SCHREIBEN, bedingung(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", SCHREIBEN, bedingung(f"{tabelle}event")),
            )
        ),
        migrations.RunSQL(EINFRIEREN, AUFTAUEN),
    ]
