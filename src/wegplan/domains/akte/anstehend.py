"""What is open with a person, gathered from the areas that know of it.

Most of these areas stand above this one and enter their source here when the project starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.verbleib.models import Anschlussperspektive
from wegplan.domains.verbleib.rules import anschluss_faellig
from wegplan.kit.ui.textfilter import datum

from .foerderung import im_programm
from .queries import Akte

VORAUS = timedelta(weeks=4)


@dataclass(frozen=True)
class Anstehend:
    """One thing to do. `faellig`: the day, None for "now"; `wer`: who does it, in words; `eigenes`: the own office;
    `url`: where it is done or read, empty where the user has no such page."""

    was: str
    wer: str
    faellig: date | None = None
    eigenes: bool = False
    url: str = ""


Quelle = Callable[[Any, Akte, date], Iterable[Anstehend]]
quellen: list[Quelle] = []
TRAEGER = "Träger"


def beim_traeger(nutzer: Any) -> bool:
    """Whether what the provider owes lies with this user's office."""
    return nutzer.rolle in (Rolle.BDL, Rolle.BDL_LEITUNG)


def anstehendes(nutzer: Any, akte: Akte) -> list[Anstehend] | None:
    """What is overdue or due within four weeks, what waits at once first; None for who is in no measure of the
    programme. Each source reads "for this user" in a fixed number of statements."""
    if not im_programm(akte.teilnahmen):
        return None
    bis = akte.stichtag + VORAUS
    alle = [a for quelle in (_am_ende, *quellen) for a in quelle(nutzer, akte, bis)]
    return sorted(alle, key=lambda a: (a.faellig or date.min, not a.eigenes, a.was))


def _am_ende(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Missing exits, and what follows on not agreed in time (JPS-70, JPS-71); at most one statement."""
    if not nutzer.darf(Aktion.VERBLEIB_LESEN):
        return
    seite = reverse("akte:abschluss", args=[akte.person.pk])
    eigenes = beim_traeger(nutzer)
    enden = {t.pk: (t.eintritt, t.geplantes_ende) for t in im_programm(akte.teilnahmen) if not t.austritt}
    offen = {}
    for pk, (eintritt, ende) in enden.items():
        if ende and ende < akte.stichtag:
            yield Anstehend(f"Austritt eintragen: geplant war der {datum(ende)}", TRAEGER, ende, eigenes, seite)
        if ende and (tag := anschluss_faellig(eintritt, ende)) <= bis:
            offen[pk] = tag
    if offen:
        vereinbart = set(Anschlussperspektive.objects.filter(teilnahme__in=offen).values_list("teilnahme", flat=True))
        for tag in (tag for pk, tag in offen.items() if pk not in vereinbart):
            yield Anstehend("Anschlussperspektive vereinbaren", TRAEGER, tag, eigenes, seite)
