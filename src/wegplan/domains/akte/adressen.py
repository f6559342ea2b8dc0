"""Addresses that lists need by the hundred."""

from functools import lru_cache

from django.urls import reverse


@lru_cache
def _muster(name: str) -> str:
    return reverse(name, args=[0])


def person_url(pk: int) -> str:
    """The page of a person; much cheaper than reverse()."""
    return _muster("akte:person").replace("0", str(pk))


def massnahme_url(pk: int) -> str:
    """The page of a measure."""
    return _muster("massnahme:massnahme").replace("0", str(pk))
