"""Reading: who is responsible, whom the rules propose, what was handed over; one statement each."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.organisation.models import Nutzer, Team
from wegplan.domains.person.models import Person, Zustaendigkeit, Zustaendigkeitsgrund

from .models import Sammelposten, Sammelwechsel, Verteilregel, Wechselart

ZUSTAENDIG = (Zustaendigkeitsgrund.FACHKRAFT, Zustaendigkeitsgrund.VERTRETUNG, Zustaendigkeitsgrund.UEBERGABE)
FACHKRAEFTE = (Rolle.PAP, Rolle.IFK, Rolle.BOV)  # verteilung_sql.FACHKRAEFTE
AUSWAHL = "auswahl"  # of the session: numbers of the persons chosen in their list
NEU_SEIT = 14  # days for which a handover stands on the new desk


def zustaendige(stichtag: date) -> QuerySet[Zustaendigkeit]:
    """Who is responsible for the outer person on the day; to be used as `Exists(…)` over persons."""
    return Zustaendigkeit.objects.filter(
        Q(bis__isnull=True) | Q(bis__gte=stichtag),
        person_id=OuterRef("pk"),
        nutzer__isnull=False,
        grund__in=ZUSTAENDIG,
        von__lte=stichtag,
    ).order_by("von", "pk")


def ohne_fachkraft(nutzer: Any, stichtag: date) -> QuerySet[Person]:
    """Persons whom `nutzer` may give to somebody and who have nobody on the day."""
    return Person.objects.fuer(nutzer, Aktion.FAELLE_VERTEILEN).exclude(Exists(zustaendige(stichtag)))


def fachkraefte(nutzer: Any) -> QuerySet[Nutzer]:
    """Who may be made responsible: active accounts of the own office that work on cases of their own."""
    return Nutzer.objects.filter(
        is_active=True, rolle__in=FACHKRAEFTE, organisation_id=nutzer.organisation_id
    ).order_by("last_name", "first_name", "username")


def teams_des_amtes(nutzer: Any) -> QuerySet[Team]:
    """Where cases may go: the teams of the own office."""
    return Team.objects.filter(organisation_id=nutzer.organisation_id).order_by("name", "kennung")


def laufende_massnahmen(nutzer: Any, stichtag: date) -> QuerySet[Massnahme]:
    """Measures that have not ended."""
    return massnahmen_fuer(nutzer).filter(Q(ende__isnull=True) | Q(ende__gte=stichtag)).order_by("massnahmenummer")


def eigene_teams(nutzer: Any) -> QuerySet[Team]:
    return Team.objects.filter(pk__in=nutzer.team_ids).order_by("name", "kennung")


def regeln(nutzer: Any) -> QuerySet[Verteilregel]:
    """The rules that count for the teams that `nutzer` leads: their own and those for the whole office."""
    eigene = Q(team__isnull=True) | Q(team__in=nutzer.team_ids)
    alle = Verteilregel.objects.filter(eigene, organisation_id=nutzer.organisation_id)
    return alle.select_related("team", "fachkraft").order_by(F("bis").desc(nulls_first=True), "reihenfolge", "pk")


def sichtbare_wechsel(nutzer: Any) -> QuerySet[Sammelwechsel]:
    """What `nutzer` has changed, and what concerns persons whom they may give to somebody."""
    posten = Sammelposten.objects.fuer(nutzer, Aktion.FAELLE_VERTEILEN).filter(wechsel=OuterRef("pk"))
    alle = Sammelwechsel.objects.filter(Q(angelegt_von=nutzer) | Exists(posten))
    return alle.select_related("fachkraft", "team", "massnahme", "angelegt_von", "zurueckgenommen_von")


def uebergaben_von(person_id: int) -> QuerySet[Sammelposten]:
    """Handover notes of a person who was fetched "for this user", the latest first."""
    posten = Sammelposten.objects.filter(person_id=person_id, wechsel__zurueckgenommen_am=None)
    return posten.select_related(
        "wechsel__angelegt_von", "wechsel__fachkraft", "wechsel__team", "wechsel__massnahme"
    ).order_by("-wechsel__ab", "-pk")


def neu_uebergeben(nutzer: Any, stichtag: date) -> list[Sammelposten]:
    """Cases that came to the desk of `nutzer` in the last days, with the note; the latest first."""
    posten = Sammelposten.objects.fuer(nutzer, Aktion.PERSON_AENDERN).filter(
        wechsel__art=Wechselart.FACHKRAFT,
        wechsel__fachkraft=nutzer,
        wechsel__zurueckgenommen_am=None,
        wechsel__ab__lte=stichtag,
        wechsel__ab__gt=stichtag - timedelta(days=NEU_SEIT),
    )
    return list(
        posten.select_related("wechsel__angelegt_von", "person").order_by(
            "-wechsel__ab", "-wechsel_id", "person__sortierung"
        )
    )


def je_wechsel(posten: Iterable[Sammelposten]) -> list[tuple[Sammelwechsel, list[Sammelposten]]]:
    """The same, by the change they belong to."""
    gruppen: dict[int, tuple[Sammelwechsel, list[Sammelposten]]] = {}
    for p in posten:
        gruppen.setdefault(p.wechsel_id, (p.wechsel, []))[1].append(p)
    return list(gruppen.values())
