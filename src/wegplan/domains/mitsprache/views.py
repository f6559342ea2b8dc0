"""What participants have written, for the provider's staff: the list, and the tick that it was read."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from . import services
from .listen import Eigenwortliste, ort
from .models import Eigenwort


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def liste(request: HttpRequest) -> HttpResponse:
    """Everything that nobody has read or taken over yet; the words themselves stand where they belong."""
    return liste_anzeigen(request, Eigenwortliste(request))


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
@require_POST
def gelesen(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick it; the participant sees that it was read."""
    nutzer: Any = request.user
    try:
        wort, jetzt = services.erledigen(nutzer, pk)
    except Eigenwort.DoesNotExist as weg:
        raise Http404 from weg
    melden(request, "Als gelesen festgehalten." if jetzt else "Das war schon als gelesen festgehalten.")
    return redirect(ort(wort))
