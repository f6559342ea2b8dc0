"""`wegplan sicherung DATEI`."""

import argparse
import sys
from pathlib import Path

from wegplan.kit.database.einbettung import ServerHalter, anmelden
from wegplan.kit.database.fehler import ServerFehler
from wegplan.kit.database.sicherung import sichern


def main(argv: list[str]) -> int:
    """Writes a backup of the embedded database while it is in use."""
    parser = argparse.ArgumentParser(prog="wegplan sicherung", description="Schreibt eine Sicherung der Datenbank.")
    parser.add_argument("datei", type=Path, help="wird angelegt oder ersetzt; nur für das eigene Konto lesbar")
    datei = parser.parse_args(argv).datei
    sichern(eingebettet(), datei)
    print(f"Gesichert in {datei}.", file=sys.stderr)
    return 0


def eingebettet() -> ServerHalter:
    """The hold on the embedded server; refuses with DATABASE_URL."""
    halter = anmelden()
    if halter is None:
        raise ServerFehler(
            "Mit DATABASE_URL sichert und spielt man mit pg_dump und pg_restore des eigenen Servers ein; "
            "siehe docs/betrieb.md, Abschnitt Sicherung."
        )
    return halter
