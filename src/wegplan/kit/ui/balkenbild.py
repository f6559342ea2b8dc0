"""Groups of horizontal bars as inline SVG (AW-05), for the page and, in fixed colours, for print."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

BREITE, NAMEN, WERTE = 760, 230, 150  # of the picture, of the names at the left, of the words at the right
ZEILE, ABSTAND, KOPF = 22, 10, 30
LAENGSTER_NAME = 34  # letters that fit in NAMEN
REIHEN = ("dia-reihe-1", "dia-reihe-2")
FARBEN = {
    "dia-reihe-1": 'fill="#0b539b"',
    "dia-reihe-2": 'fill="#c75b12"',
    "dia-text": 'fill="#1a1a1a" font-family="Fira Sans"',
    "dia-achse": 'stroke="#767676" fill="none"',
}


@dataclass(frozen=True)
class Balken:
    """A bar: its length (None: no bar) and what stands beside it."""

    wert: float | None
    wort: str


def balkengruppen(
    titel: str,
    beschreibung: str,
    reihen: Sequence[str],
    gruppen: Sequence[tuple[str, Sequence[Balken]]],
    druck: bool = False,
) -> SafeString:
    """One group of bars per name, a bar per series, at most two; the longest bar takes the whole width.

    `druck`: colours stand in the picture, which then needs no style sheet."""
    laengste = max((b.wert for _, balken in gruppen for b in balken if b.wert), default=1) or 1
    platz = BREITE - NAMEN - WERTE
    teile, y = (_legende(reihen), KOPF) if len(reihen) > 1 else ([], 4)
    oben = y
    for name, balken in gruppen:
        mitte = y + len(balken) * ZEILE / 2 + 4.5
        kurz = name if len(name) <= LAENGSTER_NAME else f"{name[: LAENGSTER_NAME - 1]}…"
        teile.append(f'<text class="dia-text" x="{NAMEN - 10}" y="{mitte}" text-anchor="end">{escape(kurz)}</text>')
        for nummer, b in enumerate(balken):
            laenge = round((b.wert or 0) / laengste * platz, 1)
            klasse = REIHEN[nummer % len(REIHEN)]
            if laenge:
                teile.append(f'<rect class="{klasse}" x="{NAMEN}" y="{y + 3}" width="{laenge}" height="{ZEILE - 6}"/>')
            wort = escape(b.wort)
            teile.append(f'<text class="dia-text" x="{NAMEN + laenge + 8}" y="{y + ZEILE / 2 + 4.5}">{wort}</text>')
            y += ZEILE
        y += ABSTAND
    teile.append(f'<path class="dia-achse" d="M{NAMEN} {oben}V{y - ABSTAND + 4}"/>')
    bild = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREITE} {y}" font-size="13" role="img" '
        f"aria-label={quoteattr(f'{titel}. {beschreibung}')}>{''.join(teile)}</svg>"
    )
    for klasse, farbe in FARBEN.items() if druck else ():
        bild = bild.replace(f'class="{klasse}"', farbe)
    return mark_safe(bild)


def _legende(reihen: Sequence[str]) -> list[str]:
    teile, x = [], NAMEN
    for nummer, name in enumerate(reihen):
        teile.append(f'<rect class="{REIHEN[nummer % len(REIHEN)]}" x="{x}" y="6" width="14" height="14"/>')
        teile.append(f'<text class="dia-text" x="{x + 20}" y="18">{escape(name)}</text>')
        x += 20 + round(len(name) * 7.5) + 24
    return teile
