"""Example objects for addresses of the programme, see beispiele.py."""

from collections.abc import Callable
from typing import Any

from wegplan.domains.gespraech.models import Absprache, Gespraech
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person

from .beispiele_projekt import UNBEKANNT, Fall
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, MORGEN, Welt


def gespraech(was: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a talk that the user's own office recorded, or of its agreement (`was` absprache)."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        def eines(p: Person) -> dict[str, Any]:
            stelle = nutzer.organisation or w.stellen["TR-A"]
            werte = {"person": p, "teilnahme": laufende_teilnahme(p), "erfasst_von": nutzer, "stelle": stelle}
            werte |= {"art": "bdl_tn", "weg": "vor_ort", "ausgang": "gefuehrt", "tag": HEUTE, "inhalt": "x"}
            werte |= {"beteiligte": "x", "anlass": "regelmaessig"}
            g, _ = Gespraech.objects.get_or_create(gespraech_id=f"G-{p.pk}-{nutzer.pk}", defaults=werte)
            wer = {"verantwortlich": "bdl", "bis": MORGEN, "stelle": stelle, "text": "Anrufen"}
            a, _ = Absprache.objects.get_or_create(gespraech=g, kennung="A", defaults=wer)
            return {"pk": {"gespraech": g, "absprache": a}[was].pk}

        return {name: eines(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}

    return faelle


def programmprojekt(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a measure of the programme: those of the own office, not those of another one."""

    def eines(kurz: str) -> int:
        werte = {"traeger": w.stellen[f"TR-{kurz}"], "regionalbuero": w.stellen[f"RB-{kurz}"], "beginn": HEUTE}
        return Massnahme.objects.get_or_create(massnahmenummer=f"P-{kurz}", foerderart="ESF", defaults=werte)[0].pk

    return {"eigen": {"pk": eines("A")}, "fremd": {"pk": eines("B")}, "unbekannt": {"pk": UNBEKANNT}}
