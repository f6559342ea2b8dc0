"""The first wall for Teilnahmen."""

from typing import Any, Self

from django.db.models import Q

from wegplan.domains.person.queries import PersonBezogenQuerySet


class TeilnahmeQuerySet(PersonBezogenQuerySet):
    """As for everything of a person; providers and Regionalbüros see those in their own measures only (DS-02)."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only Teilnahmen with which `nutzer` may do `aktion` today."""
        sichtbare = super().fuer(nutzer, aktion)
        if not nutzer.nur_eigene_massnahmen:
            return sichtbare
        stelle = nutzer.organisation_id
        return sichtbare.filter(Q(massnahme__traeger=stelle) | Q(massnahme__regionalbuero=stelle))
