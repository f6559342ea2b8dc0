"""`wegplan demo`: the made-up region, or with --programm the programme of the published results in made-up persons."""

import argparse
import sys
from pathlib import Path

from wegplan.befehle import django_bereit
from wegplan.domains.demo import befehl as region
from wegplan.domains.demo.zufall import SAMEN

KEINE_DEMO = "Diese Installation ist keine Demo (WEGPLAN_DEMO ist aus). Es wurde nichts geändert."


def main(argv: list[str]) -> int:
    """0 when done, 1 with a sentence where it must not be. Without --programm the region."""
    parser = argparse.ArgumentParser(prog="wegplan demo", add_help=False, allow_abbrev=False)
    parser.add_argument("--programm", choices=["jobperspektive"])
    parser.add_argument("--ordner", type=Path)
    parser.add_argument("--samen", type=int, default=SAMEN)
    angaben, rest = parser.parse_known_args(argv)
    if angaben.programm is None:
        return region.main(argv)
    if rest:
        parser.error(f"mit --programm unbekannt: {' '.join(rest)}")
    return _als_ordner(angaben.ordner, angaben.samen) if angaben.ordner else _in_die_datenbank(angaben.samen)


def _als_ordner(ordner: Path, samen: int) -> int:
    """Write the programme as a data package; 1 where the folder holds something already."""
    from .erzeugen import ordner_schreiben, programm

    if ordner.exists() and any(ordner.iterdir()):
        print(f"Der Ordner {ordner} ist nicht leer. Es wurde nichts geschrieben.", file=sys.stderr)
        return 1
    ordner_schreiben(programm(samen), ordner)
    print(f"Das Programm liegt als Datenpaket in {ordner}.", file=sys.stderr)
    return 0


def _in_die_datenbank(samen: int) -> int:
    django_bereit("dienst")
    from wegplan.domains.demo.laden import Abgelehnt

    try:
        print(einrichten(samen), file=sys.stderr)
    except Abgelehnt as e:
        print(e, file=sys.stderr)
        return 1
    return 0


def einrichten(samen: int) -> str:
    """Load the programme into an empty database; gives the sentence that says what happened, raises Abgelehnt."""
    from django.conf import settings

    from wegplan.domains.demo.laden import Abgelehnt

    from .laden import programm_laden

    if not settings.WEGPLAN_DEMO:
        raise Abgelehnt(KEINE_DEMO)
    return programm_laden(samen)
