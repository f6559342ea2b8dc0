"""The cast and the clients of the person's page, where Vorgänge are entered."""

from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]
