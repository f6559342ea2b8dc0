"""Row security of a table with persons' data (DS-04). Migrations of the areas call these functions.

INSERT, UPDATE and DELETE carry the condition of SELECT and the right to change: with `using (true)` an
UPDATE without WHERE would change every row, because no SELECT policy applies where no column is read.
"""

from django.db import migrations

PERSON_SICHTBAR = "exists (select 1 from person_person p where p.id = person_id)"


def _und_darf(bedingung: str, aktionen: str) -> str:
    """`bedingung` and "the user's role allows one of these actions" (words of the access table, by blanks)."""
    if not aktionen:
        return bedingung
    worte = ", ".join(f"'{aktion}'" for aktion in aktionen.split())
    return f"{bedingung} and (select sicht_darf({worte}))"


def kind_richtlinie(
    tabelle: str, lesen: str = "", aendern: str = "person_aendern", bedingung: str = PERSON_SICHTBAR
) -> migrations.RunSQL:
    """Row security of a table: visible where `bedingung` holds (SQL over the row's columns, default: its
    person is visible) and the role allows `lesen` (empty: whoever sees the person); changed where it allows
    `aendern`, too.

    Roles: app as said, leitung everything its right and these actions allow, dienst all."""
    befehle = [f"alter table {tabelle} enable row level security;"]
    for rolle, sichtbar in (("app", bedingung), ("leitung", "(select sicht_alles())")):
        gelesen = _und_darf(sichtbar, lesen)
        geaendert = _und_darf(gelesen, aendern)
        befehle += [
            f"create policy {rolle}_lesen on {tabelle} for select to wegplan_{rolle} using ({gelesen});",
            f"create policy {rolle}_anlegen on {tabelle} for insert to wegplan_{rolle} with check ({geaendert});",
            f"create policy {rolle}_aendern on {tabelle} for update to wegplan_{rolle}"
            f" using ({geaendert}) with check ({geaendert});",
            f"create policy {rolle}_loeschen on {tabelle} for delete to wegplan_{rolle} using ({geaendert});",
        ]
    befehle.append(f"create policy dienst on {tabelle} to wegplan_dienst using (true) with check (true);")
    return migrations.RunSQL("\n".join(befehle), _ohne(tabelle))


def verlauf_richtlinie(tabelle: str, lesen: str = "", bedingung: str = PERSON_SICHTBAR) -> migrations.RunSQL:
    """Row security of a history table: readable like its table, written by the triggers alone."""
    return migrations.RunSQL(
        f"""
alter table {tabelle} enable row level security;
create policy app_lesen on {tabelle} for select to wegplan_app using ({_und_darf(bedingung, lesen)});
create policy leitung_lesen on {tabelle} for select to wegplan_leitung
  using ({_und_darf("(select sicht_alles())", lesen)});
create policy dienst on {tabelle} for select to wegplan_dienst using (true);
""",
        _ohne(tabelle),
    )


def eigene_richtlinie(tabelle: str) -> migrations.RunSQL:
    """Row security of a table with a column nutzer_id: everybody sees and changes only what is their own."""
    return migrations.RunSQL(
        f"""
alter table {tabelle} enable row level security;
create policy eigene on {tabelle} to wegplan_app, wegplan_leitung
  using (nutzer_id = (select sicht_ich())) with check (nutzer_id = (select sicht_ich()));
create policy dienst on {tabelle} to wegplan_dienst using (true) with check (true);
""",
        _ohne(tabelle),
    )


def _ohne(tabelle: str) -> str:
    return f"""
do $$ declare name text; begin
  for name in select polname from pg_policy where polrelid = '{tabelle}'::regclass loop
    execute format('drop policy %I on {tabelle}', name);
  end loop;
end $$;
alter table {tabelle} disable row level security;
"""
