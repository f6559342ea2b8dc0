from django.db import migrations

from wegplan.kit.access.policies import PERSON_SICHTBAR, kind_richtlinie, verlauf_richtlinie

BELEG, TEILE = "beleg_beleg", ("beleg_beleginhalt", "beleg_belegseite")
LESEN, ABLEGEN = "beleg_lesen", "beleg_ablegen"
STELLE = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"


def _beleg(tabelle: str) -> str:
    """Of a person: whoever sees the person, in the circle of the paper; providers and Regionalbüros those on Teilnahmen
    in their own measures, providers as far as the measure allows them the class. Of a month: provider and
    Regionalbüro of the project."""
    return f"""(
  {tabelle}.person_id is not null and {PERSON_SICHTBAR}
  and ({tabelle}.kreis = 'beteiligte' or {tabelle}.stelle_id = {STELLE})
  and ((select sicht_stelle()) is null or exists (
    select 1 from teilnahme_teilnahme t join massnahme_massnahme m on m.id = t.massnahme_id
     where t.id = {tabelle}.teilnahme_id
       and (m.traeger_id is distinct from (select sicht_stelle()) or {tabelle}.stelle_id = (select sicht_stelle())
            or {tabelle}.klasse = any (m.zweckbindung))))
  or {tabelle}.person_id is null and exists (
    select 1 from massnahme_massnahme m
     where m.id = {tabelle}.massnahme_id and (select sicht_stelle()) in (m.traeger_id, m.regionalbuero_id)))"""


def _teil(tabelle: str) -> str:
    return f"exists (select 1 from {BELEG} b where b.id = {tabelle}.beleg_id)"


# deferred: a paper may hang on no Teilnahme, so deleting a person takes Teilnahmen and papers in any order
DERSELBEN_PERSON = f"""
alter table {BELEG} add constraint beleg_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade deferrable initially deferred;
"""

# What was filed stays as it is. Only the office that filed a paper withdraws it; deleting is left to the service.
BEWAHREN = (
    f"""
create function beleg_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare frei text[] := array['person_id', 'zurueckgezogen_am', 'zurueckgezogen_von_id', 'rueckzugsgrund'];
begin
  if to_jsonb(new) - frei <> to_jsonb(old) - frei then
    raise exception 'a filed paper does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function beleg_inhalt_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'the content of a filed paper does not change' using errcode = 'restrict_violation';
end $$;
create trigger beleg_bewahren before update on {BELEG} for each row execute function beleg_bewahren();
create policy eigene_legt_an on {BELEG} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (stelle_id = {STELLE} and abgelegt_von_id = (select sicht_ich()));
create policy eigene_aendert on {BELEG} as restrictive for update to wegplan_app, wegplan_leitung
  using (stelle_id = {STELLE});
"""
    + "".join(
        f"create trigger beleg_bewahren before update on {tabelle} for each row execute function"
        " beleg_inhalt_bewahren();"
        for tabelle in TEILE
    )
    + "".join(
        f"create policy bleibt on {tabelle} as restrictive for delete to wegplan_app, wegplan_leitung using (false);"
        for tabelle in (BELEG, *TEILE)
    )
)
FREI = (
    "".join(f"drop trigger beleg_bewahren on {tabelle};" for tabelle in (BELEG, *TEILE))
    + "drop function beleg_inhalt_bewahren(); drop function beleg_bewahren();"
    + f"alter table {BELEG} drop constraint beleg_teilnahme_der_person;"
)


class Migration(migrations.Migration):
    """Row security on papers; what was filed does not change (PX-01, DS-04, DS-05)."""

    dependencies = [
        ("beleg", "0001_anfang"),
        ("person", "0007_aktionen_akte"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON + BEWAHREN, FREI),
        *(
            operation
            for tabelle, bedingung in ((BELEG, _beleg), *((teil, _teil) for teil in TEILE))
            for operation in (
                kind_richtlinie(tabelle, LESEN, ABLEGEN, bedingung(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", LESEN, bedingung(f"{tabelle}event")),
            )
        ),
    ]
