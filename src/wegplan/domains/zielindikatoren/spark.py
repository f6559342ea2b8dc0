"""An existing Spark as a source of the target indicators and, by the same means, of the programme's report."""

from collections.abc import Iterator
from typing import Any

from wegplan.kit import spark


class Spark(spark.Spark):
    """Raises QuellenFehler as the session does."""

    def merken(self, name: str, ausdruck: Any) -> None:
        """Give the rows of an expression a name for the next ones."""
        from .ausdruck import als_sql

        self.benennen(name, als_sql(ausdruck, "pyspark"))

    def zaehlen(self, ausdruck: Any) -> Iterator[dict[str, Any]]:
        """The rows of an expression over the tables of chapter 80."""
        from .ausdruck import als_sql

        for zeile in self.abfragen(als_sql(ausdruck, "pyspark"), {}):
            yield dict(zip(ausdruck.columns, zeile, strict=True))
