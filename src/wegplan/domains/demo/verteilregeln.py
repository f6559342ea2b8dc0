"""Rules of the made-up offices for new cases (VF-12): each team shares the alphabet among four advisors."""

from datetime import date

from wegplan.domains.organisation.models import Nutzer, Team
from wegplan.domains.verteilung.models import Verteilregel

from .gegend import JOBCENTER
from .konten import fachkraft

ALPHABET = (("a", "f"), ("g", "l"), ("m", "s"), ("t", "z"))


def verteilregeln_anlegen(ab: date) -> None:
    """Write the rules anew, in force from `ab` on. Accounts must be there; runs as wegplan_dienst."""
    konten = {n.username: n for n in Nutzer.objects.all()}
    teams = {t.kennung: t for t in Team.objects.select_related("organisation")}
    kennungen = [team.kennung for jc in JOBCENTER for team in jc.teams]
    Verteilregel.objects.filter(team__kennung__in=kennungen).delete()
    Verteilregel.objects.bulk_create(
        Verteilregel(
            organisation=teams[team.kennung].organisation,
            team=teams[team.kennung],
            reihenfolge=10 * nummer,
            buchstabe_von=von,
            buchstabe_bis=bis,
            fachkraft=konten[fachkraft(team.kurz, nummer)],
            von=ab,
            angelegt_von=konten[f"tl.{team.kurz}"],
        )
        for jc in JOBCENTER
        for team in jc.teams
        for nummer, (von, bis) in enumerate(ALPHABET, start=1)
    )
