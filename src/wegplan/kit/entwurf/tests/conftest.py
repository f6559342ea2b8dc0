"""Frau Eigen's plan and the clients of the roles."""

from wegplan.domains.foerderplan.tests.conftest import als, anweisungen, entwurf, fall, spuren, text, welt

__all__ = ["als", "anweisungen", "entwurf", "fall", "spuren", "text", "welt"]
