from django.db import migrations

from wegplan.kit.access.policies import PERSON_SICHTBAR, kind_richtlinie, verlauf_richtlinie

GUTACHTEN, SCHUTZ, AUFTAKT = "profiling_gutachten", "profiling_schutzteil", "profiling_auftaktgespraech"
VERANSTALTUNG, EINLADUNG = "profiling_veranstaltung", "profiling_einladung"
LESEN, SCHREIBEN, BEIDE = "profiling_lesen", "profiling_schreiben", "profiling_schreiben uebergabe_erfassen"
RB = "(select sicht_darf('profiling_schreiben'))"
STELLE = "(select sicht_stelle())"

# An assignment hangs on one person, and so does everything of it.
DERSELBEN_PERSON = "create unique index zuweisung_id_person on uebergang_zuweisung (id, person_id);" + "".join(
    f"alter table {tabelle} add constraint {tabelle}_zuweisung_der_person foreign key (zuweisung_id, person_id)"
    " references uebergang_zuweisung (id, person_id) on update cascade;"
    for tabelle in (GUTACHTEN, AUFTAKT, EINLADUNG)
)
ZURUECK = (
    "".join(
        f"alter table {tabelle} drop constraint {tabelle}_zuweisung_der_person;"
        for tabelle in (EINLADUNG, AUFTAKT, GUTACHTEN)
    )
    + "drop index zuweisung_id_person;"
)

# Offices; the Regionalbüro of the assignment; its provider from the handover on, unless it ended without an entry.
WIRKSAM = f"""case when {RB} then z.regionalbuero_id = {STELLE} when {STELLE} is null then true
  else z.traeger_id = {STELLE} and z.uebergeben_am <= current_date
       and (z.beendet_am is null or z.teilnahme_id is not null) end"""


def _zuweisung(tabelle: str) -> str:
    return (
        f"{PERSON_SICHTBAR} and exists (select 1 from uebergang_zuweisung z"
        f" where z.id = {tabelle}.zuweisung_id and {WIRKSAM})"
    )


def _gutachten(tabelle: str) -> str:
    """Drafts for who writes them: of EZU's document both sides, of a Kurzgutachten the Regionalbüro."""
    return (
        f"{_zuweisung(tabelle)} and ({RB} or {tabelle}.stand = 'abgeschlossen' or {tabelle}.art ="
        " 'unterstuetzungsbedarf' and (select sicht_darf('uebergabe_erfassen')))"
    )


def _schutz(tabelle: str) -> str:
    """The Regionalbüro, and a provider as far as the Zweckbindung of the measure goes (DS-05)."""
    return (
        f"exists (select 1 from {GUTACHTEN} g where g.id = {tabelle}.gutachten_id and ({RB} or exists (select 1"
        " from uebergang_zuweisung z join massnahme_massnahme m on m.id = z.massnahme_id"
        " where z.id = g.zuweisung_id and 'besonders' = any (m.zweckbindung))))"
    )


EIGENES_BUERO = f"regionalbuero_id = {STELLE}"

# A Kurzgutachten is the Regionalbüro's alone; a provider writes EZU's document only. Finished, neither changes: only
# the person, as it follows its assignment.
BEWAHREN = f"""
create policy wer_schreibt on {GUTACHTEN} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (art = 'unterstuetzungsbedarf' or {RB});
create policy wer_aendert on {GUTACHTEN} as restrictive for update to wegplan_app, wegplan_leitung
  using (art = 'unterstuetzungsbedarf' or {RB}) with check (art = 'unterstuetzungsbedarf' or {RB});
create policy nur_entwurf on {GUTACHTEN} as restrictive for delete to wegplan_app, wegplan_leitung
  using (stand = 'entwurf' and (art = 'unterstuetzungsbedarf' or {RB}));
create policy nur_entwurf on {SCHUTZ} as restrictive for delete to wegplan_app, wegplan_leitung
  using (exists (select 1 from {GUTACHTEN} g where g.id = gutachten_id and g.stand = 'entwurf'));
create policy bleibt on {AUFTAKT} as restrictive for delete to wegplan_app, wegplan_leitung using (false);

create function profiling_gutachten_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.stand = 'abgeschlossen' and to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id' then
    raise exception 'a finished version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger profiling_bewahren before update on {GUTACHTEN} for each row
  execute function profiling_gutachten_bewahren();

create function profiling_schutzteil_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select 1 from {GUTACHTEN} g where g.stand = 'abgeschlossen'
              and g.id in (new.gutachten_id, case when tg_op = 'UPDATE' then old.gutachten_id end)) then
    raise exception 'a finished version does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger profiling_bewahren before insert or update on {SCHUTZ} for each row
  execute function profiling_schutzteil_bewahren();
"""
FREI = f"""
drop trigger profiling_bewahren on {SCHUTZ};
drop function profiling_schutzteil_bewahren();
drop trigger profiling_bewahren on {GUTACHTEN};
drop function profiling_gutachten_bewahren();
"""


class Migration(migrations.Migration):
    """Row security on Profiling, opening talk and events; what is finished stays as it is (JPS-02, JPS-03, DS-04)."""

    dependencies = [("profiling", "0001_anfang"), ("uebergang", "0005_profiling_sicht")]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        kind_richtlinie(GUTACHTEN, LESEN, BEIDE, _gutachten(GUTACHTEN)),
        verlauf_richtlinie(f"{GUTACHTEN}event", BEIDE, _gutachten(f"{GUTACHTEN}event")),
        kind_richtlinie(SCHUTZ, "uebergabe_erfassen", BEIDE, _schutz(SCHUTZ)),
        verlauf_richtlinie(f"{SCHUTZ}event", "uebergabe_erfassen", _schutz(f"{SCHUTZ}event")),
        kind_richtlinie(AUFTAKT, "gespraech_lesen", "uebergabe_erfassen", _zuweisung(AUFTAKT)),
        verlauf_richtlinie(f"{AUFTAKT}event", "gespraech_lesen", _zuweisung(f"{AUFTAKT}event")),
        kind_richtlinie(VERANSTALTUNG, SCHREIBEN, SCHREIBEN, EIGENES_BUERO),
        verlauf_richtlinie(f"{VERANSTALTUNG}event", SCHREIBEN, EIGENES_BUERO),
        kind_richtlinie(EINLADUNG, LESEN, SCHREIBEN, _zuweisung(EINLADUNG)),
        verlauf_richtlinie(f"{EINLADUNG}event", LESEN, _zuweisung(f"{EINLADUNG}event")),
        migrations.RunSQL(BEWAHREN, FREI),
    ]
