"""Load of the team: open steps per colleague by the time they call at; one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from wegplan.domains.auswertung.stellen import nutzername
from wegplan.domains.organisation.access import Beziehung, beziehungen
from wegplan.domains.organisation.models import Nutzer

from .models import Zeit
from .queries import BEARBEITENDE, mit_zeit, sichtbare


@dataclass(frozen=True)
class Last:
    """Open steps on one desk by Zeit, as far as they are about persons the asking user sees. `pk` 0: nobody's."""

    pk: int
    name: str
    anzahl: dict[str, int]

    @property
    def offen(self) -> int:
        return sum(self.anzahl.values())


def lasten(nutzer: Any, stichtag: date) -> list[Last]:
    """Every desk with open steps, and the colleagues of the team without any; most overdue first. Nobody's comes with
    the number 0. Two statements."""
    zaehlen = {zeit: Count("pk", filter=Q(zeit=zeit)) for zeit in Zeit.values}
    gefunden = {}
    je_tisch = mit_zeit(sichtbare(nutzer), stichtag).order_by().values("besitzer", wort=nutzername("besitzer__"))
    for zeile in je_tisch.annotate(**zaehlen):
        pk = zeile["besitzer"] or 0
        gefunden[pk] = Last(pk, zeile["wort"] or "", {zeit: zeile[zeit] for zeit in Zeit.values})
    for pk, name in kollegen(nutzer).values_list("pk", nutzername()):
        gefunden.setdefault(pk, Last(pk, name, dict.fromkeys(Zeit.values, 0)))
    return sorted(gefunden.values(), key=lambda last: (-last.anzahl[Zeit.UEBERFAELLIG], -last.offen, last.name))


def kollegen(nutzer: Any) -> Any:
    """Active accounts that work on cases: of the own teams for who leads teams, else of the own office."""
    aktive = Nutzer.objects.filter(is_active=True, rolle__in=BEARBEITENDE).order_by("last_name", "first_name", "pk")
    if Beziehung.TEAM in beziehungen(nutzer.rolle):
        return aktive.filter(teams__in=nutzer.team_ids).distinct()
    return aktive.filter(organisation_id=nutzer.organisation_id)
