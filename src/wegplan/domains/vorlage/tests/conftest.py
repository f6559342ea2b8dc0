"""The cast of tests/welt.py."""

from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]
