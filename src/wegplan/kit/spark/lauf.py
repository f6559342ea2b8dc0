"""Asks a Spark by Spark Connect: the tables of chapter 80 stand there as tables or views of the same names.

Nothing is checked but that they can be read: what a folder is checked for, the store was checked for on writing."""

import warnings
import weakref
from collections.abc import Iterator
from typing import Any

from wegplan.kit.exchange.fehler import Bericht, Fehler
from wegplan.kit.ordner.fehler import QuellenFehler

FEHLT = "Für Spark fehlt ein Zusatz; installieren Sie ihn mit: pip install 'wegplan[spark]'."


class Spark:
    """A session. Raises QuellenFehler when Spark does not answer or lacks a table or column."""

    hinweise: tuple[str, ...] = ()

    def __init__(self, adresse: str) -> None:
        self._adresse = adresse
        try:
            with warnings.catch_warnings():  # about a pandas that nothing here uses
                warnings.simplefilter("ignore")
                from pyspark.sql.connect.session import SparkSession
        except ImportError as fehler:
            raise self._fehler(FEHLT) from fehler
        try:
            self.sitzung: Any = SparkSession.builder.remote(adresse).create()
        except Exception as fehler:
            raise self._fehler("Spark antwortet nicht.") from fehler
        weakref.finalize(self, self.sitzung.stop)  # an open session keeps the process from ending

    def abfragen(self, sql: str, werte: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """Rows of `sql` over the tables; `:name` in it stands for a value."""
        try:
            tabelle = self._ausfuehren(sql, werte).toArrow()
        except Exception as fehler:
            raise self._fehler(f"Spark hat nicht geantwortet: {_erste_zeile(fehler)}") from fehler
        spalten = [spalte.to_pylist() for spalte in tabelle.columns]
        return zip(*spalten, strict=True)

    def benennen(self, name: str, sql: str) -> None:
        """Give the rows of `sql` a name for the next ones."""
        self._ausfuehren(sql, {}).createOrReplaceTempView(name)

    def _ausfuehren(self, sql: str, werte: dict[str, Any]) -> Any:
        return self.sitzung.sql(sql, {name: wert for name, wert in werte.items() if f":{name}" in sql})

    def _fehler(self, satz: str) -> QuellenFehler:
        bericht = Bericht()
        bericht.melden(Fehler(self._adresse.partition(";")[0], None, "", "", satz))  # without the token behind it
        return QuellenFehler(bericht)


def _erste_zeile(fehler: Exception) -> str:
    return str(fehler).partition("\n")[0]
