"""Example of the access matrix: what somebody has not saved yet."""

from typing import Any

from django.http import QueryDict

from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.entwurf.marke import ausstellen
from wegplan.kit.entwurf.models import Entwurf
from wegplan.kit.entwurf.services import aufheben

from .beispiele_projekt import UNBEKANNT, Fall
from .welt import Welt


def entwurf(w: Welt, nutzer: Nutzer) -> Fall:
    """A draft is the user's own; somebody else's does not exist."""

    def von(wessen: Nutzer) -> dict[str, Any]:
        marke = ausstellen(wessen.pk, "/personen/", f"F{wessen.pk}", "Ein Formular")
        aufheben(marke, QueryDict("text=Text"))
        return {"pk": Entwurf.objects.get(nutzer=wessen).pk}

    anderer = w["bl"] if nutzer != w["bl"] else w["dqm"]
    return {"eigen": von(nutzer), "fremd": von(anderer), "unbekannt": {"pk": UNBEKANNT}}
