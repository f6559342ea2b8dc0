"""`wegplan demo`: fills an empty database with the made-up region, or with the programme of the published results."""

import argparse
import sys
from datetime import date
from pathlib import Path

from wegplan.befehle import django_bereit

from .zufall import SAMEN

KEINE_DEMO = "Diese Installation ist keine Demo (WEGPLAN_DEMO ist aus). Es wurde nichts geändert."


def main(argv: list[str]) -> int:
    """0 when the region is there (made now or before), 1 with a sentence where it must not be made."""
    parser = argparse.ArgumentParser(prog="wegplan demo", description="Erzeugt eine erfundene Region zum Ausprobieren.")
    parser.add_argument("--samen", type=int, default=SAMEN, help=f"anderer Samen, andere Personen (Vorgabe: {SAMEN})")
    parser.add_argument("--stichtag", type=date.fromisoformat, help="um diesen Tag herum, JJJJ-MM-TT (Vorgabe: heute)")
    parser.add_argument("--neu", action="store_true", help="löscht die Personen der Demo und erzeugt sie neu")
    parser.add_argument("--programm", choices=["jobperspektive"], help="stattdessen das Programm der Ergebnisse 2022")
    parser.add_argument("--ordner", type=Path, help="mit --programm: als Datenpaket in diesen Ordner, ohne Datenbank")
    angaben = parser.parse_args(argv)
    if angaben.ordner and not angaben.programm:
        parser.error("--ordner geht nur mit --programm")
    if angaben.ordner:
        return _als_ordner(angaben.ordner, angaben.samen)
    django_bereit("dienst")
    from .laden import Abgelehnt

    try:
        if angaben.programm:
            print(programm_einrichten(angaben.samen), file=sys.stderr)
        else:
            print(einrichten(angaben.samen, angaben.stichtag, angaben.neu), file=sys.stderr)
    except Abgelehnt as e:
        print(e, file=sys.stderr)
        return 1
    return 0


def _als_ordner(ordner: Path, samen: int) -> int:
    """Write the programme as a data package; 1 where the folder holds something already."""
    from .programm.erzeugen import ordner_schreiben, programm

    if ordner.exists() and any(ordner.iterdir()):
        print(f"Der Ordner {ordner} ist nicht leer. Es wurde nichts geschrieben.", file=sys.stderr)
        return 1
    ordner_schreiben(programm(samen), ordner)
    print(f"Das Programm liegt als Datenpaket in {ordner}.", file=sys.stderr)
    return 0


def programm_einrichten(samen: int) -> str:
    """Load the programme into an empty database; gives the sentence that says what happened, raises Abgelehnt."""
    from django.conf import settings

    from .laden import Abgelehnt
    from .programm.laden import programm_laden

    if not settings.WEGPLAN_DEMO:
        raise Abgelehnt(KEINE_DEMO)
    return programm_laden(samen)


def einrichten(samen: int, stichtag: date | None, neu: bool) -> str:
    """Make the region if it is not there; gives the sentence that says what happened, raises Abgelehnt."""
    from django.conf import settings
    from django.utils import timezone

    from wegplan.kit.calendar import heute

    from .erzeugen import erzeugen
    from .laden import Abgelehnt, personen_loeschen, personen_vorhanden, region_laden

    if not settings.WEGPLAN_DEMO:
        raise Abgelehnt(KEINE_DEMO)
    tag = stichtag or heute()
    if tag > timezone.localdate():
        raise Abgelehnt(f"Der Stichtag {tag:%d.%m.%Y} liegt in der Zukunft. Es wurde nichts geändert.")
    if personen_vorhanden():
        if not neu:
            return "Die Demo ist schon eingerichtet. Es wurde nichts geändert; mit --neu beginnt sie von vorn."
        personen_loeschen()
    region = erzeugen(samen, tag)
    konten = region_laden(region)
    return (
        f"Die Demo ist eingerichtet: {len(region.personen)} Personen, {len(region.teilnahmen)} Teilnahmen, "
        f"{konten} Konten, Stichtag {tag:%d.%m.%Y}."
    )
