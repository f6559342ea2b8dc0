"""The report's cells beside the printed ones: which agree, which differ and why (JPS-95)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from wegplan.domains.programmbericht.inhalt import ZIELQUOTEN
from wegplan.domains.programmbericht.zaehlen import Gezaehlt

from .fakten import Fakten, Stelle


@dataclass(frozen=True)
class Abweichung:
    """A printed cell that the report does not say; `grund` is empty where nobody has given one."""

    stelle: Stelle
    gedruckt: str
    gezaehlt: str
    grund: str


def abweichungen(tafeln: Iterable[Gezaehlt], f: Fakten) -> Iterator[Abweichung]:
    """Every printed cell that differs from what is counted, before anything is protected."""
    je_name = {g.tafel.schluessel: g for g in tafeln}
    for stelle, gedruckt in f.gedruckt.items():
        tafel, name, gruppe = stelle
        gezaehlt = _wert(je_name[tafel], name, gruppe, str(gedruckt))
        if gezaehlt != str(gedruckt):
            yield Abweichung(stelle, str(gedruckt), gezaehlt, f.gruende.get(stelle, ""))


def _wert(g: Gezaehlt, name: str, gruppe: str, wie: str) -> str:
    """A count, or a rate with as many decimals as `wie`, rounded half up."""
    if (name, gruppe) in g.werte:
        return str(g.werte[name, gruppe])
    quote = next(q for q in (*g.tafel.quoten, *ZIELQUOTEN) if q.schluessel == name)
    zaehler, nenner = (Decimal(g.werte[teil, gruppe]) for teil in (quote.zaehler, quote.nenner))
    genau = Decimal(1).scaleb(-len(wie.partition(".")[2]))
    return str((100 * zaehler / nenner).quantize(genau, ROUND_HALF_UP)) if nenner else "keine Fälle"
