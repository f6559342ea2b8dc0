"""The list of what is missing around exits. The tab of a person stands in the area `akte`."""

from django.http import HttpRequest, HttpResponse

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.listen.views import liste_anzeigen

from .listen import Nachbefragungsliste


@regel(Aktion.VERBLEIB_LESEN)
def nachbefragungen(request: HttpRequest) -> HttpResponse:
    """Filter, print, XLSX."""
    return liste_anzeigen(request, Nachbefragungsliste(request))
