from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person, teilnahme_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

# who may change: providers enter, receivers take note of a message
TABELLEN = {
    "anwesenheit_krankmeldung": "anwesenheit_erfassen",
    "anwesenheit_ausnahmezeit": "anwesenheit_erfassen",
    "anwesenheit_fehlmeldung": "anwesenheit_erfassen fehlmeldung_lesen",
}


class Migration(migrations.Migration):
    """Row security on sick notes, days off and messages."""

    dependencies = [("anwesenheit", "0003_soll_und_meldung")]
    operations = [
        operation
        for tabelle, aendern in TABELLEN.items()
        for operation in (
            derselben_person(tabelle),
            kind_richtlinie(tabelle, "anwesenheit_lesen", aendern, teilnahme_sichtbar(tabelle)),
            verlauf_richtlinie(f"{tabelle}event", "anwesenheit_lesen", teilnahme_sichtbar(f"{tabelle}event")),
        )
    ]
