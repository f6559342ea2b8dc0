"""The first page, by role: what calls for action today (entwurf/oberflaeche.md, frame)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wegplan.kit.access import angemeldet


@angemeldet
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The start page of the signed-in account. Shows nobody, so leaves no trace."""
    return render(request, "startseite/start.html")
