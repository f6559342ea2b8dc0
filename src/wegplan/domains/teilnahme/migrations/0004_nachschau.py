from django.db import migrations, models


class Migration(migrations.Migration):
    """State only: the view is made by the area `verbleib`, whose records decide."""

    dependencies = [("teilnahme", "0003_ueberschneidung_je_anweisung")]
    operations = [
        migrations.CreateModel(
            name="Nachschau",
            fields=[
                ("teilnahme_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("traeger_bis", models.DateField(null=True)),
                ("regionalbuero_bis", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "Nachschau",
                "verbose_name_plural": "Nachschauen",
                "db_table": "teilnahme_nachschau",
                "managed": False,
            },
        ),
    ]
