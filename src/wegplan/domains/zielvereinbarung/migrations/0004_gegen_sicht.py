from django.db import migrations

_ICH = "(select n.organisation_id from organisation_nutzer n where n.id = (select sicht_ich()))"
GEGEN, NACH = "zielvereinbarung_gegenmassnahme", "zielvereinbarung_nachverfolgung"
_EIGENE = (
    f"exists (select from massnahme_massnahme m where m.id = massnahme_id and {_ICH} in (m.traeger_id,"
    " m.regionalbuero_id))"
)
LESEN = f"(select sicht_darf('zielindikatoren_sehen')) and {_EIGENE}"
SCHREIBEN = f"(select sicht_darf('gegenmassnahme_vereinbaren')) and {_EIGENE}"
_DABEI = f"exists (select from {GEGEN} g where g.id = gegenmassnahme_id)"
NACH_SCHREIBEN = f"(select sicht_darf('gegenmassnahme_vereinbaren')) and {_DABEI}"

# The two sides of a project read and write; the Regiestelle reads figures, not what people write about them.
RICHTLINIEN = f"""
alter table {GEGEN} enable row level security;
create policy lesen on {GEGEN} for select to wegplan_app using ({LESEN});
create policy anlegen on {GEGEN} for insert to wegplan_app with check ({SCHREIBEN});
create policy aendern on {GEGEN} for update to wegplan_app using ({SCHREIBEN}) with check ({SCHREIBEN});
create policy dienst on {GEGEN} to wegplan_dienst using (true) with check (true);
alter table {NACH} enable row level security;
create policy lesen on {NACH} for select to wegplan_app using ({_DABEI});
create policy anlegen on {NACH} for insert to wegplan_app with check ({NACH_SCHREIBEN});
create policy dienst on {NACH} to wegplan_dienst using (true) with check (true);
alter table {GEGEN}event enable row level security;
create policy lesen on {GEGEN}event for select to wegplan_leitung, wegplan_dienst using (true);
alter table {NACH}event enable row level security;
create policy lesen on {NACH}event for select to wegplan_leitung, wegplan_dienst using (true);
"""
OHNE = "".join(
    f"drop policy {name} on {tabelle};\n"
    for tabelle, namen in {
        GEGEN: ("lesen", "anlegen", "aendern", "dienst"),
        NACH: ("lesen", "anlegen", "dienst"),
        f"{GEGEN}event": ("lesen",),
        f"{NACH}event": ("lesen",),
    }.items()
    for name in namen
)


class Migration(migrations.Migration):
    """Who reads and writes counter-measures."""

    dependencies = [("zielvereinbarung", "0003_gegenmassnahme"), ("person", "0005_aktionen_projekt")]
    operations = [migrations.RunSQL(RICHTLINIEN, OHNE)]
