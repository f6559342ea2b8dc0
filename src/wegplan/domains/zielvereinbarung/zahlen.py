"""Figures of an indicator from its counts: rates, interval, verdict. Values in, values out (AW-04, JPS-90, JPS-91)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wegplan.domains.absolventenmanagement.queries import KLEINE_GRUPPE
from wegplan.domains.absolventenmanagement.rules import wilson
from wegplan.domains.zielindikatoren.rules import Indikator, quote


@dataclass(frozen=True)
class Zahl:
    """Counts of one indicator in one or several projects. `verdeckt`: too few persons for this reader, so that
    nothing of it may be shown (AW-06)."""

    zaehler: int = 0
    nenner: int | None = None
    erhoben: int | None = None
    gruende: Mapping[str, int] = field(default_factory=dict)
    verdeckt: bool = False

    @property
    def n(self) -> int:
        return self.zaehler if self.nenner is None else self.nenner

    @property
    def ist(self) -> Decimal | None:
        """The strict reading: a missing answer is not reached. None for no case."""
        return Decimal(self.zaehler) if self.nenner is None else quote(self.zaehler, self.nenner)

    @property
    def ist_erhoben(self) -> Decimal | None:
        """Only of those whose answer is there."""
        return Decimal(self.zaehler) if self.erhoben is None else quote(self.zaehler, self.erhoben)

    @property
    def intervall(self) -> tuple[Decimal, Decimal] | None:
        """95 % interval of `ist` in percent, of small groups only (AW-04)."""
        if self.nenner is None or not 0 < self.nenner < KLEINE_GRUPPE:
            return None
        return wilson(self.zaehler, self.nenner)


def summe(zahlen: Iterable[Zahl]) -> Zahl:
    """Several projects as one."""
    zaehler = nenner = erhoben = 0
    gruende: dict[str, int] = {}
    anzahl = True
    for z in zahlen:
        zaehler += z.zaehler
        if z.nenner is not None and z.erhoben is not None:
            anzahl, nenner, erhoben = False, nenner + z.nenner, erhoben + z.erhoben
        for grund, n in z.gruende.items():
            gruende[grund] = gruende.get(grund, 0) + n
    return Zahl(zaehler, None if anzahl else nenner, None if anzahl else erhoben, gruende)


def urteil(ist: Decimal | None, soll: Decimal | None, richtung: str) -> str:
    """`erreicht`, `verfehlt`, or "" where there is no target or no case."""
    if ist is None or soll is None:
        return ""
    erreicht = ist <= soll if richtung == "hoechstens" else ist >= soll
    return "erreicht" if erreicht else "verfehlt"


def leer(indikator: Indikator) -> Zahl:
    """No case at all."""
    return Zahl() if indikator.ist_anzahl else Zahl(0, 0, 0)


KLEIN = 3  # fewer persons are shown to nobody without a right to persons (AW-06)


def klein(zahl: Zahl) -> bool:
    """Whether the figure, or what can be subtracted from it, stands for one or two persons."""
    teile = [zahl.zaehler, *zahl.gruende.values()]
    if zahl.nenner is not None and zahl.erhoben is not None:
        teile += [zahl.nenner, zahl.nenner - zahl.zaehler, zahl.erhoben, zahl.nenner - zahl.erhoben]
        teile += [zahl.erhoben - zahl.zaehler]
    return any(0 < n < KLEIN for n in teile)


def verdeckte(zahlen: Mapping[int, Zahl], gruppen: Iterable[frozenset[int]]) -> set[int]:
    """Which projects must not be shown so that no group's total gives a small one away.

    `gruppen`: the sets of projects whose total is shown. In each of them none or at least two projects are hidden,
    the next smallest ones where only one is small; a group that has just one project is that project."""
    verdeckt = {pk for pk, z in zahlen.items() if klein(z)}
    mehrere = [gruppe & zahlen.keys() for gruppe in gruppen if len(gruppe & zahlen.keys()) > 1]
    geaendert = True
    while geaendert:
        geaendert = False
        for gruppe in mehrere:
            offen = gruppe - verdeckt
            if len(gruppe & verdeckt) == 1 and offen:
                verdeckt.add(min(offen, key=lambda pk: (zahlen[pk].n, pk)))
                geaendert = True
    return verdeckt
