from importlib import import_module

from django.db import migrations

from wegplan.domains.uebergang.stand_sql import STAND

AMT = import_module("wegplan.domains.uebergang.migrations.0002_sicht").AMT
STAND_VORHER = import_module("wegplan.domains.uebergang.migrations.0003_nachschau").STAND

# A policy sees the row before or after, never both, so a trigger says who may end: offices always; the Regionalbüro
# before the handover with what came out at it (ADR 0059). Of an ended assignment it may only record the copy of the
# contract that came later.
WER_BEENDET = """
drop policy nur_amt_beendet on uebergang_zuweisung;
create function uebergang_wer_beendet() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_user not in ('wegplan_app', 'wegplan_leitung') or sicht_darf('zuweisung_erfassen') then
    return new;
  end if;
  if sicht_darf('profiling_schreiben')
     and (old.beendet_am is not null
            and to_jsonb(new) - 'vertragskopie_am' = to_jsonb(old) - 'vertragskopie_am'
          or old.beendet_am is null and old.uebergeben_am is null
            and (new.ergebnis = 'nicht_geeignet' and old.profiling_ergebnis = 'nicht_geeignet'
                 or new.ergebnis = 'warteschleife_beendet'
                    and (old.wartet_seit is not null or old.profiling_ergebnis = 'warteschleife'))) then
    return new;
  end if;
  raise exception 'an assignment is ended by the office' using errcode = 'insufficient_privilege';
end $$;
create trigger uebergang_wer_beendet before update on uebergang_zuweisung for each row
  when (old.beendet_am is not null or new.beendet_am is not null) execute function uebergang_wer_beendet();
"""
VORHER = f"""
drop trigger uebergang_wer_beendet on uebergang_zuweisung;
drop function uebergang_wer_beendet();
create policy nur_amt_beendet on uebergang_zuweisung as restrictive for update to wegplan_app, wegplan_leitung
  using (beendet_am is null or {AMT}) with check (beendet_am is null or {AMT});
"""


class Migration(migrations.Migration):
    """The stations of the Profiling (JPS-02, JPS-04); the Regionalbüro ends with what comes out there (JPS-01)."""

    dependencies = [("uebergang", "0004_profiling"), ("person", "0007_aktionen_akte")]
    operations = [migrations.RunSQL(WER_BEENDET, VORHER), migrations.RunSQL(STAND, STAND_VORHER)]
