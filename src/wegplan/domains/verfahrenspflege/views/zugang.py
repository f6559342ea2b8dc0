"""Which procedures a user may look at, and which drafts change."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from wegplan.domains.verfahren.fassungen import fassung_laden
from wegplan.domains.verfahren.models import FASSUNG, Fassung
from wegplan.domains.verfahren.rules import Verfahren, verfahren, verfahren_laden


def mitgelieferte(nutzer: Any) -> list[Verfahren]:
    """The delivered procedures that an office may work by; its own one first."""
    eigenes = nutzer.organisation.regelwerk if nutzer.organisation else ""
    kennungen = [k for k in verfahren() if k != "jobperspektive"]  # the programme's holds by its Zielvereinbarung
    return [verfahren_laden(k) for k in sorted(kennungen, key=lambda k: (k != eigenes, k))]


def eigene(nutzer: Any) -> Any:
    """The versions of the user's own office, the latest first."""
    return Fassung.objects.filter(organisation=nutzer.organisation_id).select_related("angelegt_von", "in_kraft_von")


def entwurf(request: HttpRequest, pk: int) -> Fassung:
    """A draft of the own office, else 404: what is in force is not changed."""
    fassung: Fassung = get_object_or_404(eigene(request.user).filter(gilt_ab__isnull=True), pk=pk)
    return fassung


def fassung(request: HttpRequest, pk: int) -> Fassung:
    gefunden: Fassung = get_object_or_404(eigene(request.user), pk=pk)
    return gefunden


def laden(nutzer: Any, kennung: str) -> tuple[Verfahren, Fassung | None]:
    """A delivered procedure, or a version of the own office; anything else is 404."""
    if kennung.startswith(FASSUNG) and (nummer := kennung.removeprefix(FASSUNG)).isdecimal():
        gefunden = get_object_or_404(eigene(nutzer), pk=int(nummer))
        return fassung_laden(gefunden), gefunden
    for v in mitgelieferte(nutzer):
        if v.kennung == kennung:
            return v, None
    raise Http404


def geltendes(nutzer: Any, stichtag: Any) -> str:
    """The key of the procedure that entries of today follow; empty where the office has none."""
    eigenes = eigene(nutzer).filter(gilt_ab__lte=stichtag).order_by("-gilt_ab").first()
    return eigenes.kennung if eigenes else (nutzer.organisation.regelwerk if nutzer.organisation else "")
