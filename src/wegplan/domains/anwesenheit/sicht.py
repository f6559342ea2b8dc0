"""SQL of the second wall for what hangs on a Teilnahme; used by migrations."""

from django.db import migrations


def teilnahme_sichtbar(tabelle: str) -> str:
    """Condition "the user sees the Teilnahme of the row": providers and Regionalbüros those in their own measures."""
    return f"exists (select 1 from teilnahme_teilnahme t where t.id = {tabelle}.teilnahme_id)"


def derselben_person(tabelle: str) -> migrations.RunSQL:
    """The person of a row is the one of its Teilnahme, whoever writes it; who is put right there is put right here."""
    name = f"{tabelle.removeprefix('anwesenheit_')}_teilnahme_der_person"
    return migrations.RunSQL(
        f"alter table {tabelle} add constraint {name} foreign key (teilnahme_id, person_id)"
        " references teilnahme_teilnahme (id, person_id) on update cascade",
        f"alter table {tabelle} drop constraint {name}",
    )
