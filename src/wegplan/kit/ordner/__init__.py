"""Folders of CSV or Parquet files in the layout of chapter 80, read by embedded DuckDB without a database."""

from .fehler import QuellenFehler
from .lauf import Ordner

__all__ = ["Ordner", "QuellenFehler"]
