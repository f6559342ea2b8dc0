"""Grants after every migration."""

from pathlib import Path
from typing import Any

from django.db import connections, transaction

from .fehler import ServerFehler
from .rollen import ROLLEN

SQL = Path(__file__).with_name("rechte.sql")


def rechte(using: str = "default", **_: Any) -> None:
    """Give the roles exactly what rechte.sql says; idempotent, in one transaction.

    Receiver of post_migrate (the one signal of the project): whoever created a table, the roles get the
    same, in every database. Raises ServerFehler when rollen.sql never ran on this server."""
    with transaction.atomic(using=using), connections[using].cursor() as c:
        c.execute("select rolname from pg_roles where rolname = any(%s)", [list(ROLLEN)])
        fehlend = sorted(set(ROLLEN) - {name for (name,) in c.fetchall()})
        if fehlend:
            raise ServerFehler(
                f"Auf dem Datenbankserver fehlen die Rollen {', '.join(fehlend)}. "
                "Bitte einmal rollen.sql ausführen (docs/betrieb.md, Abschnitt Rollen)."
            )
        c.execute(SQL.read_text(encoding="utf-8"))
