"""Folders of CSV or Parquet files judged by embedded DuckDB, without a database."""

from .lauf import Ordner

__all__ = ["Ordner"]
