"""The first wall for Teilnahmen."""

from typing import Any, Self

from django.db.models import Q

from wegplan.domains.person.queries import PersonBezogenQuerySet


class TeilnahmeQuerySet(PersonBezogenQuerySet):
    """As for everything of a person; providers and Regionalbüros see those in their own measures only (DS-02)."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only Teilnahmen with which `nutzer` may do `aktion` today."""
        return super().fuer(nutzer, aktion).in_eigenen_massnahmen(nutzer)

    def in_eigenen_massnahmen(self, nutzer: Any) -> Self:
        """For Teilnahmen of persons that were already fetched for `nutzer`."""
        if not nutzer.nur_eigene_massnahmen:
            return self
        stelle = nutzer.organisation_id
        return self.filter(Q(massnahme__traeger=stelle) | Q(massnahme__regionalbuero=stelle))


class TeilnahmeBezogenQuerySet(PersonBezogenQuerySet):
    """What hangs on a person and a Teilnahme: seen by who sees both."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only rows of Teilnahmen with which `nutzer` may do `aktion` today."""
        eigene = super().fuer(nutzer, aktion)
        if not nutzer.nur_eigene_massnahmen:
            return eigene
        stelle = nutzer.organisation_id
        return eigene.filter(Q(teilnahme__massnahme__traeger=stelle) | Q(teilnahme__massnahme__regionalbuero=stelle))
