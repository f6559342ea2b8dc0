"""Example objects of long work, for the addresses of the access matrix."""

from collections.abc import Callable

from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.auftrag.models import Auftrag, Stand

from .beispiele_projekt import UNBEKANNT, Fall
from .welt import Welt


def auftrag(art: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of long work: everybody opens their own, nobody another's."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        andere = w["bl"] if nutzer != w["bl"] else w["dqm"]
        daten = {"art": art, "stand": Stand.FERTIG, "titel": "Arbeit"}
        eigener, fremder = (Auftrag.objects.create(nutzer=wer, **daten) for wer in (nutzer, andere))
        return {"eigen": {"pk": eigener.pk}, "fremd": {"pk": fremder.pk}, "unbekannt": {"pk": UNBEKANNT}}

    return faelle
