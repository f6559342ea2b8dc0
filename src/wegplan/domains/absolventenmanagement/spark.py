"""An existing Spark as a source of the one definition."""

from collections.abc import Iterator
from typing import Any

from wegplan.kit import spark

from .uebersetzung import Anweisung, geordnet


class Spark(spark.Spark):
    """Raises QuellenFehler as the session does."""

    def zeilen(
        self, anweisung: Anweisung, werte: dict[str, Any], spalten: tuple[str, ...], ordnung: tuple[str, ...]
    ) -> Iterator[tuple[Any, ...]]:
        """The columns `spalten` of a compiled question, in the byte order of `ordnung`."""
        return self.abfragen(geordnet(anweisung, spalten, ordnung), werte)
