"""Today, as one place that demo and tests can set."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def heute() -> date:
    """The reference day of the pages: WEGPLAN_STICHTAG (ISO) if set, else today in Berlin."""
    if settings.WEGPLAN_STICHTAG:
        return date.fromisoformat(settings.WEGPLAN_STICHTAG)
    return timezone.localdate()
