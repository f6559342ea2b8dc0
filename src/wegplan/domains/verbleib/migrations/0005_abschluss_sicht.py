from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.domains.foerderung.sicht import leistung_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLEN = ("verbleib_anschlussperspektive", "verbleib_einstiegsbegleitung", "verbleib_fragebogen")


class Migration(migrations.Migration):
    """Row security on what surrounds the exit: as for results and whereabouts."""

    dependencies = [("verbleib", "0004_abschluss"), ("person", "0005_aktionen_projekt")]
    operations = [
        operation
        for tabelle in TABELLEN
        for operation in (
            derselben_person(tabelle),
            kind_richtlinie(tabelle, "verbleib_lesen", "verbleib_erfassen", leistung_sichtbar(tabelle)),
            verlauf_richtlinie(f"{tabelle}event", "verbleib_lesen", leistung_sichtbar(f"{tabelle}event")),
        )
    ]
