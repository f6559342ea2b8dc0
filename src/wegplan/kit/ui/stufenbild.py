"""Levels in words over a few points in time, as a picture: two series, told apart by shape as well as by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

BREITE, LINKS, OBEN, ZEILE = 640, 120, 40, 30


@dataclass(frozen=True)
class Stufenreihe:
    """A named series: a level from 1 on per point, None where there is none."""

    name: str
    stufen: Sequence[int | None]


def stufenbild(
    titel: str, beschreibung: str, worte: Sequence[str], punkte: Sequence[str], reihen: Sequence[Stufenreihe]
) -> SafeString:
    """Draw `reihen` (one or two) over `punkte`; `worte` name the levels from 1 upwards. Text is escaped."""
    unten = OBEN + ZEILE * (len(worte) - 1)
    schritt = (BREITE - LINKS - 60) / max(len(punkte) - 1, 1)

    def ort(nummer: int, stufe: int) -> tuple[float, float]:
        return round(LINKS + 30 + nummer * schritt, 1), unten - ZEILE * (stufe - 1)

    teile = [
        f'<path class="dia-gitter" d="M{LINKS} {unten - ZEILE * nr}H{BREITE}"/>'
        f'<text class="dia-leise" x="{LINKS - 8}" y="{unten - ZEILE * nr + 4}" text-anchor="end">{escape(wort)}</text>'
        for nr, wort in enumerate(worte)
    ]
    teile += [
        f'<text class="dia-leise" x="{ort(nr, 1)[0]}" y="{unten + 26}" text-anchor="middle">{escape(name)}</text>'
        for nr, name in enumerate(punkte)
    ]
    for nummer, reihe in enumerate(reihen, 1):
        orte = [ort(nr, stufe) for nr, stufe in enumerate(reihe.stufen) if stufe]
        teile += [_linie(orte, nummer), *(_zeichen(x, y, nummer) for x, y in orte)]
        teile.append(_legende(reihe.name, nummer))
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREITE} {unten + 40}" font-size="13" role="img" '
        f"aria-label={quoteattr(f'{titel}. {beschreibung}')}>{''.join(teile)}</svg>"
    )


def _linie(orte: Sequence[tuple[float, float]], nummer: int) -> str:
    if len(orte) < 2:
        return ""
    strich = ' stroke-dasharray="6 3"' if nummer == 2 else ""
    weg = "L".join(f"{x} {y}" for x, y in orte)
    return f'<path class="dia-reihe-{nummer}-linie" stroke-width="2.5"{strich} d="M{weg}"/>'


def _zeichen(x: float, y: float, nummer: int) -> str:
    if nummer == 1:
        return f'<circle class="dia-reihe-1" cx="{x}" cy="{y}" r="7"/>'
    # smaller than the circle, so that both show where they meet
    return f'<rect class="dia-reihe-2" x="{x - 4}" y="{y - 4}" width="8" height="8"/>'


def _legende(name: str, nummer: int) -> str:
    x = LINKS + 10 + (nummer - 1) * 230
    return f'{_zeichen(x, 12, nummer)}<text class="dia-text" x="{x + 14}" y="16">{escape(name)}</text>'
