"""Names and numbers of offices, teams, providers and advisors that the pages filter and group by: one statement.

The definition answers with the codes of chapter 80; addresses carry numbers (DS-35), people read names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Beziehung, Rolle, beziehungen
from wegplan.domains.organisation.models import Nutzer, Organisation, Organisationsart, Team
from wegplan.domains.person.models import Zustaendigkeit, Zustaendigkeitsgrund

FACHKRAFT = (Rolle.PAP, Rolle.IFK, Rolle.BOV)
ZUSTAENDIG = (Zustaendigkeitsgrund.FACHKRAFT, Zustaendigkeitsgrund.VERTRETUNG, Zustaendigkeitsgrund.UEBERGABE)
OHNE = 0  # in addresses: those without a team, a provider


@dataclass(frozen=True)
class Stelle:
    """One office, team, provider, measure or advisor. `regelwerk` only of a Jobcenter and its teams."""

    pk: int
    kennung: str
    name: str
    regelwerk: str = ""


@dataclass(frozen=True)
class Stellen:
    """What the user may choose from, by kind (jobcenter, vertretung, team, traeger, massnahme, fachkraft), by name."""

    alle: dict[str, list[Stelle]] = field(default_factory=dict)

    def wahlen(self, art: str) -> list[tuple[int, str]]:
        return [(stelle.pk, stelle.name) for stelle in self.alle.get(art, ())]

    def name(self, art: str, kennung: str | None) -> str:
        """The name of a code; the code itself where the user's list does not hold it; "" for none."""
        return next((s.name for s in self.alle.get(art, ()) if s.kennung == kennung), kennung or "")

    def pk(self, art: str, kennung: str | None) -> int | None:
        """The number of a code: OHNE for none, None for one that the user cannot choose."""
        if not kennung:
            return OHNE
        return next((s.pk for s in self.alle.get(art, ()) if s.kennung == kennung), None)

    def kennungen(self, art: str, pk: int | None) -> tuple[str, ...]:
        """The codes of a chosen number, as `queries.Filter` takes them: none chosen = no narrowing."""
        if pk is None:
            return ()
        return ("",) if pk == OHNE else tuple(s.kennung for s in self.alle.get(art, ()) if s.pk == pk)

    def jobcenter(self, regelwerk: str = "") -> tuple[str, ...]:
        """Codes of the user's offices that work by a rule set, or by any."""
        return tuple(s.kennung for s in self.alle.get("jobcenter", ()) if (s.regelwerk == regelwerk or not regelwerk))

    @property
    def regelwerke(self) -> list[str]:
        """The rule sets of the user's offices."""
        return sorted({s.regelwerk for s in self.alle.get("jobcenter", ()) if s.regelwerk})

    @property
    def alle_regelwerke(self) -> list[str]:
        """Also those of the offices whose persons the user stands in for."""
        return sorted({s.regelwerk for s in self.alle.get("vertretung", ()) if s.regelwerk} | {*self.regelwerke})


def stellen_fuer(nutzer: Nutzer, massnahme: int | None = None) -> Stellen:
    """One statement. Offices, teams and advisors: the user's own, or all for who sees all; all providers; of the
    measures only `massnahme`."""
    alles, organisation = nutzer.darf_alles_sehen, nutzer.organisation_id
    im_haus = Q() if alles else Q(organisation_id=organisation)
    im_team = im_haus
    if Beziehung.TEAM in beziehungen(nutzer.rolle):
        im_team = Q(pk__in=nutzer.team_ids)
        im_haus = Q(teams__in=nutzer.team_ids)
    eigenes = Q() if alles else Q(pk=organisation)
    teile = {
        "jobcenter": _stelle(Organisation.objects.filter(eigenes, art=Organisationsart.JOBCENTER), F("regelwerk")),
        "vertretung": _stelle(Organisation.objects.filter(pk__in=_jobcenter_der_faelle(nutzer)), F("regelwerk")),
        "team": _stelle(Team.objects.filter(im_team), F("organisation__regelwerk")),
        "traeger": _stelle(Organisation.objects.filter(art=Organisationsart.BILDUNGSDIENSTLEISTER)),
        "massnahme": Massnahme.objects.filter(pk=massnahme or 0)
        .annotate(kurz=F("massnahmenummer"), wort=_oder("titel", "massnahmenummer"), rw=Value(""))
        .order_by(),
        "fachkraft": Nutzer.objects.filter(im_haus, rolle__in=FACHKRAFT, is_active=True)
        .annotate(kurz=Value(""), wort=nutzername(), rw=Value(""))
        .order_by()
        .distinct(),
    }
    erste, *weitere = (
        teil.annotate(feld=Value(art)).values_list("feld", "pk", "kurz", "wort", "rw") for art, teil in teile.items()
    )
    alle: dict[str, list[Stelle]] = {art: [] for art in teile}
    for art, *werte in erste.union(*weitere, all=True).order_by("wort", "pk"):
        alle[art].append(Stelle(*werte))
    return Stellen(alle)


def _jobcenter_der_faelle(nutzer: Nutzer) -> QuerySet[Any]:
    """The offices of the persons that are assigned to the user by name: a stand-in may reach into another office."""
    return Zustaendigkeit.objects.filter(nutzer=nutzer, person__jobcenter__isnull=False).values("person__jobcenter")


def _stelle(auswahl: QuerySet[Any], regelwerk: Any = None) -> QuerySet[Any]:
    return auswahl.annotate(
        kurz=F("kennung"), wort=_oder("name", "kennung"), rw=Value("") if regelwerk is None else regelwerk
    ).order_by()


def _oder(name: str, kennung: str) -> Coalesce:
    return Coalesce(NullIf(name, Value("")), kennung, output_field=CharField())


def nutzername(pfad: str = "") -> Coalesce:
    """First and last name of an account, else its user name; `pfad` leads to the account ("nutzer__")."""
    voll = Trim(Concat(f"{pfad}first_name", Value(" "), f"{pfad}last_name"))
    return Coalesce(NullIf(voll, Value("")), f"{pfad}username", output_field=CharField())


def zustaendige(person_ids: Iterable[int], stichtag: date) -> dict[int, list[tuple[int, str]]]:
    """Who is responsible for each person on the day, as (number, name) of the accounts; one statement."""
    je_person: dict[int, list[tuple[int, str]]] = {}
    for person, nutzer, name in (
        Zustaendigkeit.objects.filter(
            Q(bis__isnull=True) | Q(bis__gte=stichtag),
            Q(rolle__in=FACHKRAFT) | Q(rolle=""),
            person_id__in=set(person_ids),
            nutzer__isnull=False,
            grund__in=ZUSTAENDIG,
            von__lte=stichtag,
        )
        .order_by("von", "pk")
        .values_list("person_id", "nutzer_id", nutzername("nutzer__"))
    ):
        eintraege = je_person.setdefault(person, [])
        if (nutzer, name) not in eintraege:
            eintraege.append((nutzer, name))
    return je_person


def namen(eintraege: Sequence[tuple[int, str]]) -> str:
    return ", ".join(name for _, name in eintraege)
