"""The receivers' screen of unexcused absence (JPS-31)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from .listen import Meldungsliste
from .models import Fehlmeldung
from .services import kenntnis_nehmen


@regel(Aktion.FEHLMELDUNG_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Meldungsliste(request))


@regel(Aktion.FEHLMELDUNG_LESEN)
@require_POST
def kenntnis(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of an office who takes note does so for the office."""
    nutzer: Any = request.user
    eigene = Fehlmeldung.objects.fuer(nutzer, Aktion.FEHLMELDUNG_LESEN)
    meldung = get_object_or_404(eigene.filter(empfaenger=nutzer.organisation_id), pk=pk)
    if kenntnis_nehmen(nutzer, meldung):
        melden(request, f"Die Meldung über den {meldung.datum:%d.%m.%Y} ist zur Kenntnis genommen.")
    else:
        melden(request, "Die Meldung war schon zur Kenntnis genommen.", art="info")
    return redirect("anwesenheit:meldungen")
