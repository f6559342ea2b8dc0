"""Rates put together for a page: per rule set its groups, its months, its sum (AM-15, AM-16, AW-04).

Nothing is judged here; counts are added up, and every rate is rounded by `rules`."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wegplan.domains.absolventenmanagement.queries import KLEINE_GRUPPE, Quote
from wegplan.domains.absolventenmanagement.rules import prozent, wilson, zehntel

Schluessel = str | None


@dataclass(frozen=True)
class Anteil:
    """`erfuellt` of `gezaehlt`; without a counted case there is no rate (AM-15: "keine Fälle")."""

    erfuellt: int
    gezaehlt: int

    @property
    def offen(self) -> int:
        return self.gezaehlt - self.erfuellt

    @property
    def quote(self) -> Decimal | None:
        """In percent, rounded half up to one decimal."""
        return prozent(zehntel(self.erfuellt, self.gezaehlt)) if self.gezaehlt else None

    @property
    def intervall(self) -> tuple[Decimal, Decimal] | None:
        """95 % interval in percent, for small groups only (AW-04)."""
        return wilson(self.erfuellt, self.gezaehlt) if 0 < self.gezaehlt < KLEINE_GRUPPE else None


@dataclass(frozen=True)
class Summe:
    """One group, month or the whole. `iws` is None where the rule set knows no iwS."""

    ies: Anteil
    iws: Anteil | None

    @property
    def gezaehlt(self) -> int:
        return self.ies.gezaehlt


def summe(quoten: Iterable[Quote], hat_iws: bool) -> Summe:
    """The counts of several rows as one."""
    n = ies = n_iws = iws = 0
    for quote in quoten:
        n, ies = n + quote.gezaehlt, ies + quote.erfuellt_ies
        n_iws, iws = n_iws + (quote.gezaehlt_iws or 0), iws + (quote.erfuellt_iws or 0)
    return Summe(Anteil(ies, n), Anteil(iws, n_iws) if hat_iws else None)


def nach(quoten: Iterable[Quote], gruppe: str, hat_iws: bool) -> dict[Schluessel, Summe]:
    """The sums by the values of one of the groups, in the order in which they come."""
    teile: dict[Schluessel, list[Quote]] = {}
    for quote in quoten:
        teile.setdefault(quote.gruppe[gruppe] or None, []).append(quote)
    return {wert: summe(teil, hat_iws) for wert, teil in teile.items()}
