"""`wegplan demo`: fills an empty database with the made-up region."""

import argparse
import sys
from datetime import date

from wegplan.befehle import django_bereit

from .zufall import SAMEN


def main(argv: list[str]) -> int:
    """0 when the region is there (made now or before), 1 with a sentence where it must not be made."""
    parser = argparse.ArgumentParser(prog="wegplan demo", description="Erzeugt eine erfundene Region zum Ausprobieren.")
    parser.add_argument("--samen", type=int, default=SAMEN, help=f"anderer Samen, andere Personen (Vorgabe: {SAMEN})")
    parser.add_argument("--stichtag", type=date.fromisoformat, help="um diesen Tag herum, JJJJ-MM-TT (Vorgabe: heute)")
    parser.add_argument(
        "--neu",
        action="store_true",
        help="löscht die Personen der Demo mit allem zu ihnen und den Projekten und erzeugt sie neu; Konten und von "
        "Hand hochgeladene Vorlagen bleiben",
    )
    parser.add_argument(
        "--programm", help="jobperspektive: stattdessen das Programm der Ergebnisse 2022, mit --ordner als Datenpaket"
    )
    angaben = parser.parse_args(argv)
    django_bereit("dienst")
    from .laden import Abgelehnt

    try:
        print(einrichten(angaben.samen, angaben.stichtag, angaben.neu), file=sys.stderr)
    except Abgelehnt as e:
        print(e, file=sys.stderr)
        return 1
    return 0


def einrichten(samen: int, stichtag: date | None, neu: bool) -> str:
    """Make the region if it is not there; gives the sentence that says what happened, raises Abgelehnt."""
    from django.conf import settings
    from django.utils import timezone

    from wegplan.kit.calendar import heute

    from .erzeugen import erzeugen
    from .laden import Abgelehnt, personen_loeschen, personen_vorhanden, region_laden

    if not settings.WEGPLAN_DEMO:
        raise Abgelehnt("Diese Installation ist keine Demo (WEGPLAN_DEMO ist aus). Es wurde nichts geändert.")
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
