"""Reading proposals "for this user", and the steps that an accepted one has moved."""

from typing import Any

from django.db.models import Q, QuerySet

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.models import Schritt

from .arten import Vorschlagsstand
from .models import Aenderungsvorschlag
from .rules import Bewegung, bewegungen, nach_schluessel


def zu_entscheiden(nutzer: Any) -> QuerySet[Aenderungsvorschlag]:
    """Open proposals on which `nutzer` decides: all of the own cases but the own ones."""
    offene = Aenderungsvorschlag.objects.fuer(nutzer, Aktion.VORSCHLAG_ENTSCHEIDEN)
    return offene.filter(~Q(vorgeschlagen_von=nutzer), stand=Vorschlagsstand.OFFEN)


def mit_namen(vorschlaege: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a page shows, in the same statement."""
    return vorschlaege.select_related(
        "person",
        "teilnahme__massnahme",
        "vorgeschlagen_von__organisation",
        "entschieden_von__organisation",
        "aufgehoben_von",
    )


def bewegte_schritte(vorschlag: Aenderungsvorschlag) -> list[Bewegung]:
    """The steps that moved when the proposal was accepted (or undone), from their histories; two statements.

    Row security hides them from whoever may not read steps."""
    if vorschlag.kontext is None:
        return []
    verlauf: Any = Schritt.pgh_event_model.objects  # type: ignore[attr-defined]
    danach = list(verlauf.filter(pgh_context_id=vorschlag.kontext, teilnahme_id=vorschlag.teilnahme_id))
    if not danach:
        return []
    danach.sort(key=lambda e: e.pgh_id)
    davor = (
        verlauf.filter(pgh_obj_id__in={e.pgh_obj_id for e in danach}, pgh_id__lt=danach[0].pgh_id)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return bewegungen(nach_schluessel(davor), nach_schluessel(danach))
