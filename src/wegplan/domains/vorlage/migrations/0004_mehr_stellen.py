from django.db import migrations

_EIGENE = """exists (select from organisation_nutzer n where n.id = (select sicht_ich()) and n.is_active
    and n.organisation_id = vorlage_briefvorlage.organisation_id and n.rolle in ({rollen}))"""


def _richtlinien(rollen: str) -> str:
    pflegen = _EIGENE.format(rollen=rollen)
    return f"""
alter policy anlegen on vorlage_briefvorlage with check ({pflegen});
alter policy aendern on vorlage_briefvorlage using ({pflegen}) with check ({pflegen});
"""


class Migration(migrations.Migration):
    """Leads of providers and the Regionalbüros keep templates of their own, too (PX-11)."""

    dependencies = [("vorlage", "0003_serien")]
    operations = [migrations.RunSQL(_richtlinien("'tl','bl','bdl_leitung','rb'"), _richtlinien("'tl','bl'"))]
