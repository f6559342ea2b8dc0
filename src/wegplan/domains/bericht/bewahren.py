"""SQL of reports: who sees which state, and that nothing released ever changes (JPS-52)."""

from wegplan.domains.foerderung.sicht import leistung_sichtbar

TABELLE = "bericht_entwicklungsbericht"
LESEN, SCHREIBEN, AENDERN = "bericht_lesen", "bericht_schreiben", "bericht_schreiben bericht_annehmen"
_EIGENE = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"


def bericht_sichtbar(tabelle: str) -> str:
    """Every state for those who write reports, in their own measures; for others what was sent to their office."""
    return (
        f"{leistung_sichtbar(tabelle)} and ((select sicht_darf('{SCHREIBEN}'))"
        f" or ({tabelle}.stand in ('uebermittelt', 'angenommen', 'zurueckgegeben')"
        f" and {_EIGENE} in ({tabelle}.empfaenger_id, {tabelle}.kopie_id)))"
    )


# What happens after the release. Of a report that was brought in, a later package of its system may say it (and an undo
# may take that back) until somebody here has acted; nothing else of it ever changes.
NACH_DER_FREIGABE = (
    "stand",
    "weg",
    "uebermittelt_am",
    "uebermittelt_an",
    "entschieden_am",
    "entschieden_durch",
    "rueckgabegrund",
)
_FREI = ", ".join(f"'{spalte}'" for spalte in (*NACH_DER_FREIGABE, "uebermittelt_von_id", "entschieden_von_id"))

# Each step frees only the columns it writes. The receiver decides; where the report went on paper, so does the answer,
# and the provider's lead records it with the name under it, or the Regionalbüro that has the copy.
FUNKTION = f"""
create or replace function bericht_bewahren() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  schritt text := old.stand || ' ' || new.stand;
  frei text[] := array['person_id'];
begin
  if (new.eingelesen_am, new.herkunft) is distinct from (old.eingelesen_am, old.herkunft) then
    raise exception 'the mark of an import does not change' using errcode = 'restrict_violation';
  end if;
  if schritt in ('entwurf entwurf', 'entwurf freigegeben') then
    frei := null;  -- nothing compares as different from what null leaves: a draft may change
  elsif current_user = 'wegplan_dienst' and old.eingelesen_am is not null and new.stand <> 'entwurf'
      and coalesce(old.uebermittelt_von_id, old.entschieden_von_id) is null then
    frei := frei || array[{_FREI}];
  elsif schritt = 'freigegeben uebermittelt' then
    frei := frei || array['stand', 'weg', 'uebermittelt_am', 'uebermittelt_an', 'uebermittelt_von_id'];
  elsif schritt in ('uebermittelt angenommen', 'uebermittelt zurueckgegeben') then
    frei := frei || array['stand', 'entschieden_am', 'entschieden_von_id', 'entschieden_durch', 'rueckgabegrund'];
  end if;
  if to_jsonb(new) - frei <> to_jsonb(old) - frei then
    raise exception 'a released report does not change' using errcode = 'restrict_violation';
  end if;
  if current_user in ('wegplan_app', 'wegplan_leitung') and not (case
      when new.stand = old.stand then sicht_darf('{SCHREIBEN}')
      when new.stand in ('freigegeben', 'uebermittelt') then sicht_darf('bericht_freigeben')
      when new.empfaenger_id = {_EIGENE} then sicht_darf('bericht_annehmen')
      else new.weg in ('post', 'verschluesselt') and new.entschieden_durch <> ''
        and (sicht_darf('bericht_freigeben') or sicht_darf('bericht_annehmen')
             and new.empfang = 'aajc' and coalesce(new.kopie_id = {_EIGENE}, false))
      end) then
    raise exception 'this step is not allowed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
"""
# Deleting is left to the service, which deletes whole files.
EINFRIEREN = f"""
{FUNKTION}
create trigger bericht_bewahren before update on {TABELLE} for each row execute function bericht_bewahren();

create policy nur_als_entwurf on {TABELLE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check (stand = 'entwurf' and (select sicht_darf('{SCHREIBEN}')));
create policy nur_entwurf on {TABELLE} as restrictive for delete to wegplan_app, wegplan_leitung
  using (stand = 'entwurf' and (select sicht_darf('{SCHREIBEN}')));
"""
AUFTAUEN = f"""
drop policy nur_entwurf on {TABELLE};
drop policy nur_als_entwurf on {TABELLE};
drop trigger bericht_bewahren on {TABELLE};
drop function bericht_bewahren();
"""
