"""Frame of the participants' pages: who I am, one trace, or the sentence that the access has ended."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute

from .queries import Ich, ich_laden


def ich_oder_404(request: HttpRequest) -> Ich:
    """For addresses that name an object."""
    ich = ich_laden(request.user, heute())
    if ich is None:
        raise Http404
    return ich


def eigene_seite(
    request: HttpRequest, ich: Ich | None, vorlage: str, zweck: str, status: int = 200, **kontext: Any
) -> HttpResponse:
    """A page of the own file. Reading it oneself leaves a trace like every other reading (DS-10)."""
    if ich is None:
        return TemplateResponse(request, "zugang/beendet.html")
    zugriff_vermerken(request, "oeffnen", ich.person.pk, zweck=f"eigener Zugang: {zweck}")
    gemeinsam = {"ich": ich, "person": ich.person, "heute": heute(), "titel": zweck}
    return TemplateResponse(request, vorlage, gemeinsam | kontext, status=status)
