"""The desks of a team: load per colleague, what is nobody's, which cases do not move (VF-08, VF-12)."""

from typing import Any

from django.db.models import Count, F, Window
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen

from ..last import lasten
from ..listen import WOCHEN, Stillstandliste, Teamliste, stillstand
from ..models import Zeit
from ..queries import vertretungen

GEZEIGT = 10  # cases that do not move; the list behind holds the rest
WAHL = (2, 4, 8, 12, 26)


@regel(Aktion.AUSWERTUNG_FAELLE)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """`?wochen=4`: how long a case must have stood still. One trace when it names persons."""
    nutzer: Any = request.user
    stichtag = heute()
    wunsch = request.GET.get("wochen", "")
    wochen = int(wunsch) if wunsch in map(str, WAHL) else WOCHEN
    alle = lasten(nutzer, stichtag)
    faelle = list(
        stillstand(nutzer, stichtag, wochen)
        .annotate(alle=Window(Count("*")))
        .order_by(F("bewegt_am").asc(nulls_first=True), "sortierung", "pk")[:GEZEIGT]
    )
    if faelle:
        zugriff_vermerken(request, "liste", personen=[p.pk for p in faelle], filter={"wochen": wochen})
    kontext = {
        "stichtag": stichtag,
        "lasten": [last for last in alle if last.pk],
        "niemand": next((last for last in alle if not last.pk), None),
        "zeiten": Zeit.choices,
        "liste": reverse("tisch:teamliste"),
        "faelle": faelle,
        "anzahl_faelle": faelle[0].alle if faelle else 0,
        "wochen": wochen,
        "wahl": WAHL,
        # the list takes its own standard for granted and does not name it in its address
        "stillstand": reverse("tisch:stillstand") + (f"?wochen={wochen}" if wochen != WOCHEN else ""),
        "vertretungen": list(vertretungen(nutzer)),
    }
    return TemplateResponse(request, "tisch/team.html", kontext)


@regel(Aktion.AUSWERTUNG_FAELLE)
def teamliste(request: HttpRequest) -> HttpResponse:
    """Every open step of the persons the user leads, by colleague, to filter, to print, as XLSX."""
    return liste_anzeigen(request, Teamliste(request))


@regel(Aktion.AUSWERTUNG_FAELLE)
def stillstehend(request: HttpRequest) -> HttpResponse:
    """All cases that have not moved for some weeks."""
    return liste_anzeigen(request, Stillstandliste(request))
