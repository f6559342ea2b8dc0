"""Histories by database triggers (DS-11): they see bulk updates and raw SQL, too."""

import pghistory


def ereignisse() -> tuple[pghistory.Tracker, ...]:
    """Fresh trackers for one model; a shared instance would carry the other model's fields."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
