"""Example objects for the participants' own pages and what they write, see tests/beispiele.py."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from wegplan.domains.mitsprache.models import Eigenwort
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.zugang.models import Eigenzugang

from .beispiele_berichte import entwicklungsbericht
from .beispiele_programm import planfassung, unterschriebene_planfassung
from .beispiele_projekt import UNBEKANNT, Fall
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, Welt


def person(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with the person's number as `pk`."""
    return {name: {"pk": p.pk} for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def verbunden(beispiele: Callable[[Welt, Nutzer], Fall]) -> Callable[[Welt, Nutzer], Fall]:
    """The same addresses, where Frau Eigen has an own access with the account of the participants."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        _zugang(w)
        return beispiele(w, nutzer)

    return faelle


def _zugang(w: Welt) -> None:
    werte = {"nutzer": w["teilnehmende"], "eingeladen_von": w["pap"], "brief_bis": HEUTE}
    Eigenzugang.objects.get_or_create(person=w.eigen, defaults=werte | {"angenommen_am": timezone.now()})


def _wort(w: Welt, p: Person, art: str, bezug: str) -> Eigenwort:
    werte = {"geschrieben_am": timezone.now(), "geschrieben_von": w["teilnehmende"], "text": "x", "person": p}
    if art == "bericht":
        werte["haltung"] = "gelesen"
    schluessel = {"teilnahme": laufende_teilnahme(p), "art": art, "bezug": bezug}
    return Eigenwort.objects.get_or_create(**schluessel, defaults=werte)[0]


def beendbar(w: Welt, nutzer: Nutzer) -> Fall:
    """The same with an own access of each person."""
    _zugang(w)
    for p in (w.fremd, w.ehemals):
        konto, _ = Nutzer.objects.get_or_create(username=f"weg-{p.pk}", defaults={"rolle": "teilnehmende"})
        werte = {"nutzer": konto, "eingeladen_von": w["pap"], "brief_bis": HEUTE}
        Eigenzugang.objects.get_or_create(person=p, defaults=werte)
    return person(w, nutzer)


def eigenwort(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of what participants have written."""
    alle: dict[str, dict[str, Any]] = {n: {"pk": _wort(w, p, "bericht", "1").pk} for n, p in personen(w).items()}
    return alle | {"unbekannt": {"pk": UNBEKANNT}}


def zum_entwurf(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with a draft and a word of the same person; `vermischt`: somebody else's word."""
    alle = planfassung("fassung")(w, nutzer)
    worte = {n: _wort(w, p, "einschaetzung", "sozial").pk for n, p in personen(w).items()}
    mit_wort = {n: werte | {"wort": worte.get(n, UNBEKANNT)} for n, werte in alle.items()}
    return mit_wort | {"vermischt": alle["eigen"] | {"wort": worte["fremd"]}}


EIGENE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    **dict.fromkeys((f"zugang:{n}" for n in ("person", "einladen")), person),
    "zugang:beenden": beendbar,
    **dict.fromkeys(
        (f"zugang:{n}" for n in ("fassung", "plan_pdf", "antwort_plan")), verbunden(unterschriebene_planfassung)
    ),
    **dict.fromkeys(
        (f"zugang:{n}" for n in ("bericht", "bericht_pdf", "antwort_bericht")),
        verbunden(entwicklungsbericht("freigegeben")),
    ),
    "mitsprache:gelesen": eigenwort,
    "foerderplan:uebernehmen": zum_entwurf,
}
