"""Histories by database triggers (DS-11): they see bulk updates and raw SQL, too."""

from typing import Any

import pghistory
from django.db.models import Model, QuerySet


def ereignisse() -> tuple[pghistory.Tracker, ...]:
    """Fresh trackers for one model; a shared instance would carry the other model's fields."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()


def von_hand(modell: type[Model]) -> QuerySet[Any, Any]:
    """The numbers of the rows that somebody signed in has made, by the history; not those of command line and demo."""
    angelegt = {"events__pgh_label": "insert", "events__pgh_context__metadata__has_key": "nutzer"}
    return modell._default_manager.filter(**angelegt).values("pk")
