"""`wegplan auswertung …`: hands each sub-command to the area that answers it (chapter 80, "Command line")."""

import sys

from wegplan.domains.absolventenmanagement import befehl as absolventenmanagement
from wegplan.domains.programmbericht import befehl as programmbericht
from wegplan.domains.zielindikatoren import befehl as zielindikatoren

BEREICHE = (absolventenmanagement, zielindikatoren, programmbericht)


def main(argv: list[str]) -> int:
    """Run with the words after `wegplan auswertung`; returns the exit code."""
    if not argv or argv[0] in ("-h", "--help", "--hilfe"):
        return _uebersicht(0 if argv else 2)
    for bereich in BEREICHE:
        if argv[0] in bereich.UNTERBEFEHLE:
            return bereich.main(argv)
    moeglich = ", ".join(name for bereich in BEREICHE for name in bereich.UNTERBEFEHLE)
    print(f"wegplan auswertung: „{argv[0]}“ ist unbekannt. Möglich sind: {moeglich}.", file=sys.stderr)
    return 2


def _uebersicht(code: int) -> int:
    ziel = sys.stderr if code else sys.stdout
    print("wegplan auswertung UNTERBEFEHL …", file=ziel)
    for bereich in BEREICHE:
        for name, (kopf, _) in bereich.UNTERBEFEHLE.items():
            print(f"  {name.ljust(24)}{kopf}", file=ziel)
    print("Mehr dazu: wegplan auswertung UNTERBEFEHL --hilfe", file=ziel)
    return code
