from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person, teilnahme_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLE = "mitsprache_eigenwort"
LESEN, SCHREIBEN = "foerderziele_lesen bericht_lesen", "foerderplan_schreiben"


def _sichtbar(tabelle: str) -> str:
    """Answers for all who read plan and reports; what belongs into a draft for those who write it."""
    return (
        f"{teilnahme_sichtbar(tabelle)}"
        f" and ({tabelle}.art in ('plan', 'bericht') or (select sicht_darf('{SCHREIBEN}')))"
    )


def _eigene(tabelle: str, aktion: str) -> str:
    return f"{teilnahme_sichtbar(tabelle)} and (select sicht_darf('{aktion}'))"


# Participants alone write, and only as themselves; professionals tick, and change nothing of it. Nobody deletes.
SELBST = f"""
create policy selbst_lesen on {TABELLE} for select to wegplan_app using ({_eigene(TABELLE, "eigene_akte_lesen")});
create policy selbst_schreiben on {TABELLE} for insert to wegplan_app
  with check ({_eigene(TABELLE, "eigene_akte_schreiben")} and erledigt_am is null);
create policy selbst_aendern on {TABELLE} for update to wegplan_app
  using ({_eigene(TABELLE, "eigene_akte_schreiben")} and erledigt_am is null)
  with check ({_eigene(TABELLE, "eigene_akte_schreiben")} and erledigt_am is null);
create policy nur_selbst on {TABELLE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check ((select sicht_selbst()) and geschrieben_von_id = (select sicht_ich()));
create policy bleibt on {TABELLE} as restrictive for delete to wegplan_app, wegplan_leitung using (false);

create function mitsprache_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if current_user in ('wegplan_app', 'wegplan_leitung') and not sicht_selbst()
     and to_jsonb(new) - array['erledigt_am', 'erledigt_von_id'] <> to_jsonb(old) - array['erledigt_am', 'erledigt_von_id']
  then
    raise exception 'the words of a participant are not for others to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger mitsprache_bewahren before update on {TABELLE} for each row execute function mitsprache_bewahren();
"""
ZURUECK = f"drop trigger mitsprache_bewahren on {TABELLE}; drop function mitsprache_bewahren();"


class Migration(migrations.Migration):
    """Row security on what participants write; their words stay theirs."""

    dependencies = [("mitsprache", "0001_anfang"), ("person", "0008_aktionen_zugang"), ("vorgang", "0002_sicht")]
    operations = [
        derselben_person(TABELLE),
        kind_richtlinie(TABELLE, LESEN, SCHREIBEN, _sichtbar(TABELLE)),
        verlauf_richtlinie(f"{TABELLE}event", SCHREIBEN, teilnahme_sichtbar(f"{TABELLE}event")),
        migrations.RunSQL(SELBST, ZURUECK),
    ]
