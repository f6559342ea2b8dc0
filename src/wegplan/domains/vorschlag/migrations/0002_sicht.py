from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLE, VERLAUF = "vorschlag_aenderungsvorschlag", "vorschlag_aenderungsvorschlagevent"

# A proposal belongs to a Teilnahme of its own person, and follows it to another one.
DERSELBEN_PERSON = f"""
alter table {TABELLE} add constraint vorschlag_teilnahme_der_person foreign key (teilnahme_id, person_id)
  references teilnahme_teilnahme (id, person_id) on update cascade;
"""
ZURUECK = f"alter table {TABELLE} drop constraint vorschlag_teilnahme_der_person;"

# Whoever proposes writes open proposals and takes them back; the decision is the office's, in the database, too.
_OHNE_ENTSCHEIDUNG = "stand = 'offen' or stand = 'zurueckgezogen' or (select sicht_darf('vorschlag_entscheiden'))"
ENTSCHEIDEN = f"""
create policy nur_amt_legt_an on {TABELLE} as restrictive for insert to wegplan_app, wegplan_leitung
  with check ({_OHNE_ENTSCHEIDUNG});
create policy nur_amt_aendert on {TABELLE} as restrictive for update to wegplan_app, wegplan_leitung
  using ({_OHNE_ENTSCHEIDUNG}) with check ({_OHNE_ENTSCHEIDUNG});
create policy nur_amt_loescht on {TABELLE} as restrictive for delete to wegplan_app, wegplan_leitung
  using ((select sicht_darf('vorschlag_entscheiden')));
"""
OHNE_ENTSCHEIDEN = "".join(f"drop policy nur_amt_{was} on {TABELLE};" for was in ("legt_an", "aendert", "loescht"))


def _teilnahme_sichtbar(tabelle: str) -> str:
    """Providers see the Teilnahmen of their own measures only, and so the proposals on these."""
    return f"exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"


class Migration(migrations.Migration):
    """Row security on proposals, with the actions that the database learns for it."""

    dependencies = [
        ("vorschlag", "0001_anfang"),
        ("vorgang", "0002_sicht"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
    ]
    operations = [
        migrations.RunSQL(DERSELBEN_PERSON, ZURUECK),
        migrations.RunSQL(
            sicht_sql.darf(sicht_sql.AKTIONEN_ALLE), sicht_sql.darf(sicht_sql.AKTIONEN | sicht_sql.AKTIONEN_VORGANG)
        ),
        kind_richtlinie(TABELLE, "vorschlag_lesen", "vorschlag_machen", bedingung=_teilnahme_sichtbar(TABELLE)),
        migrations.RunSQL(ENTSCHEIDEN, OHNE_ENTSCHEIDEN),
        verlauf_richtlinie(VERLAUF, "vorschlag_lesen", bedingung=_teilnahme_sichtbar(VERLAUF)),
    ]
