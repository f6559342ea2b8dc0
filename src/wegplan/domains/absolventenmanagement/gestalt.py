"""The shape of a question: which columns and filters its statement has."""

from dataclasses import dataclass

MERKMALE = ("jobcenter", "team", "traeger", "massnahme", "foerderart")
GRUPPEN = ("monat", *MERKMALE)


@dataclass(frozen=True)
class Gestalt:
    """Decides columns and filters of a statement, never a rule.

    `gruppen`: of GRUPPEN, in the order of the columns. `merkmale`: of MERKMALE, as further columns. `filter`: of
    MERKMALE (one of some codes, "" for none), "amt" (one of the Jobcenter that work by the rule set), "person" or
    "teilnahme" (one of some keys)."""

    gruppen: tuple[str, ...] = ()
    filter: frozenset[str] = frozenset()
    merkmale: frozenset[str] = frozenset()

    @property
    def bedarf(self) -> frozenset[str]:
        """The features that the statement must know."""
        amt = {"jobcenter"} if "amt" in self.filter else set()
        return self.merkmale | (frozenset(self.gruppen) | self.filter) & frozenset(MERKMALE) | amt
