from typing import Any

from django.core.management.commands import migrate

from wegplan.kit.database.zustand import schlanke_zustaende


class Command(migrate.Command):
    """Django's own command, with states that cost what the operation changes."""

    def handle(self, *args: Any, **options: Any) -> None:
        with schlanke_zustaende():
            super().handle(*args, **options)
