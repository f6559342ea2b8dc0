from django.db import migrations

from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

UNTERSCHRIFT, ANMERKUNG = "foerderplan_planunterschrift", "foerderplan_zielanmerkung"
LESEN, SCHREIBEN, ANMERKEN = "foerderziele_lesen", "foerderplan_schreiben", "foerderziele_anmerken"

# A row hangs on a version of its own Teilnahme, so of its own person.
DERSELBEN = "".join(
    f"alter table {tabelle} add constraint {name}_der_teilnahme foreign key (teilnahme_id, person_id)"
    " references teilnahme_teilnahme (id, person_id) on update cascade;"
    f"create trigger foerderplan_bewahren before update on {tabelle} for each row"
    " execute function foerderplan_beleg_bewahren();"
    f"create policy bleibt on {tabelle} as restrictive for delete to wegplan_app, wegplan_leitung using (false);"
    f"create policy der_fassung on {tabelle} as restrictive for insert to wegplan_app, wegplan_leitung"
    f" with check ({wer} = (select sicht_ich()) and exists (select 1 from foerderplan_planfassung f"
    f" where f.id = fassung_id and f.teilnahme_id = {tabelle}.teilnahme_id and f.stand = '{stand}'));"
    for tabelle, name, wer, stand in (
        (UNTERSCHRIFT, "planunterschrift", "bezeugt_von_id", "entwurf"),
        (ANMERKUNG, "zielanmerkung", "von_id", "unterschrieben"),
    )
)
ZURUECK = "".join(
    f"drop trigger foerderplan_bewahren on {tabelle};alter table {tabelle} drop constraint {name}_der_teilnahme;"
    for tabelle, name in ((UNTERSCHRIFT, "planunterschrift"), (ANMERKUNG, "zielanmerkung"))
)


def _fassung(tabelle: str) -> str:
    return f"exists (select 1 from foerderplan_planfassung f where f.id = {tabelle}.fassung_id)"


class Migration(migrations.Migration):
    """Signatures are made by providers on drafts, remarks by the Regionalbüro on signed versions; both stay as they
    are. Agencies and Jobcenter do not read the remarks (JPS-10, JPS-12)."""

    dependencies = [("foerderplan", "0005_unterschriften"), ("person", "0007_aktionen_akte")]
    operations = [
        kind_richtlinie(UNTERSCHRIFT, LESEN, SCHREIBEN, _fassung(UNTERSCHRIFT)),
        verlauf_richtlinie(f"{UNTERSCHRIFT}event", SCHREIBEN, _fassung(f"{UNTERSCHRIFT}event")),
        kind_richtlinie(ANMERKUNG, f"{ANMERKEN} {SCHREIBEN}", ANMERKEN, _fassung(ANMERKUNG)),
        verlauf_richtlinie(f"{ANMERKUNG}event", f"{ANMERKEN} {SCHREIBEN}", _fassung(f"{ANMERKUNG}event")),
        migrations.RunSQL(DERSELBEN, ZURUECK),
    ]
