"""Pages of the frame itself: accessibility statement and help."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wegplan.kit.access import angemeldet, oeffentlich


@oeffentlich
def barrierefreiheit(request: HttpRequest) -> HttpResponse:
    """Statement of accessibility with the feedback path (DS-40); one of the public pages of DS-01."""
    return render(request, "ui/barrierefreiheit.html", {"kontakt": settings.WEGPLAN_BARRIERE_KONTAKT})


@angemeldet
def hilfe(request: HttpRequest) -> HttpResponse:
    """Help in plain language."""
    return render(request, "ui/hilfe.html")
