"""Example objects for addresses of the programme, see beispiele.py."""

from collections.abc import Callable
from typing import Any

from wegplan.domains.foerderplan.models import Berufswunsch, Einschaetzung, Foerderziel, Planfassung, Zielschritt
from wegplan.domains.gespraech.models import Absprache, Gespraech
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.uebergang.models import Zuweisung

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


def planfassung(was: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a draft of a plan (`was` fassung), or of a part of it: ziel, schritt, einschaetzung, wunsch."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        def einer(p: Person) -> dict[str, Any]:
            schluessel = {"teilnahme": laufende_teilnahme(p), "nummer": 1}
            rahmen = {"person": p, "angelegt_von": w["bdl"], "pruefung_am": MORGEN}
            fassung, _ = Planfassung.objects.get_or_create(**schluessel, defaults=rahmen)
            wer = {"verantwortlich": "bdl", "bis": MORGEN}
            ziel, _ = Foerderziel.objects.get_or_create(fassung=fassung, kennung="Z", defaults=wer)
            schritt, _ = Zielschritt.objects.get_or_create(ziel=ziel, kennung="S", defaults=wer)
            teile = {"fassung": fassung, "ziel": ziel, "schritt": schritt}
            teile["einschaetzung"], _ = Einschaetzung.objects.get_or_create(fassung=fassung, bereich="sozial")
            teile["wunsch"], _ = Berufswunsch.objects.get_or_create(fassung=fassung)
            return {"pk": teile[was].pk}

        return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}

    return faelle


def unterschriebene_planfassung(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a signed version of a plan that has a signed one before it."""

    def eine(p: Person, nummer: int) -> dict[str, Any]:
        rahmen = {"person": p, "angelegt_von": w["bdl"], "pruefung_am": MORGEN}
        rahmen |= {"stand": "unterschrieben", "unterschrieben_am": HEUTE, "pruefsumme": "x"}
        rahmen |= {"name_teilnehmend": "A", "name_fachkraft": "B"}
        schluessel = {"teilnahme": laufende_teilnahme(p), "nummer": nummer}
        return {"pk": Planfassung.objects.get_or_create(**schluessel, defaults=rahmen)[0].pk}

    for p in personen(w).values():
        eine(p, 2)
    return {name: eine(p, 3) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def zuweisung(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with the number of an assignment as `pk`: those of the own offices, not of the others'."""

    def eine(p: Person, kurz: str) -> dict[str, int]:
        werte = {"person": p, "zugewiesen_am": HEUTE, "regionalbuero": w.stellen[f"RB-{kurz}"]}
        werte |= {"jobcenter": w.stellen["JC-A"], "uebergeben_am": HEUTE, "massnahme": w.massnahmen[f"M-{kurz}"]}
        neu, _ = Zuweisung.objects.get_or_create(
            zuweisung_id=f"Z-{p.pk}", defaults=werte | {"traeger": w.stellen[f"TR-{kurz}"]}
        )
        return {"pk": neu.pk}

    alle = {name: eine(p, "A" if name == "eigen" else "B") for name, p in personen(w).items()}
    return alle | {"unbekannt": {"pk": UNBEKANNT}}
