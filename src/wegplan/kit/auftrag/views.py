"""„Meine Aufträge“: what runs, what came of it; one may leave and find it again."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from wegplan.kit.access import angemeldet

from .arten import ARTEN
from .models import Auftrag, Stand
from .services import AUFHEBEN, OFFEN

JE_SEITE = 20
WORTE = {
    Stand.WARTET: ("wartet", "ruhig"),
    Stand.LAEUFT: ("läuft", "info"),
    Stand.FERTIG: ("fertig", "gut"),
    Stand.ABGELEHNT: ("abgelehnt", "achtung"),
    Stand.FEHLER: ("nicht gelungen", "schlecht"),
}


def zeigen(auftrag: Auftrag) -> dict[str, object]:
    """What the templates draw of an Auftrag."""
    wort, zustand = WORTE[Stand(auftrag.stand)]
    fertig = auftrag.stand in (Stand.FERTIG, Stand.ABGELEHNT)
    art = ARTEN.get(auftrag.art)
    return {
        "auftrag": auftrag,
        "wort": wort,
        "zustand": zustand,
        "offen": auftrag.stand in OFFEN,
        "ergebnis_url": reverse(art.seite, args=[auftrag.pk]) if fertig and art else "",
    }


@angemeldet
def liste(request: HttpRequest) -> HttpResponse:
    """The user's own, the newest first."""
    seite = Paginator(Auftrag.objects.fuer(request.user).order_by("-angelegt_am", "-pk"), JE_SEITE).get_page(
        request.GET.get("seite")
    )
    zeilen = [zeigen(auftrag) for auftrag in seite]
    return render(request, "auftrag/liste.html", {"seite": seite, "zeilen": zeilen, "tage": AUFHEBEN.days})


@angemeldet
def auftrag(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with progress."""
    return render(request, "auftrag/auftrag.html", _einer(request, pk))


@angemeldet
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while the work runs."""
    return render(request, "auftrag/stand.html", _einer(request, pk))


def _einer(request: HttpRequest, pk: int) -> dict[str, object]:
    return zeigen(get_object_or_404(Auftrag.objects.fuer(request.user), pk=pk))
