"""`wegplan einrichten`: all set-up without starting: database, secret, static files."""

import os
import sys


def main(argv: list[str]) -> int:
    """Set up what is missing; a second call does nothing."""
    if argv:
        print("Aufruf: wegplan einrichten\nRichtet Datenbank und statische Dateien ein, ohne Wegplan zu starten.")
        return 0 if argv[0] in ("-h", "--help") else 2
    einrichten()
    print("Wegplan ist eingerichtet.")
    return 0


def einrichten() -> None:
    """Database (the embedded one when stale, a real one always) and static files when changed."""
    from wegplan.kit.database.einbettung import anmelden

    from . import stand

    halter = anmelden()
    if halter is not None:
        stand.datenbank_einrichten(halter)
    else:
        stand.unterbefehl("migrieren", rolle="eigner")
    if not stand.statik_aktuell():
        _statik_sammeln()


def _statik_sammeln() -> None:
    """Collect, hash and compress the static files into var/static."""
    print("Die statischen Dateien werden vorbereitet …", file=sys.stderr)
    from . import stand

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")
    abdruck = stand.statik_stand()
    stand.unterbefehl("verwaltung", "collectstatic", "--noinput", "--clear", "--verbosity=0", rolle="app")
    stand.statik_marke().write_text(abdruck, encoding="ascii")
