"""Example objects of the Checkliste, for the addresses of the access matrix."""

from collections.abc import Callable
from typing import Any

from wegplan.domains.checkliste.models import Pflichthaken
from wegplan.domains.organisation.models import Nutzer

from .beispiele_projekt import UNBEKANNT, Fall, im_programm, projekt
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, Welt


def _pflicht(w: Welt, nutzer: Nutzer) -> Fall:
    """The yearly duty of a project has no person; its tick needs which year."""
    for massnahme in w.massnahmen.values():
        massnahme.refresh_from_db()
    alle = {"fremd": {"pk": w.massnahmen["M-B"].pk, "schritt": "ZV-11"}}
    return alle | {"unbekannt": {"pk": UNBEKANNT, "schritt": "ZV-11"}}


def _haken(w: Welt, nutzer: Nutzer) -> Fall:
    """A tick on a duty of a person."""

    def einer(p: Any) -> dict[str, int]:
        teilnahme = laufende_teilnahme(p)
        wo = {"massnahme": teilnahme.massnahme, "person": p, "teilnahme": teilnahme, "schritt": "ZV-10b"}
        werte = {"am": HEUTE, "notiz": "x", "stelle": w["bdl"].organisation, "gesetzt_von": w["bdl"]}
        return {"pk": Pflichthaken.objects.get_or_create(**wo, defaults=werte)[0].pk}

    return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


CHECKLISTE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    "checkliste:projekt": im_programm(projekt()),
    "checkliste:beginn": im_programm(projekt()),
    "checkliste:schritt": im_programm(projekt(schritt="ZV-10b")),
    "checkliste:abhaken": im_programm(_pflicht),
    "checkliste:zuruecknehmen": im_programm(_haken),
}
