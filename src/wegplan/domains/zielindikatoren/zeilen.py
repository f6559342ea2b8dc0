"""From counts to the rows of the command line (chapter 80)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from .rules import Indikator, Regelwerk, quote

GRUPPEN = ("stufe", "traeger", "regionalbuero", "massnahme")
INDIKATOR_SPALTEN = (
    "indikator",
    "zaehler",
    "nenner",
    "ist",
    "ist_erhoben",
    "soll",
    "richtung",
    "erhoben",
    "faellig",
)
STATUS_SPALTEN = ("abbruch", "stufe", "status", "anzahl", "quote")
Zeile = tuple[Any, ...]


class Quelle(Protocol):
    """What a source answers with: the rows of an expression."""

    def zaehlen(self, ausdruck: Any) -> Iterable[dict[str, Any]]: ...


def mit_stufe(gruppen: Sequence[str]) -> tuple[str, ...]:
    """The group columns in the order given; the stage is always one of them, else the first."""
    return tuple(gruppen) if "stufe" in gruppen else ("stufe", *gruppen)


def zielindikatoren(quelle: Quelle, regel: Regelwerk, stichtag: date, gruppen: Sequence[str]) -> list[Zeile]:
    """One row per group and indicator of its stage: the columns of `mit_stufe(gruppen)`, then INDIKATOR_SPALTEN.

    In the byte order of the group columns and the indicator. A target of the whole programme stands only where
    nothing but the stage divides the cases."""
    from .ausdruck import zaehlungen

    gruppen = mit_stufe(gruppen)
    zeilen = [
        (*(zaehlung[name] for name in gruppen), *_werte(indikator, zaehlung, gruppen == ("stufe",)))
        for zaehlung in quelle.zaehlen(zaehlungen(regel, stichtag, gruppen))
        for indikator in regel.indikatoren(stichtag)
        if indikator.stufe == zaehlung["stufe"]
    ]
    return sorted(zeilen, key=lambda zeile: zeile[: len(gruppen) + 1])  # code points sort as their UTF-8 bytes


def _werte(indikator: Indikator, zaehlung: dict[str, Any], programm: bool) -> Zeile:
    zaehler, nenner, erhoben = (zaehlung[f"{indikator.name}.{teil}"] for teil in ("zaehler", "nenner", "erhoben"))
    gilt = programm or not indikator.nur_programm
    soll, richtung = (indikator.soll, indikator.richtung or None) if gilt else (None, None)
    if indikator.ist_anzahl:
        anzahl = Decimal(zaehler).quantize(Decimal("0.1"))
        return (indikator.schluessel, zaehler, None, anzahl, anzahl, soll, richtung, None, None)
    ist, ist_erhoben = quote(zaehler, nenner), quote(zaehler, erhoben)
    return (indikator.schluessel, zaehler, nenner, ist, ist_erhoben, soll, richtung, erhoben, nenner)


def austrittsstatus(quelle: Quelle, regel: Regelwerk, stichtag: date) -> list[Zeile]:
    """STATUS_SPALTEN for both tables, every stage with a case and each of the five status, in byte order.

    A rate is the cell by the sum of its column, the five status of a stage (data check, section 1)."""
    from .ausdruck import ABBRUCH, austritte

    zeilen = []
    for zaehlung in quelle.zaehlen(austritte(regel, stichtag)):
        for abbruch in ABBRUCH:
            anzahl = {status: zaehlung[f"{abbruch}.{status}"] for status in regel.status.am(stichtag)}
            summe = sum(anzahl.values())
            zeilen += [(abbruch, zaehlung["stufe"], status, n, quote(n, summe)) for status, n in anzahl.items()]
    return [(abbruch == "true", *rest) for abbruch, *rest in sorted(zeilen, key=lambda zeile: zeile[:3])]
