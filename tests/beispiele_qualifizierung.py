"""Example plans for the addresses of the access matrix, see tests/beispiele.py."""

from collections.abc import Callable
from typing import Any

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.qualifizierungsplan.models import Katalogmodul, Lernmodul, Qualifizierungsplan

from .beispiele_programm import programmprojekt
from .beispiele_projekt import UNBEKANNT, Fall, im_programm
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, Welt


def plan(was: str, nummer: int = 2) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a plan (`was` plan) or of a module of it (`was` modul); version 1 was handed over, 2 is a draft."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        def einer(p: Person) -> dict[str, Any]:
            fassungen = {nr: _fassung(w, p, nr) for nr in (1, 2)}
            gesucht = fassungen[nummer]
            return {"pk": gesucht.pk if was == "plan" else gesucht.module.get().pk}

        return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}

    return im_programm(faelle)


def _fassung(w: Welt, p: Person, nummer: int) -> Qualifizierungsplan:
    schluessel = {"teilnahme": laufende_teilnahme(p), "nummer": nummer}
    neu, frisch = Qualifizierungsplan.objects.get_or_create(
        **schluessel, defaults={"person": p, "angelegt_von": w["bdl"]}
    )
    if frisch:
        Lernmodul.objects.create(plan=neu, kennung="M", reihe=1, bezeichnung="Modul", stunden=10)
        if nummer == 1:
            neu.stand, neu.uebergeben_am, neu.pruefsumme, neu.name_fachkraft = "uebergeben", HEUTE, "x", "A"
            neu.save()
    return neu


def katalogmodul(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a module of a catalogue: of the own project, not of another one."""
    projekte = programmprojekt(w, nutzer)

    def eines(pk: int) -> dict[str, Any]:
        werte = {"reihe": 1, "bezeichnung": "Modul", "stunden": 10}
        massnahme = Massnahme.objects.get(pk=pk)
        return {"pk": Katalogmodul.objects.get_or_create(massnahme=massnahme, kennung="K", defaults=werte)[0].pk}

    return {name: eines(projekte[name]["pk"]) for name in ("eigen", "fremd")} | {"unbekannt": {"pk": UNBEKANNT}}


AN_DER_TEILNAHME = tuple(f"qualifizierungsplan:{name}" for name in ("neu", "rahmen", "verkuerzung"))
QUALIFIZIERUNG: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    **{f"qualifizierungsplan:{name}": plan("plan") for name in ("kopf", "modul_neu", "uebergeben")},
    **{f"qualifizierungsplan:{name}": plan("modul") for name in ("modul_aendern", "modul_entfernen", "ergebnis")},
    **{f"qualifizierungsplan:{name}": plan("plan", 1) for name in ("fassung", "pdf")},
    **{f"qualifizierungsplan:{name}": programmprojekt for name in ("katalog", "katalogmodul_neu", "gruppe")},
    "qualifizierungsplan:katalogmodul_aendern": katalogmodul,
}
