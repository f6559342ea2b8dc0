"""A week as it travels through the form: one control per cell, and in one hidden field what the page had shown."""

from collections.abc import Mapping
from datetime import date, timedelta

from .queries import KUERZEL, Woche

LEER = "-"


def feldname(teilnahme: int, nummer: int) -> str:
    """Name of the control of a Teilnahme on the day `nummer` of the week (0 Monday)."""
    return f"m{teilnahme}-{nummer}"


def stand_schreiben(woche: Woche) -> str:
    """The marks of the week in one text: `12:ak---,13:aa-u-` with a sign per column."""
    teile = (
        f"{zeile.teilnahme.pk}:{''.join(zelle.zeichen or LEER for zelle in zeile.zellen)}" for zeile in woche.zeilen
    )
    return ",".join(teile)


def stand_lesen(text: str, woche: Woche) -> dict[tuple[int, date], str]:
    """What the user had seen, by Teilnahme and day. What cannot be read counts as empty: then a mark that stands there
    is shown as a contradiction, never overwritten."""
    ergebnis = {}
    tage = [kopf.tag for kopf in woche.koepfe]
    for teil in text.split(","):
        nummer, _, zeichen = teil.partition(":")
        if nummer.isdecimal() and len(zeichen) == len(tage):
            for tag, z in zip(tage, zeichen, strict=True):
                ergebnis[int(nummer), tag] = z if z in KUERZEL else ""
    return ergebnis


def marken_lesen(daten: Mapping[str, str], montag: date) -> dict[tuple[int, date], str]:
    """The controls that were sent, by Teilnahme and day; an unknown sign counts as it was not sent."""
    ergebnis = {}
    for name, wert in daten.items():
        teilnahme, _, nummer = name.removeprefix("m").partition("-")
        gemeint = name.startswith("m") and teilnahme.isdecimal() and nummer in "0123456" and len(nummer) == 1
        if gemeint and (wert == "" or wert in KUERZEL):
            ergebnis[int(teilnahme), montag + timedelta(days=int(nummer))] = wert
    return ergebnis
