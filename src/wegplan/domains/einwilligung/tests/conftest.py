"""The project of the reports, which is one of stage 3."""

from wegplan.domains.projektbericht.tests.conftest import als, anweisungen, bestand, konto, projekt, text

__all__ = ["als", "anweisungen", "bestand", "konto", "projekt", "text"]
