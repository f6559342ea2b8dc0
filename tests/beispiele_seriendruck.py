"""Example objects of serial printing, for the addresses of the access matrix."""

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.seriendruck.auftraege import SERIENDRUCK as ART

from .beispiele_auftraege import auftrag
from .beispiele_projekt import UNBEKANNT, Fall
from .welt import Welt


def _massnahme(w: Welt, nutzer: Nutzer) -> Fall:
    """A measure with somebody the account may print for; of the other one it sees nobody."""
    alle = {"eigen": {"massnahme": w.massnahmen["M-A"].pk}, "unbekannt": {"massnahme": UNBEKANNT}}
    if nutzer.nur_eigene_massnahmen:
        alle["fremd"] = {"massnahme": w.massnahmen["M-B"].pk}
    return alle


SERIENDRUCK = {
    "seriendruck:auswahl": _massnahme,
    **dict.fromkeys(("seriendruck:ergebnis", "seriendruck:laden"), auftrag(ART)),
}
