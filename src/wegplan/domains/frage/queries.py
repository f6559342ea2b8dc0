"""Reading questions "for this user"."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from .models import Frage, Fragebeitrag


def mit_namen(fragen: QuerySet[Any]) -> QuerySet[Any]:
    """With what every page says of them, without what was written."""
    return fragen.select_related(
        "person", "teilnahme__massnahme", "von_stelle", "an_stelle", "am_zug", "zustaendig", "gestellt_von"
    )


def fragen_der_person(nutzer: Any, person_id: int) -> list[Frage]:
    """All questions of a person with what was written, open ones first (two statements)."""
    beitraege = Fragebeitrag.objects.select_related("von", "stelle").order_by("am", "pk")
    fragen = mit_namen(Frage.objects.fuer(nutzer).filter(person_id=person_id))
    fragen = fragen.select_related("geschlossen_von").prefetch_related(Prefetch("beitraege", beitraege))
    return sorted(fragen, key=lambda f: (f.geschlossen_am is not None, -f.gestellt_am.timestamp()))


def wartende(nutzer: Any) -> QuerySet[Frage]:
    """Questions that wait for this user; the list with the filter `bei_mir` shows the same."""
    return Frage.objects.fuer(nutzer).bei(nutzer)
