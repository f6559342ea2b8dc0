from django.db import migrations

from wegplan.domains.person import sicht_sql
from wegplan.domains.verbleib.nachschau_sql import NACHSCHAU

OHNE = """
drop trigger sicht_einfuegen on verbleib_verbleib;
drop trigger sicht_aendern on verbleib_verbleib;
drop trigger sicht_loeschen on verbleib_verbleib;
drop view teilnahme_nachschau;
"""


class Migration(migrations.Migration):
    """How long provider and Regionalbüro see a person after the exit: until the follow-up is recorded (JPS-72)."""

    dependencies = [("verbleib", "0002_sicht"), ("teilnahme", "0004_nachschau")]
    operations = [migrations.RunSQL([NACHSCHAU, sicht_sql.ausloeser("verbleib_verbleib")], OHNE)]
