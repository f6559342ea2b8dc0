"""The feed of a calendar, and the page to make and revoke its address (VF-08, DS-01)."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import geheimlink, regel
from wegplan.kit.access.middleware import sicht_setzen
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.ui.meldungen import melden

from ..kalender import adresse_einrichten, adresse_widerrufen, ics, nutzer_zu, pruefwert
from ..models import Kalenderadresse
from ..queries import sichtbare

JE_STUNDE = 60  # requests for one address


@regel(Aktion.VORGANG_ERFASSEN)
def kalender(request: HttpRequest) -> HttpResponse:
    """Make a new address (shown this once, only its hash is kept) or revoke it."""
    nutzer: Any = request.user
    geheim = ""
    if request.POST.get("tun") == "widerrufen":
        adresse_widerrufen(nutzer)
        melden(request, "Die Kalenderadresse ist widerrufen. Unter ihr gibt es nichts mehr abzuholen.")
        return redirect("tisch:kalender")
    if request.POST.get("tun") == "einrichten":
        geheim = request.build_absolute_uri(reverse("tisch:ics", args=[adresse_einrichten(nutzer)]))
    kontext = {"geheim": geheim, "adresse": Kalenderadresse.objects.filter(nutzer=nutzer).first()}
    antwort = TemplateResponse(request, "tisch/kalender.html", kontext)
    antwort["Cache-Control"] = "no-store"
    return antwort


@geheimlink
@require_safe
def feed(request: HttpRequest, geheimnis: str) -> HttpResponse:
    """The own open steps of whoever made the address: title, neutral case number, days. Leaves one trace, as an export
    of that account. Unknown and revoked addresses answer alike."""
    if _zu_oft(geheimnis):
        return HttpResponse("Zu viele Abrufe. Bitte später noch einmal.", "text/plain; charset=utf-8", status=429)
    nutzer = nutzer_zu(geheimnis)
    if nutzer is None or not nutzer.darf(Aktion.VORGANG_ERFASSEN):
        raise Http404
    sicht_setzen(nutzer.pk)
    plaetze = list(sichtbare(nutzer).filter(besitzer=nutzer).order_by("tag", "pk"))
    personen = list(dict.fromkeys(p.person_id for p in plaetze))
    zugriff_vermerken(request, "export", personen=personen, zweck="Kalender, ohne Namen")
    kopf = {"Content-Disposition": 'attachment; filename="wegplan.ics"', "Cache-Control": "no-store"}
    return HttpResponse(ics(plaetze, timezone.now()), "text/calendar; charset=utf-8", headers=kopf)


def _zu_oft(geheimnis: str) -> bool:
    schluessel = f"kalender:{pruefwert(geheimnis)}"
    cache.add(schluessel, 0, 3600)
    try:
        return cache.incr(schluessel) > JE_STUNDE
    except ValueError:  # ran out between both lines
        return False
