from django.db import migrations

from wegplan.domains.verfahren import verfahren_sql


class Migration(migrations.Migration):
    """The table of the steps that hang on a measure (VF-13)."""

    dependencies = [("verfahren", "0004_geltung")]
    operations = [migrations.RunSQL(verfahren_sql.MASSNAHMENREGELN, verfahren_sql.OHNE_MASSNAHMENREGELN)]
