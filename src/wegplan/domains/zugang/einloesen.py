"""The page of the letter, before anybody has an account: code, birthday, a password of one's own."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from wegplan.kit.access import geheimlink
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import services
from .forms import Einloeseformular

BREMSE = "einladung"  # ACCOUNT_RATE_LIMITS
FALSCH = "Code oder Geburtsdatum stimmen nicht, oder der Code gilt nicht mehr. Prüfen Sie beides noch einmal."
ZU_OFT = "Das waren zu viele Versuche. Bitte warten Sie eine Stunde."


@geheimlink
@never_cache
@sensitive_post_parameters()
def einloesen(request: HttpRequest) -> HttpResponse:
    """Names nobody: only who has the letter learns here that an account exists."""
    form = Einloeseformular(request.POST or None)
    if request.method != "POST":
        return TemplateResponse(request, "zugang/einloesen.html", {"form": form})
    if not ratelimit.consume(request, action=BREMSE):
        form.is_valid()
        form.add_error(None, ZU_OFT)
        return TemplateResponse(request, "zugang/einloesen.html", {"form": form}, status=429)
    if form.is_valid():
        werte = form.cleaned_data
        konto = services.einloesen(werte["code"], werte["geburtsdatum"], werte["passwort"], heute())
        if konto:
            satz = f"Ihr Zugang ist fertig. Ihr Anmelde-Name ist {konto.username}. Melden Sie sich jetzt an."
            melden(request, satz)
            return redirect("account_login")
        form.add_error(None, FALSCH)
    return TemplateResponse(request, "zugang/einloesen.html", {"form": form}, status=422)
