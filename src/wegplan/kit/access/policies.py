"""SQL of row security, written once (DS-04). Migrations of the areas call these functions.

UPDATE and DELETE carry the same condition as SELECT: with `using (true)` an UPDATE without WHERE would
change every row, because no SELECT policy applies where no column is read.
"""

from django.db import migrations


def kind_richtlinie(tabelle: str, bedingung: str = "exists (select 1 from person_person p where p.id = person_id)"):
    """Row security of a table that hangs on a person: visible and writable where the person is.

    `bedingung` is SQL over the row's columns. Roles: app by the condition, leitung by its right, dienst all."""
    return migrations.RunSQL(
        f"""
alter table {tabelle} enable row level security;
create policy sicht on {tabelle} to wegplan_app using ({bedingung}) with check ({bedingung});
create policy leitung on {tabelle} to wegplan_leitung using ((select sicht_alles())) with check ((select sicht_alles()));
create policy dienst on {tabelle} to wegplan_dienst using (true) with check (true);
""",
        f"""
drop policy sicht on {tabelle};
drop policy leitung on {tabelle};
drop policy dienst on {tabelle};
alter table {tabelle} disable row level security;
""",
    )


def verlauf_richtlinie(tabelle: str, bedingung: str = "exists (select 1 from person_person p where p.id = person_id)"):
    """Row security of a history table: readable where the person is, written by the triggers alone."""
    return migrations.RunSQL(
        f"""
alter table {tabelle} enable row level security;
create policy sicht on {tabelle} for select to wegplan_app using ({bedingung});
create policy leitung on {tabelle} for select to wegplan_leitung using ((select sicht_alles()));
create policy dienst on {tabelle} for select to wegplan_dienst using (true);
""",
        f"""
drop policy sicht on {tabelle};
drop policy leitung on {tabelle};
drop policy dienst on {tabelle};
alter table {tabelle} disable row level security;
""",
    )
