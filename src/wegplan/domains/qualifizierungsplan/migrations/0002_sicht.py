from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.domains.foerderung.sicht import leistung_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

PLAN, MODUL, KATALOG = (f"qualifizierungsplan_{name}" for name in ("qualifizierungsplan", "lernmodul", "katalogmodul"))
AN_DER_TEILNAHME = tuple(
    f"qualifizierungsplan_{name}"
    for name in ("modulergebnis", "ausbildungsrahmen", "verkuerzungspruefung", "wechselpruefung")
)
LESEN, SCHREIBEN = "qualifizierungsplan_lesen", "qualifizierungsplan_schreiben"

# Of a version that was handed over only the person may change, as it follows its Teilnahme. Deleting is left to the
# service, which deletes whole files; a policy refuses it to everybody else.
EINFRIEREN = f"""
create function qualifizierungsplan_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.stand = 'uebergeben' and to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id' then
    raise exception 'a version that was handed over does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bewahren before update on {PLAN} for each row execute function qualifizierungsplan_bewahren();

create function qualifizierungsplan_modul_bewahren() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if exists (select 1 from {PLAN} p where p.stand = 'uebergeben'
              and p.id in (new.plan_id, case when tg_op = 'UPDATE' then old.plan_id end)) then
    raise exception 'a version that was handed over does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bewahren before insert or update on {MODUL} for each row
  execute function qualifizierungsplan_modul_bewahren();

create policy nur_entwurf on {PLAN} as restrictive for delete to wegplan_app, wegplan_leitung
  using (stand = 'entwurf');
create policy nur_entwurf on {MODUL} as restrictive for delete to wegplan_app, wegplan_leitung
  using (exists (select 1 from {PLAN} p where p.id = plan_id and p.stand = 'entwurf'));
"""
AUFTAUEN = f"""
drop policy nur_entwurf on {MODUL};
drop policy nur_entwurf on {PLAN};
drop trigger bewahren on {MODUL};
drop function qualifizierungsplan_modul_bewahren();
drop trigger bewahren on {PLAN};
drop function qualifizierungsplan_bewahren();
"""

_EIGENE = (
    "exists (select 1 from massnahme_massnahme m where m.id = massnahme_id"
    " and (select sicht_stelle()) in (m.traeger_id, m.regionalbuero_id))"
)


def _plan(tabelle: str) -> str:
    """Drafts for those who write, in measures that the user sees; what was handed over for all who read plans."""
    return f"{leistung_sichtbar(tabelle)} and ({tabelle}.stand = 'uebergeben' or (select sicht_darf('{SCHREIBEN}')))"


def _modul(tabelle: str) -> str:
    return f"exists (select 1 from {PLAN} p where p.id = {tabelle}.plan_id)"


class Migration(migrations.Migration):
    """Row security of this area, and what was handed over stays as it is (JPS-20)."""

    dependencies = [
        ("qualifizierungsplan", "0001_anfang"),
        ("person", "0007_aktionen_akte"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
    ]
    operations = [
        *(derselben_person(tabelle) for tabelle in (PLAN, *AN_DER_TEILNAHME)),
        kind_richtlinie(PLAN, LESEN, SCHREIBEN, _plan(PLAN)),
        verlauf_richtlinie(f"{PLAN}event", SCHREIBEN, _plan(f"{PLAN}event")),
        kind_richtlinie(MODUL, LESEN, SCHREIBEN, _modul(MODUL)),
        verlauf_richtlinie(f"{MODUL}event", SCHREIBEN, _modul(f"{MODUL}event")),
        kind_richtlinie(KATALOG, LESEN, SCHREIBEN, _EIGENE),
        verlauf_richtlinie(f"{KATALOG}event", SCHREIBEN, _EIGENE),
        *(
            operation
            for tabelle in AN_DER_TEILNAHME
            for operation in (
                kind_richtlinie(tabelle, LESEN, SCHREIBEN, leistung_sichtbar(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", SCHREIBEN, leistung_sichtbar(f"{tabelle}event")),
            )
        ),
        migrations.RunSQL(EINFRIEREN, AUFTAUEN),
    ]
