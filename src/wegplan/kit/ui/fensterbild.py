"""The window of a rule on a time axis, with the records on it: the picture beside a verdict (AM-02, AM-03, AM-14)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from .textfilter import MONATE

Ort = Callable[[date], float]  # where a day stands on the axis
BREITE, RAND, ZEILE = 760, 20, 28
ZEICHENBREITE = 7.2  # of one letter at 13 px, to choose the side of a label
FORMEN = {  # the shape says the state, too: colour is never alone
    "gut": '<circle class="dia-gut" cx="{x}" cy="{y}" r="6"/>',
    "achtung": '<path class="dia-achtung" d="M{x} {o}l7 13h-14z"/>',
    "schlecht": '<path class="dia-schlecht" d="M{x} {o}l7 7l-7 7l-7 -7z"/>',
    "ruhig": '<circle class="dia-ruhig" cx="{x}" cy="{y}" r="4"/>',
}


@dataclass(frozen=True)
class Fenster:
    """A span of days, both ends included."""

    name: str
    ab: date
    nach: date


@dataclass(frozen=True)
class Marke:
    """A record on its day. `zustand`: gut, achtung, schlecht or ruhig."""

    datum: date
    name: str
    zustand: str = "ruhig"


def fenster(
    titel: str,
    beschreibung: str,
    von: date,
    bis: date,
    fenster: Sequence[Fenster] = (),
    marken: Sequence[Marke] = (),
    heute: date | None = None,
) -> SafeString:
    """Draw days `von` to `bis`: windows as bars, each record in a row of its own, today as a line.

    What lies outside `von`..`bis` is drawn at the edge. Text is escaped."""
    spanne = max((bis - von).days, 1)

    def x(tag: date) -> float:
        anteil = min(max((tag - von).days / spanne, 0), 1)
        return round(RAND + anteil * (BREITE - 2 * RAND), 1)

    achse = 6 + ZEILE * (len(fenster) + len(marken))
    teile = [*_achse(von, bis, x, achse)]
    teile += [_fensterbalken(f, nummer, x) for nummer, f in enumerate(fenster)]
    if heute and von <= heute <= bis:
        teile.append(
            f'<path class="dia-heute-linie" stroke-dasharray="2 3" d="M{x(heute)} 0V{achse}"/>'
            f'<text class="dia-text" x="{x(heute)}" y="{achse + 36}" text-anchor="middle">heute</text>'
        )
    reihen = list(enumerate(sorted(marken, key=lambda m: m.datum), start=len(fenster)))
    teile += [_leitlinie(m, _mitte(reihe), x, achse) for reihe, m in reihen]
    teile += [_marke(m, _mitte(reihe), x) for reihe, m in reihen]
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREITE} {achse + 42}" font-size="13" role="img" '
        f"aria-label={quoteattr(f'{titel}. {beschreibung}')}>{''.join(teile)}</svg>"
    )


def _achse(von: date, bis: date, x: Ort, y: float) -> list[str]:
    teile = [f'<path class="dia-achse" d="M{RAND} {y}H{BREITE - RAND}"/>']
    jahr, monat = (von.year, von.month) if von.day == 1 else divmod(von.year * 12 + von.month, 12)
    if von.day != 1:
        monat += 1
    erster = True
    while (tag := date(jahr, monat, 1)) <= bis:
        wort = f"{MONATE[monat - 1]} {jahr}" if erster or monat == 1 else MONATE[monat - 1]
        teile.append(f'<path class="dia-achse" d="M{x(tag)} {y}v6"/>')
        teile.append(f'<text class="dia-leise" x="{x(tag)}" y="{y + 20}">{wort}</text>')
        erster = False
        jahr, monat = (jahr + 1, 1) if monat == 12 else (jahr, monat + 1)
    return teile


def _fensterbalken(f: Fenster, nummer: int, x: Ort) -> str:
    links, rechts, oben = x(f.ab), x(f.nach), 4 + ZEILE * nummer
    wort = f"{f.name}: {f.ab:%d.%m.%Y} bis {f.nach:%d.%m.%Y}"
    platz = len(wort) * ZEICHENBREITE + 12
    if rechts - links > platz:
        lage = f'x="{links + 8}"'
    elif rechts + platz < BREITE:
        lage = f'x="{rechts + 6}"'
    else:
        lage = f'x="{links - 6}" text-anchor="end"'
    return (
        f'<rect class="dia-fenster-{min(nummer + 1, 2)}" x="{links}" y="{oben}" width="{max(rechts - links, 2):.1f}" '
        f'height="{ZEILE - 6}" rx="3"/><text class="dia-text" {lage} y="{oben + 16}">{escape(wort)}</text>'
    )


def _mitte(reihe: int) -> float:
    return 6 + ZEILE * reihe + ZEILE / 2


def _leitlinie(m: Marke, y: float, x: Ort, achse: float) -> str:
    return f'<path class="dia-gitter" d="M{x(m.datum)} {y}V{achse}"/>'


def _marke(m: Marke, y: float, x: Ort) -> str:
    mitte = x(m.datum)
    wort = f"{m.datum:%d.%m.%Y} {m.name}"
    passt = mitte + 12 + len(wort) * ZEICHENBREITE < BREITE
    lage = f'x="{mitte + 12}"' if passt else f'x="{mitte - 12}" text-anchor="end"'
    return (
        FORMEN[m.zustand].format(x=mitte, y=y, o=y - 7)
        + f'<text class="dia-text dia-halo" {lage} y="{y + 4.5}">{escape(wort)}</text>'
    )
