"""Reading measures: always "for this user"."""

from typing import Any

from django.db.models import Q, QuerySet

from wegplan.domains.organisation.access import Aktion

from .models import Massnahme


def massnahmen_fuer(nutzer: Any) -> QuerySet[Massnahme]:
    """Measures this user may look at: providers and Regionalbüros their own, offices all of them."""
    if not nutzer.darf(Aktion.MASSNAHME_LESEN):
        return Massnahme.objects.none()
    if nutzer.nur_eigene_massnahmen:
        return Massnahme.objects.filter(
            Q(traeger_id=nutzer.organisation_id) | Q(regionalbuero_id=nutzer.organisation_id)
        )
    return Massnahme.objects.all()
