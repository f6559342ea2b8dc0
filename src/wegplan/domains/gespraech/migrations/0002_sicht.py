from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

GESPRAECH, ABSPRACHE = "gespraech_gespraech", "gespraech_absprache"
LESEN, SCHREIBEN = "gespraech_lesen", "gespraech_erfassen"

# Only the office that recorded a talk corrects it; an agreement is also changed by the office it lies with.
NUR_EIGENE = f"""
create policy eigene_legt_an on {GESPRAECH} as restrictive for insert to wegplan_app
  with check (stelle_id = (select sicht_stelle()));
create policy eigene_aendert on {GESPRAECH} as restrictive for update to wegplan_app
  using (stelle_id = (select sicht_stelle())) with check (stelle_id = (select sicht_stelle()));
create policy eigene_loescht on {GESPRAECH} as restrictive for delete to wegplan_app
  using (stelle_id = (select sicht_stelle()));
create policy eigene_aendert on {ABSPRACHE} as restrictive for update to wegplan_app
  using (stelle_id = (select sicht_stelle()) or exists (
    select 1 from {GESPRAECH} g where g.id = {ABSPRACHE}.gespraech_id and g.stelle_id = (select sicht_stelle())));
create policy eigene_loescht on {ABSPRACHE} as restrictive for delete to wegplan_app
  using (exists (select 1 from {GESPRAECH} g where g.id = {ABSPRACHE}.gespraech_id and g.stelle_id = (select sicht_stelle())));
"""


def _gespraech(tabelle: str) -> str:
    """On a Teilnahme: whoever sees it. On a measure: its provider and its Regionalbüro."""
    return (
        f"(exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"
        f" or {tabelle}.teilnahme_id is null and exists (select 1 from massnahme_massnahme m"
        f" where m.id = {tabelle}.massnahme_id and (select sicht_stelle()) in (m.traeger_id, m.regionalbuero_id)))"
    )


def _absprache(tabelle: str) -> str:
    return f"exists (select 1 from {GESPRAECH} g where g.id = {tabelle}.gespraech_id)"


class Migration(migrations.Migration):
    """Row security on talks and agreements."""

    dependencies = [
        ("gespraech", "0001_anfang"),
        ("person", "0005_aktionen_projekt"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
        ("vorgang", "0002_sicht"),  # gives Teilnahmen the key (id, person_id)
    ]
    operations = [
        derselben_person(GESPRAECH),
        *(
            operation
            for tabelle, bedingung in ((GESPRAECH, _gespraech), (ABSPRACHE, _absprache))
            for operation in (
                kind_richtlinie(tabelle, LESEN, SCHREIBEN, bedingung(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", LESEN, bedingung(f"{tabelle}event")),
            )
        ),
        migrations.RunSQL(NUR_EIGENE, migrations.RunSQL.noop),
    ]
