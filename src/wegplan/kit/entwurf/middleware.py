"""Looks at what came of a long form: saved, then its draft goes; not let in, then its text is kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode

from wegplan.kit.access.middleware import sicht_setzen
from wegplan.kit.ui.meldungen import melden

from .marke import FELD, Marke, lesen
from .services import abschliessen, aufheben, bremse_frei

AUFGEHOBEN = (
    "Was Sie geschrieben haben, ist aufgehoben und steht {} wieder im Formular. Gespeichert ist es noch nicht: "
    "Prüfen Sie es und senden Sie es ab."
)
NICHT_AUFGEHOBEN = (
    "Ihr Text konnte nicht aufgehoben werden. Gehen Sie im Browser einen Schritt zurück und kopieren Sie ihn, "
    "bevor Sie die Seite verlassen."
)


class EntwurfMiddleware:
    """Between the transaction and the end of the session: it sees both what was sent and who was let in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwort = self.get_response(request)
        marke = lesen(request.POST.get(FELD, "")) if request.method == "POST" else None
        if marke is None:
            return antwort
        if not request.user.is_authenticated or not getattr(request, "csrf_processing_done", False):
            return _nicht_eingelassen(request, marke)
        if antwort.status_code in (302, 303) and marke.nutzer == request.user.pk:
            if antwort["Location"].startswith(_konto()):  # asked for the password again, or to set something up
                aufheben(marke, request.POST)
            else:
                abschliessen(marke)
        return antwort


def _konto() -> str:
    """All pages of sign-in and account stand below the same address as the sign-in."""
    return resolve_url(settings.LOGIN_URL).rsplit("/", 2)[0] + "/"


def _nicht_eingelassen(request: HttpRequest, marke: Marke) -> HttpResponse:
    """The session has ended, or the user has signed in anew since the form was shown: nothing was done."""
    aufgehoben = bremse_frei(marke) and _aufheben(request, marke)
    angemeldet = request.user.pk == marke.nutzer
    ziel = marke.adresse if angemeldet else f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': marke.adresse})}"
    if request.headers.get("HX-Request"):  # while typing: say it beside the text, do not take the page away
        return render(request, "entwurf/abgelaufen.html", {"aufgehoben": aufgehoben, "ziel": ziel, "neu": angemeldet})
    satz = AUFGEHOBEN.format("jetzt" if angemeldet else "nach dem Anmelden") if aufgehoben else NICHT_AUFGEHOBEN
    melden(request, satz, art="warnung")
    return HttpResponseRedirect("/" if request.user.is_authenticated and not angemeldet else ziel)


def _aufheben(request: HttpRequest, marke: Marke) -> bool:
    """The signed mark says for whom; nobody else's rows are touched."""
    sicht_setzen(marke.nutzer)
    try:
        return aufheben(marke, request.POST)
    finally:
        sicht_setzen(request.user.pk)
