"""Example objects for addresses of interventions and changes of stage, see beispiele.py."""

from collections.abc import Callable

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.stufenwechsel.models import Intervention, Standardverfahren, Stufenwechsel

from .beispiele_programm import programmprojekt
from .beispiele_projekt import UNBEKANNT, Fall
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, Welt


def wechsel(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with the number of a recommended change of stage as `pk`."""

    def einer(p: Person) -> dict[str, int]:
        werte = {"person": p, "teilnahme": laufende_teilnahme(p), "alte_stufe": "VDB", "neue_stufe": "IEB"}
        werte |= {"begruendung": "x", "empfohlen_am": HEUTE, "empfohlen_von": w["bdl"]}
        return {"pk": Stufenwechsel.objects.get_or_create(wechsel_id=f"W-{p.pk}", defaults=werte)[0].pk}

    return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


SCHRITTE = [{"text": "Anrufen", "wer": "bdl", "tage": 1}]


def _verfahren(w: Welt, kurz: str) -> Standardverfahren:
    werte = {"schritte": SCHRITTE, "stelle": w.stellen["RG"]}
    return Standardverfahren.objects.get_or_create(massnahme=w.massnahmen[f"M-{kurz}"], fassung=1, defaults=werte)[0]


def standardverfahren(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a version of a project's standard procedure, proposed by another office."""
    faelle = {"eigen": _verfahren(w, "A").pk, "fremd": _verfahren(w, "B").pk, "unbekannt": UNBEKANNT}
    return {name: {"pk": pk} for name, pk in faelle.items()}


def intervention(**weitere: int) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses with the number of a running intervention as `pk`."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        def eine(p: Person) -> dict[str, int]:
            werte = {"begonnen_am": HEUTE, "begonnen_von": w["bdl"], "anlass": "x", "verfahren": _verfahren(w, "A")}
            neu, _ = Intervention.objects.get_or_create(person=p, teilnahme=laufende_teilnahme(p), defaults=werte)
            neu.schritte.get_or_create(nummer=1, defaults={"text": "Anrufen", "wer": "bdl", "faellig": HEUTE})
            return {"pk": neu.pk} | weitere

        alle = {name: eine(p) for name, p in personen(w).items()}
        return alle | {"unbekannt": {"pk": UNBEKANNT} | weitere}

    return faelle


def warnliste(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a project's list of signs: offices look at every measure, and see their own persons there."""
    alle = programmprojekt(w, nutzer)
    return alle if nutzer.nur_eigene_massnahmen else {name: alle[name] for name in ("eigen", "unbekannt")}


STUFE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    **dict.fromkeys((f"stufenwechsel:{n}" for n in ("verfahren", "verfahren_neu")), programmprojekt),
    **dict.fromkeys(
        (f"stufenwechsel:{n}" for n in ("einschaetzen", "entscheiden", "durchfuehren", "zurueckziehen")), wechsel
    ),
    "stufenwechsel:warnzeichen": warnliste,
    "stufenwechsel:bestaetigen": standardverfahren,
    "stufenwechsel:beenden": intervention(),
    "stufenwechsel:schritt": intervention(nummer=1),
}
