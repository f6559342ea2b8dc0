"""How long a session lasts (DS-07): 15 minutes without activity, 12 hours in all; and the renewed login."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

View = Callable[..., HttpResponseBase]
SCHLUESSEL = "wegplan_sitzung"  # in the session: [sign-in, last activity] as seconds since 1970
SCHREIBABSTAND = 60  # seconds between two notes of activity: a page view must not cost a write
UNTAETIG = "Sie waren {} Minuten nicht tätig. Bitte melden Sie sich wieder an."
ZU_LANGE = "Ihre Anmeldung ist nach {} Stunden abgelaufen. Bitte melden Sie sich wieder an."


def hintergrund(view: View) -> View:
    """Mark a view that a page calls by itself (progress, counters): it does not count as activity."""
    view.hintergrund = True  # type: ignore[attr-defined]
    return view


class SitzungMiddleware:
    """Ends sessions that are idle or too old."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        jetzt = time.time()
        beginn, zuletzt = request.session.get(SCHLUESSEL, (jetzt, 0.0))
        if jetzt - beginn > settings.SESSION_COOKIE_AGE:
            return _beenden(request, ZU_LANGE.format(settings.SESSION_COOKIE_AGE // 3600))
        if zuletzt and jetzt - zuletzt > settings.WEGPLAN_LEERLAUF_MINUTEN * 60:
            return _beenden(request, UNTAETIG.format(settings.WEGPLAN_LEERLAUF_MINUTEN))
        if jetzt - zuletzt > SCHREIBABSTAND and not getattr(view, "hintergrund", False):
            request.session[SCHLUESSEL] = (beginn, jetzt)
        return None


def _beenden(request: HttpRequest, satz: str) -> HttpResponse:
    logout(request)
    messages.info(request, satz)
    ziel = _adresse("account_login", request.get_full_path() if request.method == "GET" else "/")
    if request.headers.get("HX-Request"):  # a part of a page would show the sign-in form inside the page
        return HttpResponse(status=204, headers={"HX-Redirect": ziel})
    return HttpResponseRedirect(ziel)


def _adresse(name: str, danach: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': danach})}"


def frisch(request: HttpRequest) -> bool:
    """True when password or second factor were entered in the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    from allauth.account.authentication import get_authentication_records

    zeiten = [eintrag["at"] for eintrag in get_authentication_records(request, request.user)]
    return bool(zeiten) and time.time() - max(zeiten) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def frisch_angemeldet(view: View) -> View:
    """Decorate a view for export, deletion or change of role: asks for the password again (DS-07).

    Afterwards the page comes with GET: a form that was sent has to be sent again; kit/entwurf keeps long texts."""

    @wraps(view)
    def mit_erneuter_anmeldung(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if frisch(request):
            return view(request, *args, **kwargs)
        messages.info(request, "Bitte bestätigen Sie, dass Sie es sind. Danach geht es hier weiter.")
        return HttpResponseRedirect(_adresse("account_reauthenticate", request.path))

    return mit_erneuter_anmeldung
