from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.domains.foerderung.sicht import leistung_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLEN = ("verbleib_ergebnis", "verbleib_verbleib")

# Art. 9 data need a right of their own (DS-05), which no role has: import and figures go as wegplan_dienst.
MERKMAL = """
alter table verbleib_merkmal enable row level security;
create policy niemand on verbleib_merkmal for select to wegplan_app, wegplan_leitung using (false);
create policy niemand_anlegen on verbleib_merkmal for insert to wegplan_app, wegplan_leitung with check (false);
create policy niemand_aendern on verbleib_merkmal for update to wegplan_app, wegplan_leitung
  using (false) with check (false);
create policy niemand_loeschen on verbleib_merkmal for delete to wegplan_app, wegplan_leitung using (false);
create policy dienst on verbleib_merkmal to wegplan_dienst using (true) with check (true);
alter table verbleib_merkmalevent enable row level security;
create policy niemand on verbleib_merkmalevent for select to wegplan_app, wegplan_leitung using (false);
create policy dienst on verbleib_merkmalevent for select to wegplan_dienst using (true);
"""
OHNE_MERKMAL = "".join(
    f"drop policy {name} on {tabelle};"
    for tabelle, namen in {
        "verbleib_merkmal": ("niemand", "niemand_anlegen", "niemand_aendern", "niemand_loeschen", "dienst"),
        "verbleib_merkmalevent": ("niemand", "dienst"),
    }.items()
    for name in namen
)


class Migration(migrations.Migration):
    """Row security on results, whereabouts and characteristics."""

    dependencies = [
        ("verbleib", "0001_anfang"),
        ("person", "0004_aktionen"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
    ]
    operations = [
        *(
            operation
            for tabelle in TABELLEN
            for operation in (
                derselben_person(tabelle),
                kind_richtlinie(tabelle, "verbleib_lesen", "verbleib_erfassen", leistung_sichtbar(tabelle)),
                verlauf_richtlinie(f"{tabelle}event", "verbleib_lesen", leistung_sichtbar(f"{tabelle}event")),
            )
        ),
        derselben_person("verbleib_merkmal"),
        migrations.RunSQL(MERKMAL, OHNE_MERKMAL),
    ]
