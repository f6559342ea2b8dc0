from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person, teilnahme_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

WECHSEL, INTERVENTION = "stufenwechsel_stufenwechsel", "stufenwechsel_intervention"
SCHRITT, UNTERBRECHUNG = "stufenwechsel_interventionsschritt", "stufenwechsel_unterbrechung"
VERFAHREN = "stufenwechsel_standardverfahren"
AUF_TEILNAHME = (
    (
        WECHSEL,
        "stufenwechsel_lesen",
        "stufenwechsel_empfehlen stufenwechsel_einschaetzen stufenwechsel_zustimmen",
    ),
    (INTERVENTION, "intervention_lesen", "intervention_erfassen"),
    (UNTERBRECHUNG, "anwesenheit_erfassen", "anwesenheit_erfassen"),
)

# Each side writes its own part only; what was carried out does not change any more. The service, which loads whole
# files, is not asked. That both parts are there is a check of the table itself.
SEITEN = f"""
create function stufenwechsel_seiten_pruefen() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  alt {WECHSEL};
begin
  if current_user not in ('wegplan_app', 'wegplan_leitung') then return new; end if;
  if tg_op = 'UPDATE' then alt := old; end if;
  if alt.neue_teilnahme_id is not null and to_jsonb(new) - 'person_id' <> to_jsonb(alt) - 'person_id' then
    raise exception 'a change of stage that was carried out does not change' using errcode = 'restrict_violation';
  end if;
  if (new.alte_stufe, new.neue_stufe, new.begruendung, new.empfohlen_am, new.zurueckgezogen_am)
     is distinct from (alt.alte_stufe, alt.neue_stufe, alt.begruendung, alt.empfohlen_am, alt.zurueckgezogen_am)
     and not sicht_darf('stufenwechsel_empfehlen') then
    raise exception 'the provider recommends' using errcode = 'insufficient_privilege';
  end if;
  if (new.einschaetzung, new.grundlage, new.einschaetzung_text, new.eingeschaetzt_am, new.eingeschaetzt_von_id)
     is distinct from (coalesce(alt.einschaetzung, ''), coalesce(alt.grundlage, ''),
                       coalesce(alt.einschaetzung_text, ''), alt.eingeschaetzt_am, alt.eingeschaetzt_von_id)
     and not sicht_darf('stufenwechsel_einschaetzen') then
    raise exception 'the Regionalbüro assesses' using errcode = 'insufficient_privilege';
  end if;
  if (new.zustimmung, new.zustimmung_text, new.entschieden_am, new.entschieden_von_id, new.neue_teilnahme_id)
     is distinct from (coalesce(alt.zustimmung, ''), coalesce(alt.zustimmung_text, ''), alt.entschieden_am,
                       alt.entschieden_von_id, alt.neue_teilnahme_id)
     and not sicht_darf('stufenwechsel_zustimmen') then
    raise exception 'AA/JC consents' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger stufenwechsel_seiten before insert or update on {WECHSEL} for each row
  execute function stufenwechsel_seiten_pruefen();

create function stufenwechsel_verfahren_bewahren() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if old.vereinbart_am is not null then
    raise exception 'an agreed procedure does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger stufenwechsel_bewahren before update on {VERFAHREN} for each row
  execute function stufenwechsel_verfahren_bewahren();
"""
ZURUECK = f"""
drop trigger stufenwechsel_bewahren on {VERFAHREN};
drop function stufenwechsel_verfahren_bewahren();
drop trigger stufenwechsel_seiten on {WECHSEL};
drop function stufenwechsel_seiten_pruefen();
"""


def _schritt(tabelle: str) -> str:
    return f"exists (select 1 from {INTERVENTION} i where i.id = {tabelle}.intervention_id)"


class Migration(migrations.Migration):
    """Row security, and who writes which part of a change of stage (JPS-62)."""

    dependencies = [
        ("stufenwechsel", "0001_anfang"),
        ("person", "0005_aktionen_projekt"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
    ]
    operations = [
        *(
            operation
            for tabelle, lesen, schreiben in AUF_TEILNAHME
            for operation in (
                derselben_person(tabelle),
                kind_richtlinie(tabelle, lesen, schreiben, teilnahme_sichtbar(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", lesen, teilnahme_sichtbar(f"{tabelle}event")),
            )
        ),
        kind_richtlinie(SCHRITT, "intervention_lesen", "intervention_erfassen", _schritt(SCHRITT)),
        verlauf_richtlinie(f"{SCHRITT}event", "intervention_lesen", _schritt(f"{SCHRITT}event")),
        migrations.RunSQL(SEITEN, ZURUECK),
    ]
