from django.db import migrations

from wegplan.domains.anwesenheit.sicht import teilnahme_sichtbar
from wegplan.domains.person import sicht_sql
from wegplan.domains.uebergang.stand_sql import ZUGANG as ZUGANG_ZUWEISUNG
from wegplan.domains.verbleib.nachschau_sql import ZUGANG as ZUGANG_TEILNAHME
from wegplan.domains.zugang import sicht_sql as eigene
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLE = "zugang_eigenzugang"
VERWALTEN = "zugang_verwalten"
FASSUNG, ZIEL = "foerderplan_planfassung", "foerderplan_foerderziel"
BERICHT, ANWESENHEIT = "bericht_entwicklungsbericht", "anwesenheit_anwesenheit"

# What the participants' pages show, and nothing else: drafts, talks, notes and procedures stay closed.
OFFEN = {
    FASSUNG: f"{teilnahme_sichtbar(FASSUNG)} and stand = 'unterschrieben'",
    ZIEL: f"exists (select 1 from {FASSUNG} f where f.id = fassung_id)",
    "foerderplan_zielschritt": f"exists (select 1 from {ZIEL} z where z.id = ziel_id)",
    "foerderplan_einschaetzung": f"exists (select 1 from {FASSUNG} f where f.id = fassung_id)",
    "foerderplan_berufswunsch": f"exists (select 1 from {FASSUNG} f where f.id = fassung_id)",
    ANWESENHEIT: teilnahme_sichtbar(ANWESENHEIT),
    BERICHT: f"{teilnahme_sichtbar(BERICHT)} and stand <> 'entwurf'",
}
LESEN = "".join(
    f"create policy selbst_lesen on {tabelle} for select to wegplan_app"
    f" using ((select sicht_darf('eigene_akte_lesen')) and {bedingung});"
    for tabelle, bedingung in OFFEN.items()
)
ZU = "".join(f"drop policy selbst_lesen on {tabelle};" for tabelle in OFFEN)

# Everybody keeps the own invitation in sight: the pages ask it whose file to open.
EIGENER = f"""
create policy eigener on {TABELLE} for select to wegplan_app using (nutzer_id = (select sicht_ich()));
create policy bleibt on {TABELLE} as restrictive for delete to wegplan_app, wegplan_leitung using (false);
"""


class Migration(migrations.Migration):
    """A participant's account opens the own file, table by table (DS-02, DS-04); invitations are for advisors."""

    dependencies = [
        ("zugang", "0001_anfang"),
        ("person", "0008_aktionen_zugang"),
        ("uebergang", "0003_nachschau"),
        ("anwesenheit", "0002_sicht"),
        ("foerderplan", "0004_sicht_ausgangslage"),
        ("bericht", "0002_sicht"),
        ("gespraech", "0002_sicht"),
        ("audit", "0003_spurensuche"),
    ]
    operations = [
        kind_richtlinie(TABELLE, VERWALTEN, VERWALTEN),
        verlauf_richtlinie(f"{TABELLE}event", VERWALTEN),
        migrations.RunSQL(EIGENER, migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG_TEILNAHME, ZUGANG_ZUWEISUNG, eigene.ZUGANG),
                sicht_sql.ausloeser(TABELLE),
            ],
            sicht_sql.zugang_sicht(sicht_sql.ZUGANG_PERSON, ZUGANG_TEILNAHME, ZUGANG_ZUWEISUNG),
        ),
        migrations.RunSQL(sicht_sql.nicht_selbst("teilnahme_teilnahmeevent"), migrations.RunSQL.noop),
        migrations.RunSQL(LESEN, ZU),
        migrations.RunSQL(eigene.FUNKTIONEN, eigene.OHNE_FUNKTIONEN),
    ]
