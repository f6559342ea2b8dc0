"""How an indicator went: a line over the measured days and the table it shows (AW-05)."""

from decimal import Decimal
from typing import Any

from wegplan.domains.zielindikatoren.rules import Indikator
from wegplan.kit.ui import diagramme

from .anzeige import Zeile
from .queries import Messstand


def verlaufsbild(
    indikator: Indikator, staende: list[Messstand], projekt: int | None, soll: Decimal | None
) -> dict[str, Any]:
    """`punkte`: a row per measured day, the latest first; `bild`: the chart, of rates with two days to show."""
    punkte = [
        Zeile(f"{stand.messung.stichtag:%d.%m.%Y}", "", indikator, stand.gesamt(indikator, projekte), soll)
        for stand in staende
        for projekte in [[projekt] if projekt else list(stand.projekte)]
    ]
    gezaehlt = [p for p in punkte if p.zahl.ist is not None and not p.zahl.verdeckt]
    if indikator.ist_anzahl or len(gezaehlt) < 2:
        return {"punkte": punkte[::-1], "bild": ""}
    werte = {}  # one point per month: the latest day of it
    for stand, punkt in zip(staende, punkte, strict=True):
        werte[f"{stand.messung.stichtag:%Y-%m}"] = punkt
    reihen = [
        diagramme.Reihe(
            name, [(monat, None if p.zahl.verdeckt else getattr(p.zahl, feld)) for monat, p in werte.items()]
        )
        for name, feld in (("Ist", "ist"), ("nur erhobene", "ist_erhoben"))[: 2 if indikator.antwort else 1]
    ]
    titel = f"{indikator.titel}, {indikator.stufe}: Verlauf"
    return {"punkte": punkte[::-1], "bild": diagramme.verlauf(titel, _beschreibung(punkte), reihen, soll)}


def _beschreibung(punkte: list[Zeile]) -> str:
    return f"Von {punkte[0].ist} am {punkte[0].name} zu {punkte[-1].ist} am {punkte[-1].name}."
