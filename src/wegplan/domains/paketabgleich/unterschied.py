"""What of a staged row differs from the stored one, as SQL."""

from wegplan.domains.paketform.abbildung import Abbildung
from wegplan.kit.exchange.regeln import q


def anders(abbildung: Abbildung, vorhanden: frozenset[str]) -> str:
    """SQL condition: the stored row `d` differs from the staged row `z` in a column that the file has."""
    return verschieden({f.db: f"z.{q(f.db)}" for f in abbildung.felder if f.spalte in vorhanden})


def verschieden(werte: dict[str, str]) -> str:
    """SQL condition: the stored row `d` differs from these values in a column."""
    if not werte:
        return "false"
    return f"({', '.join(f'd.{q(f)}' for f in werte)}) is distinct from ({', '.join(werte.values())})"
