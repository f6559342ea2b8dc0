from django.db import migrations

from wegplan.domains.anwesenheit.sicht import derselben_person
from wegplan.domains.foerderung.sicht import leistung_sichtbar
from wegplan.kit.access.policies import kind_richtlinie, verlauf_richtlinie

TABELLEN = ("foerderung_praktikum", "foerderung_foerderleistung", "foerderung_zertifikat")


class Migration(migrations.Migration):
    """Row security on internships, services and qualifications."""

    dependencies = [
        ("foerderung", "0001_anfang"),
        ("person", "0004_aktionen"),
        ("teilnahme", "0003_ueberschneidung_je_anweisung"),
    ]
    operations = [
        operation
        for tabelle in TABELLEN
        for operation in (
            derselben_person(tabelle),
            kind_richtlinie(tabelle, "foerderung_lesen", "foerderung_erfassen", leistung_sichtbar(tabelle)),
            verlauf_richtlinie(f"{tabelle}event", "foerderung_lesen", leistung_sichtbar(f"{tabelle}event")),
        )
    ]
