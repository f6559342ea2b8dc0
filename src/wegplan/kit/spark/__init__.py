"""An existing Spark that answers SQL over the tables of chapter 80, asked by Spark Connect (AW-02)."""

from .lauf import Spark

__all__ = ["Spark"]
