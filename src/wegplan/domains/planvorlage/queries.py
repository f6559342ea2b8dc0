"""Reading templates: a provider its own, a Regionalbüro what was handed in to it. Lists come without the content."""

from typing import Any

from django.db.models import QuerySet

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.models import Organisation

from .arten import Planvorlagenstand
from .models import Planvorlage
from .standard import standardvorlage


def eigene(nutzer: Any) -> QuerySet[Planvorlage]:
    """All versions of the own provider, the newest first."""
    return _geordnet(Planvorlage.objects.filter(organisation_id=nutzer.organisation_id))


def vorgelegte(nutzer: Any) -> QuerySet[Planvorlage]:
    """What was handed in to the own Regionalbüro, waiting ones first."""
    gesehen = Planvorlage.objects.filter(regionalbuero_id=nutzer.organisation_id)
    return _geordnet(gesehen.exclude(stand=Planvorlagenstand.ENTWURF))


def _geordnet(vorlagen: QuerySet[Planvorlage]) -> QuerySet[Planvorlage]:
    namen = ("organisation", "regionalbuero", "hochgeladen_von", "entschieden_von")
    return vorlagen.defer("inhalt").select_related(*namen).order_by("regionalbuero__kennung", "art", "-fassung", "pk")


def wartende(nutzer: Any) -> int:
    """How many templates wait for the own Regionalbüro."""
    return vorgelegte(nutzer).filter(stand=Planvorlagenstand.EINGEREICHT).count()


def regionalbueros(nutzer: Any) -> QuerySet[Organisation]:
    """The Regionalbüros of the own provider's projects in the programme."""
    projekte = Massnahme.objects.filter(traeger_id=nutzer.organisation_id, foerderart=Foerderart.ESF)
    return Organisation.objects.filter(pk__in=projekte.values("regionalbuero")).order_by("kennung")


def geltende(massnahme: Massnahme, art: str) -> tuple[bytes, str]:
    """The template for a project's documents and what it is called: the one that the project's Regionalbüro released
    for the provider, else the standard one."""
    if massnahme.traeger_id is None or massnahme.regionalbuero_id is None:
        return _standard(art)
    frei = Planvorlage.objects.filter(
        organisation_id=massnahme.traeger_id,
        regionalbuero_id=massnahme.regionalbuero_id,
        art=art,
        stand=Planvorlagenstand.FREIGEGEBEN,
    ).first()
    return (bytes(frei.inhalt), f"Vorlage des Trägers, Fassung {frei.fassung}") if frei else _standard(art)


def _standard(art: str) -> tuple[bytes, str]:
    return standardvorlage(art), "mitgelieferte Vorlage"
