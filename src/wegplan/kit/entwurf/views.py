"""What a page with a long form sends while somebody types, and the list of what is not saved yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wegplan.kit.access import angemeldet
from wegplan.kit.ui.meldungen import melden

from .marke import FELD, lesen
from .services import AUFHEBEN, nebenbei_aufheben, offene


@angemeldet
@require_POST
def merken(request: HttpRequest) -> HttpResponse:
    """Typing counts as activity: whoever writes is not idle (DS-07)."""
    marke = lesen(request.POST.get(FELD, ""))
    gemerkt = marke is not None and marke.nutzer == request.user.pk and nebenbei_aufheben(marke, request.POST)
    return render(request, "entwurf/stand.html", {"gemerkt": gemerkt, "wann": timezone.now()})


@angemeldet
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The user's own; forms are named, persons are not."""
    kontext = {"entwuerfe": list(offene(request.user.pk or 0)), "tage": AUFHEBEN.days}
    return render(request, "entwurf/liste.html", kontext)


@angemeldet
@require_POST
def verwerfen(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw one away."""
    entwurf = get_object_or_404(offene(request.user.pk or 0), pk=pk)
    entwurf.delete()
    melden(request, f"Der Entwurf zu „{entwurf.titel}“ ist verworfen.")
    return redirect("entwurf:liste")
