"""A folder of CSV or Parquet files as a source of the report, without a database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wegplan.domains.zielindikatoren.ordner import UNENTBEHRLICH
from wegplan.domains.zielindikatoren.quelle import MASSNAHMEN, TEILNAHMEN
from wegplan.kit import ordner

from .quelle import PAKET


class Ordner(ordner.Ordner):
    """An opened folder; a missing file counts as an empty one. Raises QuellenFehler as the folder reader does."""

    def __init__(self, pfad: Path):
        super().__init__(pfad, PAKET, dict.fromkeys((TEILNAHMEN, MASSNAHMEN), UNENTBEHRLICH))
        self.hinweise += [
            f"{name}.csv fehlt im Ordner: gezählt wird, als wäre sie leer." for name in PAKET if self.fehlt(name)
        ]

    def merken(self, name: str, ausdruck: Any) -> None:
        """Keep the rows of an expression as the table `name`."""
        from .ausdruck import als_sql

        self.ausfuehren(f"create or replace table {name} as {als_sql(ausdruck, 'duckdb')}", {})

    def zaehlen(self, ausdruck: Any) -> Iterator[dict[str, Any]]:
        """The rows of an expression over the tables of the folder."""
        from .ausdruck import als_sql

        for zeile in self.abfragen(als_sql(ausdruck, "duckdb"), {}):
            yield dict(zip(ausdruck.columns, zeile, strict=True))
