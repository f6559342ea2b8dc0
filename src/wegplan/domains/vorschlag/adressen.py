"""Addresses that a list needs by the hundred."""

from functools import lru_cache

from django.urls import reverse


@lru_cache
def _muster() -> str:
    return reverse("vorschlag:vorschlag", args=[0])


def vorschlag_url(pk: int) -> str:
    """The page of a proposal; much cheaper than reverse()."""
    return _muster().replace("0", str(pk))
