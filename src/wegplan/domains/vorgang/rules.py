"""Rules on Vorgänge: values in, values out."""

from collections.abc import Iterable

from .arten import Vorgangsart, Vorgangsergebnis
from .models import Vorgang


def einladungsnummern(vorgaenge: Iterable[Vorgang]) -> dict[int, int]:
    """Which invitation in a row each one is: number of the Vorgang → 1, 2, … (PX-02: attempts are counted).

    Lesart: once the person came, the count begins anew. Those of one day count in the order of recording."""
    nummern, bisher = {}, 0
    einladungen = [v for v in vorgaenge if v.art == Vorgangsart.EINLADUNG]
    for einladung in sorted(einladungen, key=lambda v: (v.tag, v.pk)):
        bisher += 1
        nummern[einladung.pk] = bisher
        if einladung.ergebnis == Vorgangsergebnis.ERSCHIENEN:
            bisher = 0
    return nummern
