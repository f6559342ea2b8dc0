"""Working days: Monday to Friday without the public holidays of a Land (VF-04)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

LAENDER = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")


def feiertage(bundesland: str, jahre: range) -> dict[date, str]:
    """Public holidays of the Land (code like DE-SN) in these years, with their German names."""
    import holidays  # 0.1 s: only where days are really counted

    return dict(holidays.Germany(subdiv=bundesland.removeprefix("DE-"), years=jahre, language="de").items())


def arbeitstage(
    bundesland: str, von: date, bis: date, geschlossen: Collection[date] = ()
) -> Iterator[tuple[date, date, int]]:
    """Every day from `von` to `bis` with the last working day on or before it and the number of working days so far.

    `geschlossen`: further days off, such as regional holidays and closing days of an office."""
    frei = feiertage(bundesland, range(von.year - 1, bis.year + 1)).keys() | set(geschlossen)
    tag = letzter = von - timedelta(days=14)  # no fortnight is without a working day
    nummer = 0
    while tag <= bis:
        if tag.weekday() < 5 and tag not in frei:
            letzter, nummer = tag, nummer + 1
        if tag >= von:
            yield tag, letzter, nummer
        tag += timedelta(days=1)
