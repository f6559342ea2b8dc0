"""Both assessments of an area over the versions of a plan, as a picture (JPS-10)."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString

from wegplan.kit.ui.stufenbild import Stufenreihe, stufenbild

from .arten import STUFEN, Ausgangsbereich
from .models import Planfassung
from .queries import Ausgangslage

Bild = tuple[str, SafeString, list[tuple[str, str, str]]]


def verlaufsbilder(fassungen: Sequence[Planfassung], lagen: Mapping[int, Ausgangslage]) -> list[Bild]:
    """Per area with a level: its name, the picture, and the table below it (version, own, professional's).

    `fassungen`: the newest first, as pages have them. One version alone is no course and gives no picture."""
    folge = [f for f in reversed(fassungen) if f.pk in lagen]
    if len(folge) < 2:
        return []
    return [bild for bereich in Ausgangsbereich if (bild := _bild(bereich, folge, lagen))]


def _bild(bereich: Ausgangsbereich, folge: list[Planfassung], lagen: Mapping[int, Ausgangslage]) -> Bild | None:
    werte = [next((e for e in lagen[f.pk].einschaetzungen if e.bereich == bereich), None) for f in folge]
    selbst, fach = [e.selbst_stufe if e else None for e in werte], [e.fach_stufe if e else None for e in werte]
    if not any(selbst) and not any(fach):
        return None
    namen = [f"Fassung {f.nummer}" for f in folge]
    reihen = (Stufenreihe("eigene Einschätzung", selbst), Stufenreihe("Einschätzung der Fachkraft", fach))
    worte = dict(STUFEN)
    tabelle = [
        (name, worte.get(s or 0, "keine Angabe"), worte.get(f or 0, "keine Angabe"))
        for name, s, f in zip(namen, selbst, fach, strict=True)
    ]
    beschreibung = "; ".join(f"{name}: eigene {s}, Fachkraft {f}" for name, s, f in tabelle)
    return (
        str(bereich.label),
        stufenbild(str(bereich.label), beschreibung, [w for _, w in STUFEN], namen, reihen),
        tabelle,
    )
