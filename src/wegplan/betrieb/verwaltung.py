"""`wegplan verwaltung …`: Django's own commands, with the database of this installation."""

import os


def main(argv: list[str]) -> int:
    """Hands on to Django. WEGPLAN_DB_ROLLE chooses the role, default dienst."""
    from django.core.management import ManagementUtility

    from wegplan.befehle import django_bereit

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")
    if not argv or argv[0] not in OHNE_DATENBANK:
        django_bereit(os.environ.get("WEGPLAN_DB_ROLLE", "dienst"))
    ManagementUtility(["wegplan verwaltung", *(argv or ["help"])]).execute()
    return 0


OHNE_DATENBANK = ("help", "collectstatic", "makemigrations", "compilemessages")
