"""Example objects of the providers' templates, for the addresses of the access matrix."""

from collections.abc import Callable

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.planvorlage.models import Planvorlage
from wegplan.domains.planvorlage.standard import standardvorlage

from .beispiele_projekt import UNBEKANNT, Fall
from .welt import HEUTE, Welt


def planvorlage(stand: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of templates in a state: those of the own provider or handed in to the own Regionalbüro."""

    def eine(w: Welt, kurz: str) -> dict[str, int]:
        werte = {"pruefwert": "x", "inhalt": standardvorlage("foerderplan"), "befund": []}
        werte |= {"hochgeladen_von": w["bdl_leitung"], "stand": stand}
        if stand not in ("entwurf", "eingereicht"):
            werte |= {"entschieden_von": w["rb"], "entschieden_am": f"{HEUTE}T09:00Z"}
        kennung = {"organisation": w.stellen[f"TR-{kurz}"], "regionalbuero": w.stellen[f"RB-{kurz}"]}
        kennung |= {"art": "foerderplan", "fassung": len(stand)}
        return {"pk": Planvorlage.objects.get_or_create(**kennung, defaults=werte)[0].pk}

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        return {"eigen": eine(w, "A"), "fremd": eine(w, "B"), "unbekannt": {"pk": UNBEKANNT}}

    return faelle


VORLAGEN = {
    **dict.fromkeys(
        (f"planvorlage:{n}" for n in ("fassung", "datei", "muster", "einreichen", "zurueckziehen")),
        planvorlage("entwurf"),
    ),
    "planvorlage:zum_standard": planvorlage("freigegeben"),
    **dict.fromkeys(
        (f"planvorlage:{n}" for n in ("pruefung", "pruefung_datei", "pruefung_muster")), planvorlage("eingereicht")
    ),
    "planvorlage:standard": lambda w, n: {"eigen": {"art": "foerderplan"}, "unbekannt": {"art": "gibtesnicht"}},
}
