"""`wegplan migrieren`: brings the database to the state of this version, as its owner."""

import os
import sys


def main(argv: list[str]) -> int:
    """Migrates the embedded database or, with DATABASE_URL, the real one. Idempotent."""
    if argv:
        print("Aufruf: wegplan migrieren\nBringt die Datenbank auf den Stand dieser Fassung.")
        return 0 if argv[0] in ("-h", "--help") else 2
    from wegplan.kit.database.einbettung import anmelden

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")
    os.environ["WEGPLAN_DB_ROLLE"] = "eigner"
    anmelden()

    import django

    django.setup()
    _migrieren()
    return 0


def _migrieren() -> None:
    """All migrations, then the mark that they are done. A second process waits and finds nothing to do."""
    from django.core.management import call_command
    from django.db import connection

    from .stand import SPERRE, datenbank_stand

    print("Die Datenbank wird eingerichtet …", file=sys.stderr)
    stand = datenbank_stand()
    with connection.cursor() as c:
        c.execute("select pg_advisory_lock(%s)", [SPERRE])
        call_command("migrate", interactive=False, verbosity=0)
        c.execute(f"comment on database {connection.ops.quote_name(connection.settings_dict['NAME'])} is '{stand}'")
