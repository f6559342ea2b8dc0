"""Reading templates: always those of an office."""

from typing import Any

from django.db.models import QuerySet

from .arten import SERIEN
from .models import Briefvorlage
from .standard import standardvorlage


def vorlagen(nutzer: Any) -> QuerySet[Briefvorlage]:
    """The versions of the own office, the latest first, without their content."""
    eigene = Briefvorlage.objects.filter(organisation_id=nutzer.organisation_id).defer("inhalt")
    return eigene.select_related("hochgeladen_von", "freigegeben_von").order_by("art", "-fassung")


def geltende(organisation_id: Any, art: str) -> bytes:
    """The template that letters of this kind use in an office: its own one in use, else the standard one."""
    eigene = Briefvorlage.objects.filter(organisation_id=organisation_id, art=art, aktiv=True)
    inhalt = eigene.values_list("inhalt", flat=True).first()
    return bytes(inhalt) if inhalt is not None else standardvorlage(art)


def freigegebene(nutzer: Any) -> list[Briefvorlage]:
    """The versions in use of the own office for what is printed for many, without their content."""
    eigene = Briefvorlage.objects.filter(organisation_id=nutzer.organisation_id, aktiv=True, art__in=SERIEN)
    return list(eigene.defer("inhalt").order_by("art"))


def freigegebene_vorlage(nutzer: Any, pk: Any) -> Briefvorlage | None:
    """One of them with its content; None once it is no longer in use."""
    eigene = Briefvorlage.objects.filter(organisation_id=nutzer.organisation_id, aktiv=True, art__in=SERIEN)
    return eigene.filter(pk=pk).first()
