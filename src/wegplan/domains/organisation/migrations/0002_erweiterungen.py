from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """btree_gist for constraints without overlap, pg_trgm for a search that forgives typing errors."""

    dependencies = [("organisation", "0001_anfang")]
    operations = [BtreeGistExtension(), TrigramExtension()]
