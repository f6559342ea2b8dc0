"""Versions of an office's own procedure as rules (VF-10)."""

from functools import lru_cache

from django.db.models import QuerySet

from .models import FASSUNG, Fassung
from .rules import UnbekanntesVerfahren, Verfahren, verfahren_aus, verfahren_laden


def in_kraft() -> QuerySet[Fassung]:
    """All versions in force, now or from a day to come, in the order of their days by office."""
    return Fassung.objects.filter(gilt_ab__isnull=False).order_by("organisation", "gilt_ab")


def fassung_laden(fassung: Fassung) -> Verfahren:
    """The procedure that a version holds."""
    return verfahren_aus(fassung.inhalt, fassung.kennung)


def verfahren_nach_kennung(kennung: str) -> Verfahren:
    """A delivered procedure by its name, or a version of an office's own by `fassung-<number>`.

    Raises UnbekanntesVerfahren."""
    if not kennung.startswith(FASSUNG):
        return verfahren_laden(kennung)
    return _eigenes(int(kennung.removeprefix(FASSUNG)))


@lru_cache(maxsize=64)
def _eigenes(nummer: int) -> Verfahren:
    """Once per process: steps name only versions in force, and those never change."""
    fassung = in_kraft().filter(pk=nummer).first()
    if not fassung:
        raise UnbekanntesVerfahren(f"Eine Fassung {nummer} ist nicht in Kraft.")
    return fassung_laden(fassung)
