"""The tab "Eigener Zugang" of the file: invite, make a new letter, end."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import services
from .models import Eigenzugang
from .queries import zugaenge
from .rules import fruehestes_ende


@regel(Aktion.ZUGANG_VERWALTEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the person has an own access, since when, by whom; the buttons."""
    akte = akte_laden(request.user, pk, heute(), Aktion.ZUGANG_VERWALTEN)
    alle = zugaenge(request.user, pk)
    offen = next((z for z in alle if z.beendet_am is None), None)
    kontext = {"zugang": offen, "fruehere": [z for z in alle if z.beendet_am], "grenze": fruehestes_ende(heute())}
    return seite_zeigen(request, akte, "zugang/person.html", "zugang:person", **kontext)


@regel(Aktion.ZUGANG_VERWALTEN)
@require_POST
@never_cache
def einladen(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter, shown this once: reloading the page makes a new code."""
    try:
        brief = services.einladen(request.user, pk, heute())
    except Person.DoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, " ".join(fehler.messages), art="fehler")
        return redirect("zugang:person", pk)
    zugriff_vermerken(request, "druck", pk, zweck="Brief mit dem Code für den eigenen Zugang")
    nutzer: Any = request.user
    kontext = {
        "brief": brief,
        "person": brief.zugang.person,
        "adresse": _adresse(request),
        "stelle": nutzer.organisation,
        "heute": heute(),
    }
    return TemplateResponse(request, "zugang/brief.html", kontext)


def _adresse(request: HttpRequest) -> str:
    """The page for the code, as people type it."""
    wohin = reverse("zugang:einloesen")
    basis = settings.WEGPLAN_ADRESSE.rstrip("/")
    return f"{basis}{wohin}" if basis else request.build_absolute_uri(wohin)


@regel(Aktion.ZUGANG_VERWALTEN)
@require_POST
def beenden(request: HttpRequest, pk: int) -> HttpResponse:
    """At once: the next request of the account is refused."""
    try:
        _, jetzt = services.beenden(request.user, pk)
    except Eigenzugang.DoesNotExist as weg:
        raise Http404 from weg
    melden(request, "Der eigene Zugang ist beendet." if jetzt else "Der eigene Zugang war schon beendet.")
    return redirect("zugang:person", pk)
