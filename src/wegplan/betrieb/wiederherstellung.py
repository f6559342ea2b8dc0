"""`wegplan wiederherstellung DATEI`."""

import argparse
import sys
from pathlib import Path

from wegplan.kit.database.sicherung import wiederherstellen

from . import stand
from .sicherung import eingebettet


def main(argv: list[str]) -> int:
    """Replaces the embedded database by a backup and brings it to the state of this version."""
    parser = argparse.ArgumentParser(
        prog="wegplan wiederherstellung",
        description="Ersetzt die Datenbank durch eine Sicherung. Die bisherige bleibt als wegplan_vorher stehen.",
    )
    parser.add_argument("datei", type=Path)
    datei = parser.parse_args(argv).datei
    halter = eingebettet()
    wiederherstellen(halter, datei)
    stand.datenbank_einrichten(halter)
    print(f"Eingespielt aus {datei}.", file=sys.stderr)
    return 0
