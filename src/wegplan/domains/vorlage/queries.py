"""Reading templates: always those of an office."""

from typing import Any

from django.db.models import QuerySet

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
