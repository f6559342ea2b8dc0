"""What has to be done before work begins (DS-07): an own password, and for professional roles a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .regeln import regel_von_anfrage

IMMER = {"account_logout", "account_reauthenticate"}
PASSWORT = "account_change_password"
FAKTOREN = {"mfa_activate_totp", "mfa_add_webauthn"}
EIGENES_PASSWORT = "Bitte ersetzen Sie das Passwort, das Sie bekommen haben, durch ein eigenes."
ZWEITER_FAKTOR = "Für Ihre Arbeit brauchen Sie einen zweiten Faktor. Bitte richten Sie ihn jetzt ein."
NEU_ANMELDEN = "Für dieses Konto gibt es jetzt einen zweiten Faktor. Bitte melden Sie sich damit an."


def mit_faktor(request: HttpRequest) -> bool:
    """True when this session was opened with a second factor, or has set one up."""
    from allauth.account.authentication import get_authentication_records

    return any(eintrag["method"] == "mfa" for eintrag in get_authentication_records(request, request.user))


def faktor_vermerken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around allauth's set-up pages: the first factor set up in a session counts as shown in it."""

    @wraps(view)
    def einrichten(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from allauth.account.internal.flows.login import record_authentication
        from allauth.mfa.utils import is_mfa_enabled

        offen = request.method == "POST" and not is_mfa_enabled(request.user)
        antwort = view(request, *args, **kwargs)
        if offen and is_mfa_enabled(request.user):
            record_authentication(request, request.user, "mfa", eingerichtet=True)
        return antwort

    return einrichten


class EinrichtungMiddleware:
    """Leads to the password page or to the second factor, and until then nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        nutzer = request.user
        if not nutzer.is_authenticated or _ohne_bedingung(request, view):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if nutzer.startpasswort:
            return None if name == PASSWORT else _weiter(request, PASSWORT, EIGENES_PASSWORT)
        if settings.WEGPLAN_ZWEITER_FAKTOR and nutzer.braucht_zweiten_faktor and not mit_faktor(request):
            return _zum_faktor(request, name)
        return None


def _ohne_bedingung(request: HttpRequest, view: Any) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    zugriffsregel = regel_von_anfrage(request, view)
    return name in IMMER or (zugriffsregel is not None and zugriffsregel.art in ("oeffentlich", "geheimlink"))


def _zum_faktor(request: HttpRequest, name: str) -> HttpResponse | None:
    from allauth.mfa.utils import is_mfa_enabled

    if is_mfa_enabled(request.user):
        # a session from before the factor was set up, perhaps by somebody who knows the password only
        logout(request)
        return _weiter(request, settings.LOGIN_URL, NEU_ANMELDEN)
    return None if name in FAKTOREN else _weiter(request, "mfa_activate_totp", ZWEITER_FAKTOR)


def _weiter(request: HttpRequest, name: str, satz: str) -> HttpResponse:
    messages.info(request, satz)
    return redirect(name)
