"""Suppression of small numbers, also against differencing (AW-06): which cells of linked tables must not be shown.

A number of 1 or 2 persons is not shown, nor is one that follows from what is shown; what is missing in a sum is at
least 3 persons. What is hidden is shown to be safe by a witness: another set of whole numbers that agrees with
everything that is published and differs in the hidden cell. The search for it hides the further cells it needs, the
cheapest first."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from math import log2

GRENZE = 3  # fewer persons than this are not shown (AW-06); nobody at all is no person
SCHRITTE = 4000  # of one search
Zelle = str
Zeuge = dict[Zelle, int]  # by how much each cell differs in the other set of numbers


@dataclass(frozen=True)
class Gleichung:
    """`ganzes` is the sum of `teile`."""

    ganzes: Zelle
    teile: tuple[Zelle, ...]


@dataclass(frozen=True)
class Frueher:
    """What readers of earlier versions of the same day know: `gesperrt` was hidden there, `bekannt` stood there with
    the number it has now."""

    gesperrt: frozenset[Zelle] = frozenset()
    bekannt: frozenset[Zelle] = frozenset()


@dataclass(frozen=True)
class Schutz:
    """`gesperrt`: cells that must not be shown. `zeugen`: for each of them, and for each small rest that would follow
    from what is shown, why it cannot be told."""

    gesperrt: frozenset[Zelle]
    zeugen: dict[Zelle, Zeuge]


def klein(wert: int) -> bool:
    """Whether a number tells of too few persons."""
    return 0 < wert < GRENZE


def schuetzen(
    werte: Mapping[Zelle, int],
    reste: frozenset[Zelle],
    gleichungen: Iterable[Gleichung],
    frueher: Frueher = Frueher(),
) -> Schutz:
    """What to hide of the cells `werte`; `reste` are cells that no table shows but that follow from others.

    What an earlier version hid stays hidden, unless it is nobody now; what stood there unchanged hides nothing else."""
    suche = _Suche(werte, reste, list(gleichungen), frueher)
    geheim = (z for z, wert in werte.items() if klein(wert) or (wert and z in frueher.gesperrt))
    for zelle in sorted(geheim, key=lambda z: (werte[z], z)):
        if zelle not in suche.zeugen and not suche.verstecken(zelle):
            return _alles(werte, reste)
    while weitere := suche.zu_wenig_versteckt():
        if not suche.verstecken(weitere):
            return _alles(werte, reste)
    return Schutz(frozenset(suche.gesperrt), suche.zeugen)


def _alles(werte: Mapping[Zelle, int], reste: frozenset[Zelle]) -> Schutz:
    """Hide all but the zeros: twice every number agrees with every sum, too."""
    belegt = {z: wert for z, wert in werte.items() if wert}
    return Schutz(frozenset(belegt) - reste, dict.fromkeys(belegt, belegt))


class _Suche:
    def __init__(
        self, werte: Mapping[Zelle, int], reste: frozenset[Zelle], gleichungen: list[Gleichung], frueher: Frueher
    ) -> None:
        self.werte, self.reste, self.gleichungen, self.bekannt = werte, reste, gleichungen, frueher.bekannt
        self.gesperrt = {
            z for z, wert in werte.items() if z not in reste and (klein(wert) or (wert and z in frueher.gesperrt))
        }
        self.zeugen: dict[Zelle, Zeuge] = {}
        self._in: dict[Zelle, list[Gleichung]] = {z: [] for z in werte}
        for g in gleichungen:
            for z in (g.ganzes, *g.teile):
                self._in[z].append(g)

    def verstecken(self, zelle: Zelle) -> bool:
        """Find a witness for the cell and hide what it needs; False when none is found."""
        zeuge = self._zeuge(zelle, self.bekannt) or (self._zeuge(zelle, frozenset()) if self.bekannt else None)
        if zeuge is None:
            return False
        self.gesperrt |= zeuge.keys() - self.reste
        for z in zeuge:
            self.zeugen.setdefault(z, zeuge)
        return True

    def zu_wenig_versteckt(self) -> Zelle | None:
        """The cell to hide next where all that is hidden of a shown sum is 1 or 2 persons: their number follows."""
        for g in self.gleichungen:
            if g.ganzes in self.gesperrt or g.ganzes in self.reste:
                continue
            offen = [t for t in g.teile if t not in self.gesperrt and t not in self.reste]
            if klein(self.werte[g.ganzes] - sum(self.werte[t] for t in offen)):
                return min([t for t in offen if self.werte[t]] or [g.ganzes], key=lambda z: (self._kosten(z), z))
        return None

    def _zeuge(self, zelle: Zelle, fest: frozenset[Zelle]) -> Zeuge | None:
        """The cheapest closed change through the cell and none that is `fest`: every sum it touches holds again."""
        nummer = count()
        offen: list[tuple[float, int, Zeuge]] = [
            (0.0, next(nummer), {zelle: schritt}) for schritt in (1, -1) if self._moeglich(zelle, schritt)
        ]
        gesehen: set[frozenset[tuple[Zelle, int]]] = set()
        for _ in range(SCHRITTE):
            if not offen:
                return None
            kosten, _, zeuge = heapq.heappop(offen)
            bild = frozenset(zeuge.items())
            if bild in gesehen:
                continue
            gesehen.add(bild)
            verletzt = self._verletzt(zeuge)
            if verletzt is None:
                return zeuge
            gleichung, fehlt = verletzt
            for z, schritt in ((gleichung.ganzes, -fehlt), *((t, fehlt) for t in gleichung.teile)):
                if z not in zeuge and z not in fest and self._moeglich(z, schritt):
                    neu = zeuge | {z: schritt}
                    heapq.heappush(offen, (kosten + self._kosten(z), next(nummer), neu))
        return None

    def _verletzt(self, zeuge: Zeuge) -> tuple[Gleichung, int] | None:
        """A sum that does not hold after the change, and by how much its parts must grow."""
        for z in zeuge:
            for g in self._in[z]:
                fehlt = zeuge.get(g.ganzes, 0) - sum(zeuge.get(t, 0) for t in g.teile)
                if fehlt:
                    return g, fehlt
        return None

    def _moeglich(self, zelle: Zelle, schritt: int) -> bool:
        """Zeros are shown, so a hidden cell is known to be at least 1; a rest may be nobody."""
        wert = self.werte[zelle]
        if zelle in self.reste:
            return wert + schritt >= 0
        return wert > 0 and wert + schritt > 0

    def _kosten(self, zelle: Zelle) -> float:
        """Nothing for what is hidden anyway; large numbers are the ones that readers miss most."""
        return 0.01 if zelle in self.reste or zelle in self.gesperrt else 1 + log2(1 + self.werte[zelle])
