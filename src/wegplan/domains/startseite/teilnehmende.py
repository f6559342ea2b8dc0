"""The start of participants, "Mein Weg": where I stand, what to do, next days. In plain German."""

from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.mitsprache.models import Wortart
from wegplan.domains.zugang.queries import (
    Aufgabe,
    Worte,
    absprachen,
    berichte,
    eigene_schritte,
    ich_laden,
    plaene,
    termine,
    worte,
)

from .seite import Seite


def mein_weg(nutzer: Any, stichtag: date) -> Seite:
    """Nine statements, whatever the file holds; two for an account whose invitation has ended."""
    ich = ich_laden(nutzer, stichtag)
    if ich is None:
        return Seite("zugang/beendet.html", {})
    plan = plaene(nutzer).filter(teilnahme=ich.teilnahme).first()
    gesagt = worte(nutzer, ich.teilnahme)
    bericht = berichte(nutzer).filter(teilnahme=ich.teilnahme).first()
    aufgaben = [*_antworten(plan, bericht, gesagt), *absprachen(), *(eigene_schritte(plan) if plan else [])]
    naechste = termine(stichtag)
    if plan and plan.pruefung_am >= stichtag:
        naechste.append((plan.pruefung_am, "Spätestens dann sprechen Sie wieder über Ihren Plan"))
    kontext = {
        "titel": "Mein Weg",
        "person": ich.person,
        "teilnahme": ich.teilnahme,
        "zugang_bis": ich.zugang_bis,
        "heute": stichtag,
        "aufgaben": aufgaben,
        "termine": sorted(naechste),
    }
    return Seite("zugang/weg.html", kontext, [ich.person.pk], "oeffnen")


def _antworten(plan: Planfassung | None, bericht: Entwicklungsbericht | None, gesagt: Worte) -> list[Aufgabe]:
    """What waits for a word of the participant."""
    offen = []
    if not gesagt.schon_eingeschaetzt:
        offen.append(Aufgabe("Schreiben Sie, wie Sie sich selbst sehen", url=reverse("zugang:einschaetzung")))
    if plan and not gesagt.zu(Wortart.PLAN, plan.pk):
        offen.append(Aufgabe("Lesen Sie Ihren Plan und sagen Sie etwas dazu", url=reverse("zugang:plan")))
    if bericht and not gesagt.zu(Wortart.BERICHT, bericht.pk):
        url = reverse("zugang:bericht", args=[bericht.pk])
        offen.append(Aufgabe("Lesen Sie Ihren letzten Bericht und sagen Sie etwas dazu", url=url))
    return offen
