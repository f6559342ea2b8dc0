from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

FASSUNG, AUSHAENDIGUNG, EINSICHT = "foerderplan_planfassung", "foerderplan_aushaendigung", "foerderplan_einsicht"
LAGE = ("foerderplan_einschaetzung", "foerderplan_berufswunsch")
GANZ, LESEN, SCHREIBEN = "foerderplan_lesen", "foerderziele_lesen", "foerderplan_schreiben"

DERSELBEN_PERSON = "".join(
    f"alter table {tabelle} add constraint {name}_teilnahme_der_person foreign key (teilnahme_id, person_id)"
    " references teilnahme_teilnahme (id, person_id) on update cascade;"
    for tabelle, name in ((AUSHAENDIGUNG, "aushaendigung"), (EINSICHT, "einsicht"))
)
ZURUECK = (
    f"alter table {EINSICHT} drop constraint einsicht_teilnahme_der_person;"
    f"alter table {AUSHAENDIGUNG} drop constraint aushaendigung_teilnahme_der_person;"
)

# What was signed stays, assessments and wishes as well; a record of handing over or looking in is never changed.
BEWAHREN = (
    f"""
create function foerderplan_lage_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select 1 from {FASSUNG} f where f.stand = 'unterschrieben'
              and f.id in (new.fassung_id, case when tg_op = 'UPDATE' then old.fassung_id end)) then
    raise exception 'a signed version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function foerderplan_beleg_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id' then
    raise exception 'this record does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
"""
    + "".join(
        f"create trigger foerderplan_bewahren before insert or update on {tabelle} for each row"
        " execute function foerderplan_lage_bewahren();"
        f"create policy nur_entwurf on {tabelle} as restrictive for delete to wegplan_app, wegplan_leitung"
        f" using (exists (select 1 from {FASSUNG} f where f.id = fassung_id and f.stand = 'entwurf'));"
        for tabelle in LAGE
    )
    + "".join(
        f"create trigger foerderplan_bewahren before update on {tabelle} for each row"
        " execute function foerderplan_beleg_bewahren();"
        f"create policy bleibt on {tabelle} as restrictive for delete to wegplan_app, wegplan_leitung using (false);"
        for tabelle in (AUSHAENDIGUNG, EINSICHT)
    )
    + f"""
create policy nur_fuer_sich on {EINSICHT} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (nutzer_id = (select sicht_ich()));
"""
)
FREI = (
    "".join(f"drop trigger foerderplan_bewahren on {tabelle};" for tabelle in (*LAGE, AUSHAENDIGUNG, EINSICHT))
    + """
drop function foerderplan_beleg_bewahren();
drop function foerderplan_lage_bewahren();
"""
)


def _lage(tabelle: str) -> str:
    """For those who write plans; for the Regionalbüro while its look-in is open."""
    return (
        f"exists (select 1 from {FASSUNG} f where f.id = {tabelle}.fassung_id"
        f" and ((select sicht_darf('{SCHREIBEN}')) or exists (select 1 from {EINSICHT} e"
        " where e.teilnahme_id = f.teilnahme_id and e.nutzer_id = (select sicht_ich())"
        " and current_date between e.von and e.bis)))"
    )


def _teilnahme(tabelle: str) -> str:
    return f"exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"


class Migration(migrations.Migration):
    """Row security on assessments, wishes, copies and look-ins (JPS-10, JPS-13, JPS-16)."""

    dependencies = [("foerderplan", "0003_ausgangslage"), ("person", "0005_aktionen_projekt")]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        kind_richtlinie(EINSICHT, GANZ, "foerderplan_einsehen", _teilnahme(EINSICHT)),
        verlauf_richtlinie(f"{EINSICHT}event", GANZ, _teilnahme(f"{EINSICHT}event")),
        kind_richtlinie(AUSHAENDIGUNG, LESEN, SCHREIBEN, _teilnahme(AUSHAENDIGUNG)),
        verlauf_richtlinie(f"{AUSHAENDIGUNG}event", SCHREIBEN, _teilnahme(f"{AUSHAENDIGUNG}event")),
        *(
            operation
            for tabelle in LAGE
            for operation in (
                kind_richtlinie(tabelle, GANZ, SCHREIBEN, _lage(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", SCHREIBEN, _lage(f"{tabelle}event")),
            )
        ),
        migrations.RunSQL(BEWAHREN, FREI),
    ]
